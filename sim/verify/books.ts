import type { Decoded } from "./decode.ts";
import { hexIn, numberIn } from "./decode.ts";
import type { Evidence } from "./evidence.ts";
import { type Crosscheck, crosscheck, unlessBroken } from "./finding.ts";
import type { ChainName, Claims } from "./shape.ts";

/** Balances in base units, by chain, holder and token; a holder is an address or `supply`. */
type Books = Map<string, bigint>;

const supply = "supply";
const nobody = `0x${"0".repeat(40)}`;
const keyOf = (chain: ChainName, holder: string, token: string): string =>
  `${chain} ${holder} ${token}`;

function add(books: Books, key: string, change: bigint): void {
  books.set(key, (books.get(key) ?? 0n) + change);
}

/**
 * Holds the balances that were read at the end against two sets of books: what the tokens' own
 * logs moved, which no contract can get wrong, and what the gateways' logs promise.
 */
export function balances(evidence: Evidence, claims: Claims): readonly Crosscheck[] {
  const { chain, scenario } = evidence;
  const moved = movedBooks(evidence);
  const promised = promisedBooks(evidence);
  const expected = expectedKeys(evidence);
  const closing = new Map(
    chain.closing.balances.map((balance) => [
      keyOf(balance.chain, holderOf(evidence, balance), balance.token),
      BigInt(balance.amount),
    ]),
  );
  const has = (books: Books) => (key: string) => closing.get(key) === (books.get(key) ?? 0n);
  const unmoved = expected.filter((key) => !has(moved)(key));
  const unpromised = expected.filter((key) => !has(promised)(key));
  const verdict = claims.verdicts.conservation?.valid;
  const kept = (name: string, key: string, how: string): Crosscheck =>
    unlessBroken(
      claims,
      crosscheck(
        name,
        closing.has(key) ? `${closing.get(key)}` : null,
        `${promised.get(key) ?? 0n}`,
        how,
      ),
    );
  const matched = expected.length - unmoved.length;
  const read = chain.closing.balances.length;
  return [
    crosscheck(
      "chain.balances",
      `${expected.length}`,
      read === expected.length ? `${matched}` : `${matched} among ${read}`,
      `closing balances that the transfers add up to${unmoved[0] === undefined ? "" : `; not so "${unmoved[0]}"`}`,
    ),
    ...scenario.world.tokens.flatMap(({ symbol }) => [
      kept(
        `vault.${symbol}`,
        keyOf("mainchain", chain.opening.gateways.mainchain, symbol),
        "the vault's closing balance: deposits less payments, and what was minted",
      ),
      kept(
        `sidechain.locked.${symbol}`,
        keyOf("sidechain", chain.opening.gateways.sidechain, symbol),
        "what the sidechain's gateway holds at the end: requests less what credits took out",
      ),
      kept(
        `sidechain.supply.${symbol}`,
        keyOf("sidechain", supply, symbol),
        "all there is on the sidechain at the end: each deposit credited once, as far as it was minted",
      ),
    ]),
    crosscheck(
      "verdict.conservation",
      verdict === undefined ? null : `${verdict}`,
      `${unpromised.length === 0}`,
      `every closing balance is what the gateways' logs add up to${unpromised[0] === undefined ? "" : `; not so "${unpromised[0]}"`}`,
    ),
  ];
}

/** Everybody's balance of everything, as the closing record should have it. */
function expectedKeys({ scenario, chain }: Evidence): readonly string[] {
  const { accounts, tokens } = scenario.world;
  return tokens.flatMap(({ symbol }) =>
    (["mainchain", "sidechain"] as const).flatMap((name) =>
      [chain.opening.gateways[name], supply, ...new Set(Object.values(accounts))].map((holder) =>
        keyOf(name, holder, symbol),
      ),
    ),
  );
}

type ClosingBalance = Evidence["chain"]["closing"]["balances"][number];

function holderOf({ chain, scenario }: Evidence, balance: ClosingBalance): string {
  const { account } = balance;
  if (account === supply) return supply;
  if (account === "vault") return chain.opening.gateways.mainchain;
  if (account === "locked") return chain.opening.gateways.sidechain;
  return scenario.world.accounts[account] ?? account;
}

/** What wallets hold at the start; of the mainchain's own currency nothing is wrapped yet. */
function openBooks({ scenario }: Evidence): Books {
  const books: Books = new Map();
  const { wallets, accounts } = scenario.world;
  for (const { chain, account, token, amount } of wallets) {
    add(books, keyOf(chain, accounts[account] ?? account, token), BigInt(amount));
    if (!isWrapped({ scenario }, token)) add(books, keyOf(chain, supply, token), BigInt(amount));
  }
  return books;
}

