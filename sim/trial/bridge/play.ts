import type { Hex } from "../../core/accounts.ts";
import type {
  BridgeAdapter,
  BridgeCall,
  BridgePlace,
  BridgeWithdrawal,
  Person,
  QuorumSet,
  Signed,
} from "./adapter.ts";
import { type ShapeName, setAt, spoiled } from "./sets.ts";
import { type Entry, type Plan, planOf } from "./signing.ts";
import type { AmountName, BridgeStep, Recipient } from "./step.ts";

/** Where something is done: to the bridge, or to another that signatures for it are brought to. */
export type Where = "here" | "gateway" | "chain" | "fork";

/** Who has how much of the money: the vault, and everybody who acts. */
export type Holder = "vault" | "nobody" | "eve" | Person;
export type Balances = { readonly [holder in Holder]: bigint };

/** Bridges of one kind on real chains, with money in the vault; each play has them as new. */
export type Field = {
  /** Seconds since 1970, long after everything was set up. */
  readonly start: number;
  readonly placeAt: (where: Where) => BridgePlace;
  readonly people: { readonly [person in Person | "eve"]: Hex };
  /** Returns the call that has Eve make another one while she is paid. */
  readonly preparing: (call: BridgeCall) => BridgeCall;
  /** Makes calls, and returns why one was refused; `null`: all went through. */
  readonly run: (where: Where, calls: readonly BridgeCall[], at: number) => Promise<string | null>;
  readonly balances: (where: Where) => Promise<Balances>;
  /** The number of the last block here. */
  readonly block: () => Promise<number>;
  /** Does something while contracts here answer as they did at the end of a block. */
  readonly asOf: <T>(block: number, work: () => Promise<T>) => Promise<T>;
  readonly sign: (entry: Entry, digest: Hex) => Hex;
  /** Takes everything back to how it was. */
  readonly giveBack: () => Promise<void>;
};

export type OpenField = (shape: ShapeName) => Promise<Field>;

/** What was so before a step. */
export type Before = {
  /** Rotations that have been. */
  readonly rotations: number;
  /** When the last one was; `null`: none was. */
  readonly rotatedAt: number | null;
  readonly isPaused: boolean;
  readonly hasBeenPaused: boolean;
  /** The last block of each set that is in force no more, the first set's first. */
  readonly ends: readonly number[];
  /** Base units that the vault had. */
  readonly vault: bigint;
};

/** A step, and what came of it. */
export type BridgeHappening = {
  readonly step: BridgeStep;
  readonly at: number;
  readonly where: Where;
  /** `unsayable`: there was nothing to do it to, or no way to say it. */
  readonly outcome: "paid" | "held" | "nothing" | "done" | "refused" | "unsayable";
  readonly why: string | null;
  readonly withdrawal: Asked | null;
  readonly plan: Plan | null;
  /** By how much balances have changed. */
  readonly moved: { readonly [holder: string]: bigint };
  readonly before: Before;
};

/** A withdrawal, and whose address its recipient is. */
export type Asked = BridgeWithdrawal & { readonly to: Recipient };
type Brought = { readonly withdrawal: Asked; readonly where: Where };

/** Plays steps, and returns what came of them; a set that nobody may hand over to ends it. */
export async function playBridge(
  adapter: BridgeAdapter,
  shape: ShapeName,
  steps: readonly BridgeStep[],
  open: OpenField,
): Promise<readonly BridgeHappening[]> {
  const field = await open(shape);
  const happenings: BridgeHappening[] = [];
  const brought: Brought[] = [];
  const opening = await field.balances("here");
  const balances = new Map<Where, Balances>([["here", opening]]);
  let at = field.start;
  let before: Before = {
    ...{ rotations: 0, rotatedAt: null, isPaused: false, hasBeenPaused: false, ends: [] },
    vault: opening.vault,
  };
  try {
    for (const step of steps) {
      at += step.after;
      // Only what a set is in force up to is ever asked for.
      const block = step.do === "rotate" ? await field.block() : null;
      const happening = await take({ adapter, shape, field, brought, balances, step, at, before });
      happenings.push(happening);
      if (step.do === "rotate" && step.next !== "next" && happening.outcome === "done") break;
      before = after(happening, block);
    }
    return happenings;
  } finally {
    await field.giveBack();
  }
}

