import { afterAll, expect, it } from "vitest";
import { agree, enter, summaryOf, type Table } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { errorsOf } from "./reached.ts";

const lists = Number(process.env.AGREE_LISTS ?? 60);
const seed = Number(process.env.AGREE_SEED ?? 20220323);
const worlds = keptWorlds();

afterAll(() => worlds.end());

const contracts = ["Exchange", "ConstantProductPool", "Mixer", "IssuedToken"];

/** Errors that no command of the port can reach, and why. */
const unreachable: { readonly [error: string]: string } = {
  ERC20InsufficientAllowance: "wallets allow a venue what they hand to it",
  ERC20InvalidSender: "nobody sends for the zero address",
  EtherAmountWrong: "wallets send along what they name",
  InvalidShortString: "names of tokens are read, and were written well",
  StringTooLong: "names of tokens are written at set-up",
};

it.each(campaignsOf("none", lists, seed))(
  "model and chains agree on $name",
  async (campaign) => {
    const table: Table = new Map();
    const { disagreement } = await agree({
      ...campaign,
      shrink: true,
      left: openModel,
      right: hardhatTenant({ worlds }),
      seen: (commands, { outcomes }) => enter(table, commands, outcomes),
    });
    expect(disagreement).toBeNull();

    const { steps, accepted, reasons } = summaryOf(table);
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
