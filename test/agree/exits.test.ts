import { expect, it } from "vitest";
import { summaryOf } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { expectOnChains, tableOnServer } from "./places.ts";
import { errorsOf } from "./reached.ts";

const lists = Number(process.env.AGREE_LISTS ?? 60);
const seed = Number(process.env.AGREE_SEED ?? 20220323);

const contracts = ["Exchange", "ConstantProductPool", "Mixer", "IssuedToken"];

/** Errors that no command of the port can reach, and why. */
const unreachable: { readonly [error: string]: string } = {
  ERC20InsufficientAllowance: "wallets allow a venue what they hand to it",
  ERC20InvalidSender: "nobody sends for the zero address",
  EtherAmountWrong: "wallets send along what they name",
  InvalidShortString: "names of tokens are read, and were written well",
  StringTooLong: "names of tokens are written at set-up",
};

const campaigns = campaignsOf("none", lists, seed);

it.each(campaigns)("model and chains agree on $name", (campaign) => expectOnChains(campaign));

it.each(campaigns)(
  "model and EVM server agree on $name, and every reason is reached",
  async (campaign) => {
    const { steps, accepted, reasons } = summaryOf(await tableOnServer(campaign));
    expect(accepted / steps).toBeGreaterThan(0.4);
    expect(accepted / steps).toBeLessThan(0.65);
    if (campaign.name !== "exits") return;
    expect(reasons.get("NoBridge")).toBeGreaterThan(lists / 4);
    const errors = errorsOf(contracts.map((name) => `world/${name}`));
    const missed = [...errors].filter((name) => !(name in unreachable) && !reasons.has(name));
    expect(missed).toEqual([]);
    expect(Object.keys(unreachable).filter((name) => !errors.has(name))).toEqual([]);
  },
  900_000,
);