function after(
  { step, at, outcome, before, moved, where }: BridgeHappening,
  /** The last one before it, if it was asked for. */
  block: number | null,
): Before {
  const isDone = outcome === "done";
  const isRotated = step.do === "rotate" && isDone;
  const isPaused =
    isDone && (step.do === "pause" || step.do === "unpause")
      ? step.do === "pause"
      : before.isPaused;
  return {
    rotations: before.rotations + (isRotated ? 1 : 0),
    rotatedAt: isRotated ? at : before.rotatedAt,
    isPaused,
    ends: isRotated && block !== null ? [...before.ends, block] : before.ends,
    hasBeenPaused: before.hasBeenPaused || isPaused,
    vault: before.vault + (where === "here" ? (moved.vault ?? 0n) : 0n),
  };
}

type Moment = {
  readonly adapter: BridgeAdapter;
  readonly shape: ShapeName;
  readonly field: Field;
  readonly brought: Brought[];
  /** What everybody had after the last step, where there was one. */
  readonly balances: Map<Where, Balances>;
  readonly step: BridgeStep;
  readonly at: number;
  readonly before: Before;
};

/** What is to be done, before it is. */
type Deed = {
  readonly where: Where;
  readonly calls: readonly BridgeCall[] | null;
  readonly withdrawal?: Asked;
  readonly plan?: Plan;
};

async function take(moment: Moment): Promise<BridgeHappening> {
  const { adapter, field, step, at, before, balances } = moment;
  const { where, calls, withdrawal = null, plan = null } = await deedOf(moment);
  const common = { step, at, where, withdrawal, plan, before };
  if (calls === null) return { ...common, outcome: "unsayable", why: null, moved: {} };
  const place = field.placeAt(where);
  const isHeld = async () =>
    withdrawal !== null && ((await adapter.isHeld?.(place, withdrawal)) ?? false);
  const had = balances.get(where) ?? (await field.balances(where));
  const wasHeld = await isHeld();
  const why = await field.run(where, prepared(moment, calls, withdrawal), at);
  const have = await field.balances(where);
  // Elsewhere on the same chain the same people have other balances now.
  balances.clear();
  balances.set(where, have);
  const moved = difference(had, have);
  const pays = step.do === "withdraw" || step.do === "release";
  const outcome =
    pays && (moved.vault ?? 0n) < 0n
      ? "paid"
      : why !== null
        ? "refused"
        : step.do === "withdraw" && !wasHeld && (await isHeld())
          ? "held"
          : pays
            ? "nothing"
            : "done";
  return { ...common, outcome, why, moved };
}

/** Has Eve come back with the call that pays her, before it is made. */
function prepared(
  { adapter, field, step }: Moment,
  calls: readonly BridgeCall[],
  withdrawal: Asked | null,
): readonly BridgeCall[] {
  const last = calls.at(-1);
  const pays = step.do === (adapter.release === undefined ? "withdraw" : "release");
  if (!pays || withdrawal?.to !== "eve" || last === undefined) return calls;
  return [field.preparing(last), ...calls];
}

function difference(from: Balances, to: Balances): { readonly [holder: string]: bigint } {
  const holders = Object.keys(from) as Holder[];
  return Object.fromEntries(
    holders
      .map((holder) => [holder, to[holder] - from[holder]] as const)
      .filter(([, by]) => by !== 0n),
  );
}

async function deedOf(moment: Moment): Promise<Deed> {
  const { adapter, field, brought, step } = moment;
  const place = field.placeAt("here");
  const allowed = (calls: readonly BridgeCall[] | null | undefined): Deed => ({
    where: "here",
    calls: calls === undefined || calls === null ? null : byWhom(step, calls),
  });
  switch (step.do) {
    case "withdraw":
      return withdrawalDeed(moment, step);
    case "rotate":
      return rotationDeed(moment, step);
    case "deposit":
      return allowed(await adapter.deposit(place, one));
    case "pause":
      return allowed(await adapter.pause?.(place));
    case "unpause":
      return allowed(await adapter.unpause?.(place));
    default: {
      const which = brought[Math.min(step.which, brought.length - 1)];
      const verb = step.do === "release" ? adapter.release : adapter.cancel;
      if (which === undefined || verb === undefined) return { where: "here", calls: null };
      const { withdrawal, where } = which;
      const calls = await verb(field.placeAt(where), withdrawal);
      return { ...allowed(calls), where, withdrawal };
    }
  }
}

