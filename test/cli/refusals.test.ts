import { beforeAll, describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();
const uint256Max = 2n ** 256n - 1n;

/** A title, the words that the user types, and what the sentence must name. */
type Refusal = readonly [title: string, words: readonly string[], ...named: readonly string[]];

/** What `--set` refuses: the value, and what the sentence must name. */
const settings: readonly Refusal[] = (
  [
    ["an amount without its unit", "theft.ETH=5000", '"5000"', "ETH, gwei, wei"],
    ["an amount in another token's unit", "theft.ETH=5000 USDC", '"USDC"', "ETH, gwei, wei"],
    ["an amount in dollars", "theft.USDC=$5", '"$5"', "5000 USDC"],
    ["a negative amount", "theft.ETH=-1 ETH", '"-1 ETH"', "negative"],
    ["an amount of 2^256 wei", `theft.ETH=${uint256Max + 1n} wei`, `${uint256Max + 1n}`, "uint256"],
    ["an amount that a scale takes over 2^256", `vault.USDC=${uint256Max}K USDC`, "uint256"],
    ["more decimals than USDC has", "theft.USDC=0.0000001 USDC", '"0.0000001 USDC"', "6 decimals"],
    ["half a wei", "theft.ETH=0.5 wei", '"0.5 wei"', "decimals"],
    ["a length of time without its unit", "detection.delay=60", '"60"', "s, m, h, d or w"],
    ["a length of time in ETH", "detection.delay=1 ETH", '"1 ETH"', "s, m, h, d or w"],
    ["a negative length of time", "detection.delay=-1h", '"-1h"', "negative"],
    ["a threshold of zero", "quorum.threshold=0", "is 0", "between 1 and 9"],
    ["a negative threshold", "quorum.threshold=-5", "is -5", "between 1 and 9"],
    ["a threshold above the validators", "quorum.threshold=10", "is 10", "between 1 and 9"],
    ["a threshold that is no number", "quorum.threshold=abc", '"abc"', "5/9"],
    ["a threshold of half a validator", "quorum.threshold=5.5", '"5.5"', "5/9"],
    ["a threshold of another number of validators", "quorum.threshold=5/8", '"5/8"', "out of 9"],
    ["a count with a unit", "honest.count=20 ETH", '"20 ETH"', "without a unit"],
    ["a negative count", "honest.count=-1", "-1", "between 0 and 1000"],
    ["more stolen keys than there are", "keys.stolen=10", "10", "between 0 and 9"],
    ["a choice that is none", "delegation.axie-dao=maybe", '"maybe"', '"standing" or "revoked"'],
    ["an empty value", "theft.ETH=", '""', "5000 ETH"],
    ["an unknown field", "quorum.thresold=6", '"quorum.thresold"', '"quorum.threshold"'],
    ["an unknown edge", "custody.axie-dao-delegatio=removed", "custody.axie-dao-delegation"],
    ["a field of every object", "constructor=1", '"constructor"', "nearest"],
    ["no value at all", "theft.ETH", "'theft.ETH'", "PATH=VALUE"],
    ["no path at all", "=6", "'=6'", "PATH=VALUE"],
    ["a deposit of nobody", "honest.deposit.41=1 ETH", "honest.deposit.41", "honest.count"],
    ["a complaint above the vault", "complaint.ETH=176400 ETH", "vault.ETH", "176,400 ETH"],
  ] as const
).map(([title, setting, ...named]) => [title, ["run", "ronin-2022", "--set", setting], ...named]);

const scenariosAndCommands: readonly Refusal[] = [
  ["an unknown scenario", ["run", "ronin-2021"], '"ronin-2021"', '"ronin-2022"'],
  ["an unknown scenario's custody", ["custody", "ronin"], '"ronin"', '"ronin-2022"'],
  ["an unknown command", ["runn", "ronin-2022"], "'runn'", "did you mean run?"],
  ["an unknown command that is like none", ["zzzzzz"], "'zzzzzz'", "--help"],
  ["an unknown flag", ["run", "ronin-2022", "--jsn"], "'--jsn'", "did you mean --json?"],
  ["an unknown flag of list", ["list", "--all"], "'--all'", "--help"],
  [
    "an unknown responder",
    ["run", "kucoin-2020", "--responder", "ronen"],
    '"ronen" is no responder',
    '"ronin"',
  ],
  [
    "a responder for a scenario that has its own",
    ["run", "nicehash-2017", "--responder", "ronin"],
    "nicehash-2017",
    "kucoin-2020",
  ],
  [
    "a field that not all four have",
    ["swap", "--set", "wallet.REST=1 REST"],
    '"wallet.REST"',
    "nearest",
  ],
  ["a missing scenario", ["run"], "'scenario'", "--help"],
  ["a missing file", ["replay"], "'file'", "--help"],
  ["a missing folder", ["verify"], "'dir'", "--help"],
  ["a missing value", ["run", "ronin-2022", "--set"], "'--set <path=value>'", "--help"],
  ["a second scenario", ["run", "ronin-2022", "another"], "another", "Expected 1 argument"],
  [
    "the same field twice",
    ["run", "ronin-2022", "--set", "quorum.threshold=6", "--set", "quorum.threshold=6"],
    "quorum.threshold",
    "set it once",
  ],
  [
    "a threshold above the validators that are left",
    [
      ...["run", "ronin-2022", "--set", "quorum.threshold=9"],
      ...["--set", "custody.axie-dao-is-validator=removed"],
    ],
    "quorum.threshold is 9",
    "8 validators",
  ],
  ["an unknown tenant", ["run", "ronin-2022", "--tenant", "geth"], "'geth'", "hardhat"],
];

const seeds: readonly Refusal[] = ["-1", "1.5", "4294967296", "1e3", "0x1", "", "one"].map(
  (seed) => [
    `the seed "${seed}"`,
    ["run", "ronin-2022", "--seed", seed],
    `'${seed}'`,
    "0 to 4294967295",
  ],
);

const failOn = (condition: string) => ["run", "ronin-2022", "--fail-on", condition];
const conditions: readonly Refusal[] = [
  ["an unknown metric", failOn("los.ETH>1"), '"los.ETH"', '"loss.ETH"'],
  ["a metric of another token", failOn("loss.DAI>1"), '"loss.DAI"', '"loss.'],
  ["a condition without an operator", failOn("loss.ETH"), '"loss.ETH"', ">, >=, <, <=, == or !="],
  ["a condition without a limit", failOn("loss.ETH>"), '"loss.ETH>"', "limit"],
  ["a limit in another unit", failOn("loss.ETH>1 USDC"), '"USDC"', "ETH, gwei, wei"],
  ["a limit of time without a unit it knows", failOn("timeToDetect>1y"), '"1y"', "s, m, h, d or w"],
  ["a limit in another currency", failOn("loss.usd>1 EUR"), '"1 EUR"', "write one of USD"],
  ["a limit that is no count", failOn("keysStolen>four"), '"four"', "whole number"],
];

const places: readonly Refusal[] = [
  ["an output folder below a file", ["run", "ronin-2022", "--out", "a-file/runs"], "DESK/a-file"],
  ["an output folder that is a file", ["run", "ronin-2022", "--out", "a-file"], "DESK/a-file"],
  ["a report below a file", ["run", "ronin-2022", "--junit", "a-file/x.xml"], "DESK/a-file"],
  ["a report that is a folder", ["run", "ronin-2022", "--junit", "."], '"DESK"', "is a folder"],
  ["a replay of a missing file", ["replay", "missing.json"], "DESK/missing.json", "not exist"],
  ["a replay of a folder that is none of a run", ["replay", "."], '"DESK"', "no run's folder"],
  ["a verification of a missing folder", ["verify", "missing"], "DESK/missing", "not exist"],
  ["a verification of an empty folder", ["verify", "."], "DESK", "not exist"],
  ["a verification of a file", ["verify", "a-file"], "DESK/a-file"],
];

const custody = (...words: string[]) => ["custody", "ronin-2022", ...words];
const custodyQuestions: readonly Refusal[] = [
  ["an unknown node", custody("--compromise", "enginer"), '"enginer"', '"engineer"'],
  ["a node nobody breaks into", custody("--compromise", "role:pay"), '"role:pay"', "breaks into"],
  ["a moment that is none", custody("--at", "yesterday"), '"yesterday"', "2022-03-23T13:29:09Z"],
  ["a day that is none", custody("--at", "2022-02-30"), '"2022-02-30"', "2022-03-23"],
  [
    "a scenario without a graph",
    ["custody", "ronin-2022-calldata"],
    "ronin-2022-calldata",
    "no custody graph",
  ],
];

const remote = "is a remote address";
const addresses: readonly Refusal[] = [
  ["one as the command", ["https://rpc.example"], '"https://rpc.example"', remote],
  ["one as the scenario", ["run", "http://rpc.example"], remote],
  ["one as the file", ["replay", "wss://rpc.example"], remote],
  ["one as a flag's value", ["run", "ronin-2022", "--out", "ws://rpc.example"], remote],
  ["one behind a flag's equals sign", ["run", "ronin-2022", "--out=https://rpc.example"], remote],
  [
    "one as a field's value",
    ["run", "ronin-2022", "--set", "theft.ETH=https://rpc.example"],
    remote,
  ],
  ["one as a tenant", ["run", "ronin-2022", "--tenant", "https://rpc.example"], remote],
  ["one in capitals", ["run", "ronin-2022", "HTTPS://RPC.EXAMPLE"], remote],
  ["one after what ends the flags", ["run", "ronin-2022", "--", "https://rpc.example"], remote],
  ["one beside --help", ["run", "--help", "https://rpc.example"], remote],
];

/** A command that may not write anywhere but to a folder of its own. */
function into(out: string, words: readonly string[]): readonly string[] {
  const [command = "", ...rest] = words;
  const writes = ["run", "replay"].includes(command) && !rest.includes("--out");
  return writes ? [command, "--out", out, ...rest] : words;
}

beforeAll(() => user.writes("a-file", "kept"));

describe.each([
  ["a value of --set", settings],
  ["a command line", scenariosAndCommands],
  ["a seed", seeds],
  ["a condition of --fail-on", conditions],
  ["a place", places],
  ["a question about custody", custodyQuestions],
  ["a remote address", addresses],
])("%s", (kind, refusals) => {
  it.concurrent.for(refusals)("refuses %s", async ([title, words, ...named]) => {
    const out = `out/${kind}/${title}`.replaceAll(/[^a-z/]/g, "-");
    // An address is refused before anything is loaded; of the others one shows how a process ends.
    const isAlone = refusals === addresses || title === refusals[0]?.[0];
    const { status, stdout, stderr } = await user[isAlone ? "types" : "asks"](into(out, words));
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^\S[^\n]*\.\n$/);
    for (const value of named) expect(stderr).toContain(value);
    expect(user.files(out)).toEqual({});
  });
});

describe("a file that stood in the way", () => {
  it("is as it was", () => {
    expect(user.reads("a-file")).toBe("kept");
  });
});
