import fc from "fast-check";
import { expect, it } from "vitest";
import { choices } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { drawCommands } from "../../sim/agree/draw.ts";
import { scenarioOfList } from "../../sim/agree/scenario.ts";
import { traceOfList } from "../../sim/agree/trace.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { World } from "../../sim/bridge/port.ts";
import { nodeOf } from "../../sim/bridge/venue.ts";
import { conservation } from "../../sim/check/conservation.ts";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { flowsOf } from "../../sim/trace/flows.ts";
import { stepsOf } from "../../sim/trace/trace.ts";

const exits = [
  ...["exchangeDeposit", "exchangeWithdraw", "returnBlocked"],
  ...["swap", "mix", "unmix", "reissue", "transfer", "mint"],
];

type Books = Map<string, bigint>;

const worlds = [
  ...campaignsOf("RoninGatewayV1", 1, 1),
  ...campaignsOf("RoninGatewayV2", 1, 1),
  ...campaignsOf("GuardedGateway", 1, 1, "none"),
  ...campaignsOf("none", 1, 1),
];

const enter = (books: Books, key: string, change: bigint) =>
  books.set(key, (books.get(key) ?? 0n) + change);

/** What there is before anything happens, by chain, token and node. */
function opened({ wallets, venues = [] }: World): Books {
  const books: Books = new Map();
  const give = (node: string, token: string, amount: string) => {
    enter(books, `mainchain ${token} ${node}`, BigInt(amount));
    enter(books, `mainchain ${token} supply`, BigInt(amount));
  };
  for (const { account, token, amount } of wallets) give(account, token, amount);
  for (const venue of venues)
    if (venue.kind === "pool")
      for (const side of [0, 1] as const)
        give(nodeOf(venue), venue.tokens[side], venue.reserves[side]);
  return books;
}

/** Says what a balance is by the flows; an exchange has what it owes everybody. */
const balanceIn = (books: Books, key: string): bigint =>
  / exchange:[^/]+$/.test(key)
    ? [...books].reduce((sum, [one, held]) => (one.startsWith(`${key}/`) ? sum + held : sum), 0n)
    : (books.get(key) ?? 0n);

it.each(worlds)("flows reproduce every balance of drawn traces: $name", ({ world }) => {
  const wrapped = world.tokens.find(({ kind }) => kind === "wrapped")?.symbol;
  const moved = new Set<string>();
  let compared = 0;
  const property = fc.property(choices, (list) => {
    const commands = drawCommands(world, list);
    const trace = traceOfList(scenarioOfList(world, commands), commands, openModel(world));
    const books = opened(world);
    const movements = new Map(flowsOf(trace).map((movement) => [movement.seq, movement]));
    for (const step of stepsOf(trace)) {
      const { verb, flows } = movements.get(step.seq) ?? { verb: "", flows: [] };
      moved.add(verb);
      for (const { chain, token, from, to, amount } of flows) {
        expect(BigInt(amount)).toBeGreaterThan(0n);
        if (from === "issued") enter(books, `${chain} ${token} supply`, BigInt(amount));
        else enter(books, `${chain} ${token} ${from}`, -BigInt(amount));
        if (to === "burned") enter(books, `${chain} ${token} supply`, -BigInt(amount));
        else enter(books, `${chain} ${token} ${to}`, BigInt(amount));
      }
      if (step.status !== "ok") continue;
      for (const { chain, token, account, amount } of step.balances) {
        // Of ether, what is wrapped is counted and no flow: it stays in the same hands.
        if (chain === "mainchain" && token === wrapped && account === "supply") continue;
        compared += 1;
        expect(`${balanceIn(books, `${chain} ${token} ${account}`)}`, canonicalJson(step)).toBe(
          amount,
        );
      }
    }
    expect([...books].filter(([, held]) => held < 0n)).toEqual([]);
    // Where there is a bridge, drawn validators credit what nobody deposited.
    if (world.validators.length === 0)
      expect(conservation.judge(trace)).toMatchObject({ valid: true, first: null });
  });
  fc.assert(property, { numRuns: 150, seed: 6 });
  expect(compared).toBeGreaterThan(500);
  const verbs = world.venues === undefined ? ["deposit", "submitWithdrawal"] : exits;
  for (const verb of verbs) expect(moved).toContain(verb);
});
