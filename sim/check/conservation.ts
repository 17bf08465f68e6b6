import type { Balance, ChainName } from "../bridge/port.ts";
import { nodeOf } from "../bridge/venue.ts";
import { plural } from "../core/words.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Flow, flowsOf } from "../trace/flows.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { badnessOf, money } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * Money is neither made nor lost. The check keeps books of its own from what was asked for, and
 * holds every balance that was read from the chains against them: the vault has what it was given
 * less what it was told to pay, each deposit is credited once, the recipient gets the amount.
 */
export const conservation: Check = {
  name: "conservation",
  asks: "Every balance is what the deposits, credits, requests and payments add up to.",
  judge: (trace) => {
    const books = openBooks(scenarioOf(trace));
    const movements = new Map(flowsOf(trace).map(({ seq, flows }) => [seq, flows]));
    const failures: Failure[] = [];
    let compared = 0;
    for (const step of stepsOf(trace)) {
      if (step.status !== "ok") continue;
      enter(books, step);
      enterTokens(books, step);
      if ("venue" in step.action || step.action.verb === "reissue")
        enterExits(books, movements.get(step.seq) ?? []);
      for (const balance of step.balances) {
        compared += 1;
        const failure = compare(books, step, balance);
        if (failure) failures.push(failure);
      }
    }
    return verdictOf(compared, failures, `${plural(compared, "balance")} read from the chains`);
  },
};

type Books = {
  readonly scenario: Scenario;
  readonly kinds: ReadonlyMap<string, string>;
  readonly balances: Map<string, bigint>;
  readonly deposits: Map<string, { owner: string; token: string; amount: bigint }>;
};

const keyOf = (chain: ChainName, account: string, token: string): string =>
  `${chain} ${account} ${token}`;

function openBooks(scenario: Scenario): Books {
  const { world } = scenario;
  const books: Books = {
    scenario,
    kinds: new Map(world.tokens.map(({ symbol, kind }) => [symbol, kind])),
    balances: new Map(),
    deposits: new Map(),
  };
  const give = (account: string, token: string, amount: string, chain: ChainName = "mainchain") => {
    add(books, chain, account, token, BigInt(amount));
    // What a wallet holds of a token was issued; of the chain's own currency nothing is wrapped yet.
    if (books.kinds.get(token) !== "wrapped") add(books, chain, "supply", token, BigInt(amount));
  };
  for (const { chain, account, token, amount } of world.wallets)
    give(account, token, amount, chain);
  for (const venue of world.venues ?? [])
    if (venue.kind === "pool")
      for (const side of [0, 1] as const)
        give(nodeOf(venue), venue.tokens[side], venue.reserves[side]);
  return books;
}

function add(books: Books, chain: ChainName, account: string, token: string, change: bigint): void {
  const key = keyOf(chain, account, token);
  books.balances.set(key, (books.balances.get(key) ?? 0n) + change);
}

/** Enters what a step that went through should have moved. */
function enter(books: Books, step: Step): void {
  // Ether without a call is a deposit for its sender, where the gateway takes it.
  const ether = [...books.kinds].find(([, kind]) => kind === "wrapped")?.[0];
  if (isOk(step, "deposit") || (isOk(step, "sendEther") && ether !== undefined)) {
    const { sender } = step.action;
    const { owner, token } =
      step.action.verb === "deposit" ? step.action : { owner: sender, token: ether ?? "" };
    const amount = BigInt(step.action.amount);
    add(books, "mainchain", sender, token, -amount);
    add(books, "mainchain", "vault", token, amount);
    if (isWrappedAt(books, token)) add(books, "mainchain", "supply", token, amount);
    books.deposits.set(step.result.depositId ?? "", { owner, token, amount });
  }
  if (isOk(step, "acknowledgeDeposit") && step.result.credited)
    credit(books, step.action.depositId);
  if (isOk(step, "requestWithdrawal")) {
    const { sender, token } = step.action;
    add(books, "sidechain", sender, token, -BigInt(step.action.amount));
    add(books, "sidechain", "locked", token, BigInt(step.action.amount));
  }
  if (isOk(step, "submitWithdrawal") || isOk(step, "release") || isOk(step, "unlock")) {
    const { recipient, token } = step.action.withdrawal;
    const amount = BigInt(step.action.withdrawal.amount);
    const fee = BigInt(step.result.fee ?? "0");
    const minted = release(books, "mainchain", "vault", token, amount);
    add(books, "mainchain", recipient, token, amount - fee);
    add(books, "mainchain", step.action.sender, token, fee);
    const isEther = books.kinds.get(token) === "wrapped";
    const change = isWrappedAt(books, token) ? -amount : isEther ? 0n : minted;
    add(books, "mainchain", "supply", token, change);
  }
}

