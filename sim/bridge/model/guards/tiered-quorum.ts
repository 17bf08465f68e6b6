import type { Ratio } from "../../../core/units.ts";
import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, refuse } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "tiered-quorum" }>;

type Tier = { readonly from: bigint; readonly quorum: Ratio };

/** By token, ascending by amount. */
export type TieredQuorum = ReadonlyMap<string, readonly Tier[]>;

/** A withdrawal takes the share of all seats' weight that its tier asks for, rounded up. */
export const tieredQuorum: GuardModel<Settings, TieredQuorum> = {
  open: ({ tiers }) =>
    new Map(
      Object.entries(tiers).map(([token, list]): [string, readonly Tier[]] => [
        token,
        list.map(({ from, quorum }) => ({ from: BigInt(from), quorum })),
      ]),
    ),
  assess: (state, { token, amount, quorum }) => {
    const tiers = state.get(token) ?? [];
    if (tiers.length === 0) return refuse("token not listed", 0);
    const tier = tiers.findLast(({ from }) => from <= amount);
    if (tier === undefined) return allow;
    const { numerator, denominator } = tier.quorum;
    const isEnough = quorum.signers.length * denominator >= quorum.total * numerator;
    return isEnough ? allow : refuse("quorum below tier", 0);
  },
};
