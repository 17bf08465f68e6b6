import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import { type Flow, flowsOf } from "../trace/flows.ts";
import { type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { badnessOf, money } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * A custodian has what it owes, of every token, at the start and after each step that changes either.
 * What it has is read from the chains. A payment to a creditor makes the debt smaller, one from a
 * creditor larger; what a hostile actor pays out makes no debt smaller.
 */
export const solvency: Check = {
  name: "solvency",
  asks: "At every moment the custodian's wallets held what it owed, of every token.",
  appliesTo: ({ custodian }) => custodian !== undefined,
  judge: (trace) => {
    const scenario = scenarioOf(trace);
    const books = openBooks(scenario);
    if (books === null)
      return { ...verdictOf(0, [], ""), valid: "unknown", note: "there is no custodian" };
    const movements = new Map(flowsOf(trace).map((movement) => [movement.seq, movement]));
    const start = { seq: 0, at: scenario.start };
    const tokens = [...books.owed.keys()];
    const failures: Failure[] = tokens.flatMap((token) => shortfall(books, start, token));
    let judged = tokens.length;
    for (const step of stepsOf(trace)) {
      if (step.status !== "ok") continue;
      const touched = new Set([
        ...readBalances(books, step),
        ...(movements.get(step.seq)?.flows ?? []).flatMap((flow) => settle(books, step, flow)),
      ]);
      judged += touched.size;
      for (const token of touched) failures.push(...shortfall(books, step, token));
    }
    return verdictOf(judged, failures, `${judged} sums of wallets, each held against what is owed`);
  },
};

type Books = {
  readonly scenario: Scenario;
  readonly name: string;
  readonly wallets: ReadonlySet<string>;
  readonly hostile: ReadonlySet<string>;
  /** By wallet and token. */
  readonly held: Map<string, { readonly token: string; readonly amount: bigint }>;
  /** By token, then by creditor. */
  readonly owed: Map<string, Map<string, bigint>>;
};

function openBooks(scenario: Scenario): Books | null {
  const { custodian, world } = scenario;
  if (custodian === undefined) return null;
  const wallets = new Set(custodian.wallets);
  const held: Books["held"] = new Map();
  const owed: Books["owed"] = new Map();
  for (const { account, token, amount } of world.wallets) {
    if (!wallets.has(account)) continue;
    const key = `${account} ${token}`;
    held.set(key, { token, amount: (held.get(key)?.amount ?? 0n) + BigInt(amount) });
  }
  for (const { creditor, token, amount } of custodian.owes) {
    const debts = owed.get(token) ?? new Map<string, bigint>();
    owed.set(token, debts.set(creditor, (debts.get(creditor) ?? 0n) + BigInt(amount)));
  }
  return { scenario, name: custodian.name, wallets, hostile: hostileActors(scenario), held, owed };
}

/** Takes over what the chains say of the wallets; returns the tokens of which that is. */
const readBalances = (books: Books, step: Step & { readonly status: "ok" }): readonly string[] =>
  step.balances.flatMap(({ chain, account, token, amount }) => {
    if (chain !== "mainchain" || !books.wallets.has(account)) return [];
    books.held.set(`${account} ${token}`, { token, amount: BigInt(amount) });
    return [token];
  });

/** Enters what a flow does to a debt; returns its token where it does anything. */
function settle(books: Books, { actor }: Step, flow: Flow): readonly string[] {
  const { from, to, token, amount } = flow;
  const debts = books.owed.get(token);
  const isPaid = books.wallets.has(from) && debts?.has(to) && !books.hostile.has(actor);
  const isPaidIn = books.wallets.has(to) && debts?.has(from);
  const creditor = isPaid ? to : isPaidIn ? from : null;
  if (debts === undefined || creditor === null) return [];
  const left = (debts.get(creditor) ?? 0n) + (isPaid ? -BigInt(amount) : BigInt(amount));
  debts.set(creditor, left > 0n ? left : 0n);
  return [token];
}

function shortfall(
  { scenario, name, held, owed }: Books,
  { seq, at }: Pick<Step, "seq" | "at">,
  token: string,
): readonly Failure[] {
  const has = [...held.values()]
    .filter((holding) => holding.token === token)
    .reduce((sum, { amount }) => sum + amount, 0n);
  const owes = [...(owed.get(token)?.values() ?? [])].reduce((sum, debt) => sum + debt, 0n);
  if (has >= owes) return [];
  const text = `${name} has ${money(scenario, token, has)} and owes ${money(scenario, token, owes)}.`;
  return [{ seq, at, text, badness: badnessOf(scenario, token, owes - has) }];
}