/** Whether the vault keeps a token in wrapped form: V2 keeps ether as it comes. */
const isWrappedAt = ({ kinds, scenario }: Books, token: string): boolean =>
  kinds.get(token) === "wrapped" && scenario.world.roninV2 === undefined;

/** Enters what moved without the bridge: from account to account, and out of an issuer's hands. */
function enterTokens(books: Books, step: Step): void {
  if (!isOk(step, "mint") && !isOk(step, "transfer") && !isOk(step, "transferFrom")) return;
  const { action } = step;
  const amount = BigInt(action.amount);
  // There is no contract that would move anything.
  if (action.chain === "mainchain" && books.kinds.get(action.token) === "absent") return;
  if (action.verb === "mint") {
    add(books, action.chain, "supply", action.token, amount);
    add(books, action.chain, action.account, action.token, amount);
    return;
  }
  const owner = action.verb === "transfer" ? action.sender : action.owner;
  add(books, action.chain, owner, action.token, -amount);
  add(books, action.chain, action.recipient, action.token, amount);
}

/** Enters what moved to, through and out of venues, and what an issuer burned and issued anew. */
function enterExits(books: Books, flows: readonly Flow[]): void {
  for (const { chain, token, from, to, amount } of flows)
    for (const [node, change] of [
      [from, -BigInt(amount)],
      [to, BigInt(amount)],
    ] as const) {
      // What is made or destroyed is so much more or less of the token.
      if (node === "issued" || node === "burned") add(books, chain, "supply", token, -change);
      else add(books, chain, node, token, change);
      const exchange = /^(exchange:.+)\//.exec(node)?.[1];
      if (exchange !== undefined) add(books, chain, exchange, token, change);
    }
}

/** Credits a deposit the first time; there is nothing to credit after that. */
function credit(books: Books, depositId: string): void {
  const deposit = books.deposits.get(depositId);
  if (deposit === undefined) return;
  books.deposits.delete(depositId);
  const { owner, token, amount } = deposit;
  const minted = release(books, "sidechain", "locked", token, amount);
  add(books, "sidechain", owner, token, amount);
  add(books, "sidechain", "supply", token, minted);
}

/** Takes an amount out of a gateway, and returns what had to be minted because it held less. */
function release(
  books: Books,
  chain: ChainName,
  gateway: "vault" | "locked",
  token: string,
  amount: bigint,
): bigint {
  const held = books.balances.get(keyOf(chain, gateway, token)) ?? 0n;
  const minted = amount > held ? amount - held : 0n;
  add(books, chain, gateway, token, minted - amount);
  return minted;
}

function compare(
  books: Books,
  { seq, at, action }: Step,
  { chain, account, token, amount }: Balance,
): Failure | undefined {
  const key = keyOf(chain, account, token);
  const expected = books.balances.get(key) ?? 0n;
  const found = BigInt(amount);
  if (expected === found) return undefined;
  // One fault is one failure: from here on the books follow the chain.
  books.balances.set(key, found);
  const text = `After "${action.verb}" ${account} has ${money(books.scenario, token, found)} on the ${chain}; ${money(books.scenario, token, expected)} are accounted for.`;
  const gap = found - expected;
  const badness = badnessOf(books.scenario, token, gap < 0n ? -gap : gap);
  return { seq, at, text, badness };
}
