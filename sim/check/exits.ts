import { nodeOf, venueOf } from "../bridge/venue.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { isOk, isVerb, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { badnessOf, money } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * Exits keep their own rules: what an exchange has blocked does not leave its account but by the
 * operator's hand, a swap lowers no product of reserves, a mixer pays no note twice and never more
 * notes than it was paid for.
 */
export const exits: Check = {
  name: "exits",
  asks: "No blocked account was paid, no swap lowered a pool's product, no note was paid twice.",
  appliesTo: ({ world }) => world.venues !== undefined,
  judge: (trace) => {
    const scenario = scenarioOf(trace);
    const known: Known = { blocked: new Set(), products: openProducts(scenario), notes: new Map() };
    const failures: Failure[] = [];
    let judged = 0;
    for (const step of stepsOf(trace)) {
      for (const judge of [judgeBlock, judgeSwap, judgeNote]) {
        const found = judge(scenario, known, step);
        if (found === null) continue;
        judged += 1;
        if (found !== undefined) failures.push({ seq: step.seq, at: step.at, ...found });
      }
    }
    return verdictOf(
      judged,
      failures,
      `${judged} swaps, notes brought and tries of blocked accounts`,
    );
  },
};

type Known = {
  readonly blocked: Set<string>;
  /** Product of the reserves, by pool. */
  readonly products: Map<string, bigint>;
  /** By mixer: serials that were paid, and how many notes were bought. */
  readonly notes: Map<string, { readonly paid: Set<string>; bought: number }>;
};

/** What was wrong; `undefined`: nothing; `null`: there was nothing to judge. */
type Found = Pick<Failure, "text" | "badness"> | undefined | null;

function openProducts({ world }: Scenario): Map<string, bigint> {
  const pools = (world.venues ?? []).filter((venue) => venue.kind === "pool");
  return new Map(
    pools.map(({ name, reserves: [first, second] }) => [name, BigInt(first) * BigInt(second)]),
  );
}

function judgeBlock(scenario: Scenario, { blocked }: Known, step: Step): Found {
  if (isOk(step, "blockAccount")) blocked.add(`${step.action.venue} ${step.action.account}`);
  if (isOk(step, "unblockAccount")) blocked.delete(`${step.action.venue} ${step.action.account}`);
  if (!isVerb(step, "exchangeWithdraw")) return null;
  const { venue, sender, token, amount, recipient } = step.action;
  if (!blocked.has(`${venue} ${sender}`)) return null;
  if (step.status !== "ok") return undefined;
  const text = `${venue} paid ${money(scenario, token, amount)} of ${sender}, whom it had blocked, to ${recipient}.`;
  return { text, badness: badnessOf(scenario, token, amount) };
}

function judgeSwap(scenario: Scenario, { products }: Known, step: Step): Found {
  if (!isOk(step, "swap")) return null;
  const pool = venueOf(scenario.world, "pool", step.action.venue);
  const [first, second] = pool.tokens.map((token) =>
    BigInt(
      step.balances.find((one) => one.account === nodeOf(pool) && one.token === token)?.amount ?? 0,
    ),
  );
  const [before = 0n, after] = [products.get(pool.name), (first ?? 0n) * (second ?? 0n)];
  products.set(pool.name, after);
  if (after >= before) return undefined;
  const { token, amount } = step.action;
  const text = `A swap of ${money(scenario, token, amount)} took the product of ${pool.name} from ${before} to ${after}.`;
  return { text, badness: badnessOf(scenario, token, amount) };
}

function judgeNote(scenario: Scenario, { notes }: Known, step: Step): Found {
  if (!isVerb(step, "mix") && !isVerb(step, "unmix")) return null;
  const { venue } = step.action;
  const book = notes.get(venue) ?? { paid: new Set<string>(), bought: 0 };
  notes.set(venue, book);
  if (isOk(step, "mix")) book.bought += 1;
  if (!isVerb(step, "unmix")) return null;
  const { serial, recipient } = step.action;
  if (step.status !== "ok") return undefined;
  const isTwice = book.paid.has(serial);
  book.paid.add(serial);
  book.bought -= 1;
  if (!isTwice && book.bought >= 0) return undefined;
  const { token, denomination } = venueOf(scenario.world, "mixer", venue);
  const why = isTwice ? "for a note that it had paid before" : "and was paid for fewer notes";
  const text = `${venue} paid ${money(scenario, token, denomination)} to ${recipient} ${why}.`;
  return { text, badness: badnessOf(scenario, token, denomination) };
}