const isWrapped = ({ scenario }: Pick<Evidence, "scenario">, symbol: string): boolean =>
  scenario.world.tokens.some((token) => token.symbol === symbol && token.kind === "wrapped");

/**
 * Keeps books by the tokens' Transfer logs. People hold the mainchain's own currency bare, and bare
 * it moves without a log: with a call's value, and to the owner of a payment as it is unwrapped.
 */
function movedBooks(evidence: Evidence): Books {
  const books = openBooks(evidence);
  for (const transaction of evidence.transactions) {
    if (transaction.reverted !== null) continue;
    const { chain } = transaction;
    for (const log of transaction.said) {
      if (log.by.part !== "token" || log.name !== "Transfer") continue;
      const { symbol } = log.by;
      const amount = numberIn(log, "number");
      for (const [party, change] of [
        [hexIn(log, "sender"), -amount],
        [hexIn(log, "recipient"), amount],
      ] as const)
        if (party === nobody) add(books, keyOf(chain, supply, symbol), -change);
        else add(books, keyOf(chain, party, symbol), change);
    }
    if (chain === "mainchain") moveBare(evidence, books, transaction);
  }
  return books;
}

function moveBare(evidence: Evidence, books: Books, { said, from, to, value }: Decoded): void {
  for (const { symbol } of evidence.scenario.world.tokens) {
    if (!isWrapped(evidence, symbol)) continue;
    const { gateways, tokens } = evidence.chain.opening;
    add(books, keyOf("mainchain", from, symbol), -BigInt(value));
    if (to !== gateways.mainchain && to !== tokens.mainchain[symbol])
      add(books, keyOf("mainchain", to, symbol), BigInt(value));
    const paid = said.find(({ by, name }) => by.part === "gateway" && name === "TokenWithdrew");
    const bare = said.find(({ by, name }) => by.part === "token" && name === "Withdrawal");
    if (paid !== undefined && bare !== undefined)
      add(books, keyOf("mainchain", hexIn(paid, "owner"), symbol), numberIn(bare, "number"));
  }
}

/** Keeps books by what the gateways' logs say was deposited, credited, requested and paid. */
function promisedBooks(evidence: Evidence): Books {
  const books = openBooks(evidence);
  const { gateways } = evidence.chain.opening;
  const { deposits, credits, requests, payments } = evidence.history;
  const uncredited = new Map(deposits.map((deposit) => [deposit.id, deposit]));
  const inOrder = [
    ...deposits.map((one) => ({ ...one, what: "deposit" as const })),
    ...credits.map((one) => ({ ...one, what: "credit" as const })),
    ...requests.map((one) => ({ ...one, what: "request" as const })),
    ...payments.map((one) => ({ ...one, what: "payment" as const })),
  ].sort((a, b) => a.line - b.line);
  for (const one of inOrder) {
    const { token, amount } = one;
    if (one.what === "deposit") {
      add(books, keyOf("mainchain", one.sender, token), -amount);
      add(books, keyOf("mainchain", gateways.mainchain, token), amount);
      if (isWrapped(evidence, token)) add(books, keyOf("mainchain", supply, token), amount);
    }
    if (one.what === "credit") {
      const deposit = uncredited.get(one.depositId);
      if (deposit === undefined) continue;
      uncredited.delete(one.depositId);
      release(books, "sidechain", gateways.sidechain, deposit);
    }
    if (one.what === "request") {
      add(books, keyOf("sidechain", one.sender, token), -amount);
      add(books, keyOf("sidechain", gateways.sidechain, token), amount);
    }
    if (one.what === "payment") {
      release(books, "mainchain", gateways.mainchain, one);
      if (isWrapped(evidence, token)) add(books, keyOf("mainchain", supply, token), -amount);
    }
  }
  return books;
}

type Due = { readonly owner: string; readonly token: string; readonly amount: bigint };

/** Pays out of a gateway; what it lacks is minted. */
function release(books: Books, chain: ChainName, gateway: string, { owner, token, amount }: Due) {
  const held = books.get(keyOf(chain, gateway, token)) ?? 0n;
  const minted = amount > held ? amount - held : 0n;
  add(books, keyOf(chain, gateway, token), minted - amount);
  add(books, keyOf(chain, supply, token), minted);
  add(books, keyOf(chain, owner, token), amount);
}
