import { describe, expect, it } from "vitest";
import { exitsWorld } from "../../sim/agree/exits.world.ts";
import { scenarioOfList } from "../../sim/agree/scenario.ts";
import type { Command, World } from "../../sim/bridge/port.ts";
import { InputError } from "../../sim/core/errors.ts";
import { readScenario } from "../../sim/scenario/read.ts";

const swap: Command = {
  verb: "swap",
  sender: "alice",
  venue: "eth-usdc",
  token: "ETH",
  amount: "1",
  least: "0",
};

const scenarioWith = (change: Partial<World>, command: Command = swap) =>
  scenarioOfList({ ...exitsWorld, ...change }, [{ at: exitsWorld.start + 1, command }]);

/** The sentence with which a scenario is refused, after its place. */
function refusal(change: Partial<World>, command?: Command): string {
  try {
    readScenario(JSON.parse(JSON.stringify(scenarioWith(change, command))), "it");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message.replace("it cannot be run: ", "");
  }
  return "not refused";
}

const [exchange, pool] = exitsWorld.venues ?? [];

describe("a world with exits", () => {
  it("is read from a file as it was written", () => {
    const scenario = scenarioWith({});
    expect(readScenario(JSON.parse(JSON.stringify(scenario)), "it")).toEqual(scenario);
  });

  it.each<[string, Partial<World>, string]>([
    [
      "a venue twice",
      { venues: [exchange, exchange].flatMap((venue) => venue ?? []) },
      'world.venues has "bourse" twice.',
    ],
    [
      "an operator who is nobody's account",
      { venues: [{ kind: "exchange", name: "bourse", operator: "carol" }] },
      'the operator of bourse is "carol", which is no account of world.accounts.',
    ],
    [
      "a pool of one token",
      { venues: [{ ...pool, tokens: ["ETH", "ETH"] } as NonNullable<World["venues"]>[number]] },
      "the pool eth-usdc is of ETH twice.",
    ],
    [
      "a pool without a reserve",
      { venues: [{ ...pool, reserves: ["0", "1"] } as NonNullable<World["venues"]>[number]] },
      "a reserve of eth-usdc is 0, but must be from 1 to 5192296858534827628530496329220095.",
    ],
    [
      "a pool of a token that does not exist",
      { venues: [{ ...pool, tokens: ["ETH", "DOGE"] } as NonNullable<World["venues"]>[number]] },
      "eth-usdc is of DOGE, which is no token of world.tokens.",
    ],
    [
      "an issuer of a currency that nobody issues",
      {
        tokens: exitsWorld.tokens.map((token) =>
          token.symbol === "BTC" ? { ...token, issuer: "tether" } : token,
        ),
      },
      "BTC has an issuer, but is foreign.",
    ],
    [
      "validators without a bridge",
      { validators: ["validator-1"] },
      "it has validators, and no bridge.",
    ],
    [
      "half a bridge",
      { contracts: { ...exitsWorld.contracts, gateway: "RoninGatewayV1" } },
      'world.contracts has RoninGatewayV1, none, none, but all are "none" where there is no bridge.',
    ],
  ])("is refused with %s", (_, change, sentence) => {
    expect(refusal(change)).toBe(sentence);
  });

  it.each<[Command, string]>([
    [{ ...swap, venue: "bourse" }, 'script names "bourse", which is no pool of world.venues.'],
    [
      { verb: "blockAccount", sender: "alice", venue: "eth-mixer", account: "bob" },
      'script names "eth-mixer", which is no exchange of world.venues.',
    ],
    [
      { verb: "mix", sender: "alice", venue: "nowhere", blinded: "0x00" },
      'script names "nowhere", which is no mixer of world.venues.',
    ],
  ])("is refused with a command to a venue that is none of its kind", (command, sentence) => {
    expect(refusal({}, command)).toBe(sentence);
  });
});
