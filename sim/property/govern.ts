import type { Command } from "../bridge/port.ts";
import type { Ratio } from "../core/units.ts";
import type { History } from "./history.ts";
import { type Move, pick } from "./move.ts";
import { newcomers } from "./setting.ts";

type Of<M extends Move["move"]> = Extract<Move, { move: M }>;

/** The operators pause or unpause a gateway. */
export function operate({ what }: Of<"operate">): Command {
  return pick<Command>(
    [
      { verb: "pause", sender: "admin", chain: "mainchain" },
      { verb: "unpause", sender: "admin", chain: "mainchain" },
      { verb: "pause", sender: "admin", chain: "sidechain" },
      { verb: "unpause", sender: "admin", chain: "sidechain" },
    ],
    what,
  );
}

/** The operators take a stolen validator out, or take in a newcomer, and the other way round. */
export function members({ what, who }: Of<"members">, { setting }: History): Command {
  const stolen = setting.stolen.filter((name) => setting.world.validators.includes(name));
  const isStolen = who % 2 === 0 && stolen.length > 0;
  const validator = pick(isStolen ? stolen : newcomers, who >> 1);
  const verb = pick<"addValidator" | "removeValidator">(
    isStolen ? ["removeValidator", "addValidator"] : ["addValidator", "removeValidator"],
    what,
  );
  return { verb, sender: "admin", chain: "mainchain", validator };
}

/** Shares that no validator set should take, and some that it should. */
const quorums: readonly Ratio[] = [
  { numerator: 0, denominator: 1 },
  { numerator: 0, denominator: 0 },
  { numerator: 1, denominator: 9 },
  { numerator: 4, denominator: 9 },
  { numerator: 6, denominator: 9 },
  { numerator: 1, denominator: 1 },
  { numerator: 10, denominator: 9 },
];

/** The attacker uses the admin's key: it sets the quorum, or makes itself a validator. */
export function govern({ what, who }: Of<"govern">, { setting }: History): Command {
  const sender = setting.world.admin;
  const chain = "mainchain";
  if (what < quorums.length)
    return { verb: "updateQuorum", sender, chain, quorum: pick(quorums, what) };
  return {
    verb: "addValidator",
    sender,
    chain,
    validator: pick(["stranger-1", "stranger-2", "attacker", "mule"], who),
  };
}