/** Has an outsider make calls that are somebody else's to make. */
const byWhom = (step: BridgeStep, calls: readonly BridgeCall[]): readonly BridgeCall[] =>
  "by" in step && step.by === "outsider"
    ? calls.map((call) => ({ ...call, from: "outsider" }))
    : calls;

const one = 10n ** 18n;

function amountOf(name: AmountName, vault: bigint): bigint {
  const amounts: { readonly [name in AmountName]: bigint } = {
    one,
    "the least": 1n,
    "half the vault": vault / 2n,
    "the vault": vault,
    "one more than the vault": vault + 1n,
    nothing: 0n,
    "2^64 and one": 2n ** 64n + 1n,
    "2^128 and one": 2n ** 128n + 1n,
    "2^256 less one": 2n ** 256n - 1n,
  };
  return amounts[name];
}

type StepOf<Verb extends BridgeStep["do"]> = Extract<BridgeStep, { readonly do: Verb }>;

async function withdrawalDeed(moment: Moment, step: StepOf<"withdraw">): Promise<Deed> {
  const { adapter, shape, field, brought, before } = moment;
  const { trick, pick, to } = step;
  const { claims } = adapter;
  const plan = planOf({ shape, trick, pick, claims, current: before.rotations });
  const withdrawal: Asked = {
    to,
    id: BigInt(step.id + 1),
    recipient: field.people[to],
    amount: amountOf(step.amount, before.vault),
  };
  const over: BridgeWithdrawal = {
    id: withdrawal.id + (plan.trick === "another id" ? 100n : 0n),
    recipient:
      plan.trick === "another recipient"
        ? field.people[to === "alice" ? "bob" : "alice"]
        : withdrawal.recipient,
    amount: plan.trick === "another amount" ? nextTo(withdrawal.amount) : withdrawal.amount,
  };
  const where = elsewhere[plan.trick] ?? "here";
  const digest = await inItsTime(moment, plan, async () =>
    adapter.digest(field.placeAt("here"), over, plan.told),
  );
  const signed = signedBy(field, plan, digest);
  const calls = await adapter.submit(field.placeAt(where), withdrawal, signed);
  brought.push({ withdrawal, where });
  return { where, calls, withdrawal, plan };
}

const largest = 2n ** 256n - 1n;
const nextTo = (amount: bigint): bigint => (amount === largest ? amount - 1n : amount + 1n);

const elsewhere: { readonly [trick: string]: Where } = {
  "another gateway": "gateway",
  "another chain": "chain",
  "a fork of the chain": "fork",
};

async function rotationDeed(moment: Moment, step: StepOf<"rotate">): Promise<Deed> {
  const { adapter, shape, field, before } = moment;
  const { claims, rotate, rotationDigest } = adapter;
  if (rotate === undefined) return { where: "here", calls: null };
  const place = field.placeAt("here");
  const current = before.rotations;
  const following = setAt(shape, current + 1);
  const next = step.next === "next" ? following : spoiled(following, step.next);
  const trick = rotationDigest === undefined ? "exactly enough" : step.trick;
  const plan = planOf({ shape, trick, pick: step.pick, claims, current });
  const digest = await inItsTime(moment, plan, async () =>
    rotationDigest?.(place, next, plan.told),
  );
  const signed = digest === undefined ? unsigned(plan.told) : signedBy(field, plan, digest);
  const calls = await rotate(place, next, signed);
  return { where: "here", calls: calls === null ? null : byWhom(step, calls), plan };
}

/** Asks what members sign as the chain was when they were members: it is no other after that. */
function inItsTime<T>(
  { field, before: { ends, rotations } }: Moment,
  { age }: Plan,
  work: () => Promise<T>,
): Promise<T> {
  const end = ends[rotations - age];
  return end === undefined ? work() : field.asOf(end, work);
}

const unsigned = (set: QuorumSet): Signed => ({ set, signatures: [] });

function signedBy(field: Field, { told, entries }: Plan, digest: Hex): Signed {
  const signatures = entries.map((entry) => ({
    signer: entry.signer,
    signature: field.sign(entry, digest),
  }));
  return { set: told, signatures };
}
