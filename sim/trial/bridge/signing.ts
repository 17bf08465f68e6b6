import type { Address } from "../../core/accounts.ts";
import type { BridgeClaims, QuorumSet } from "./adapter.ts";
import { type ShapeName, setAt, strangersLike, totalOf, weightOf } from "./sets.ts";

/** What is no signature, whoever made it. */
const malformed = [
  "r is zero",
  "s is zero",
  "r is the order",
  "s is the order",
  "v is 29",
  "a byte short",
  "a byte long",
  "65 zeros",
] as const;

/** How a list of signatures is made up; what is simplest stands first. */
export const tricks = [
  // What a sound bridge takes.
  "exactly enough",
  "one more than enough",
  "everybody",
  "without the heaviest",
  // Too little weight.
  "one less than enough",
  "one alone",
  "nobody",
  "reversed",
  // One key counted twice.
  "repeated",
  "repeated apart",
  "repeated mirrored",
  "repeated with another v",
  // Keys that count for nothing.
  "strangers beside",
  "strangers alone",
  "removed members beside",
  "a set of strangers",
  "a lower threshold",
  ...malformed,
  // Signatures of another time, thing or place.
  "the set before",
  "the oldest that is kept",
  "older than is kept",
  "another amount",
  "another recipient",
  "another id",
  "another gateway",
  "another chain",
  "a fork of the chain",
] as const;

export type Trick = (typeof tricks)[number];

/** How a signature is written. */
export type Form = "plain" | "mirrored" | "parity" | Malformed;
type Malformed = (typeof malformed)[number];

export const isMalformed = (trick: Trick): boolean =>
  (malformed as readonly Trick[]).includes(trick);

export type Entry = { readonly signer: Address; readonly form: Form };

/** Signatures that are to be made, and what they are truly worth. */
export type Plan = {
  /** What was done in fact: what could not be done has become something simpler. */
  readonly trick: Trick;
  /** The set that they are said to be of. */
  readonly told: QuorumSet;
  readonly entries: readonly Entry[];
  /** The weight of the distinct members, of the set in force or one before, who really signed. */
  readonly weight: bigint;
  readonly threshold: bigint;
  /** Sets that have come since the one that signed. */
  readonly age: number;
};

type Asked = {
  readonly shape: ShapeName;
  readonly trick: Trick;
  /** Which of the choices that there are. */
  readonly pick: number;
  /** The number of the set in force. */
  readonly current: number;
  readonly claims: BridgeClaims;
};

/** Plans a list of signatures; what the state does not allow becomes "exactly enough". */
export function planOf(asked: Asked): Plan {
  const { shape, current, claims, trick, pick } = asked;
  const set = setAt(shape, current);
  const { threshold } = set;
  const honest = (of: QuorumSet, age = 0, told = of): Plan =>
    plan(trick, told, chosen(of, of.threshold, pick), of, age);
  const simpler = () => planOf({ ...asked, trick: "exactly enough" });
  const below = chosen(set, threshold - 1n, pick);
  switch (trick) {
    case "one more than enough":
      return plan(trick, set, chosen(set, threshold + 1n, pick), set);
    case "everybody":
      return plan(trick, set, set.members, set);
    case "without the heaviest":
      return plan(trick, set, withoutHeaviest(set, claims), set);
    case "one less than enough":
      return plan(trick, set, below, set);
    case "one alone":
    case "a lower threshold": {
      const alone = set.members.filter((_, index) => index === pick % set.members.length);
      const told = trick === "one alone" ? set : { ...set, threshold: 1n };
      return plan(trick, told, alone, set);
    }
    case "nobody":
      return plan(trick, set, [], set);
    case "reversed":
      return plan(trick, set, [...chosen(set, threshold, pick)].reverse(), set);
    case "repeated":
    case "repeated apart":
    case "repeated mirrored":
    case "repeated with another v":
      return repeated(trick, set, below);
    case "strangers beside":
      return padded(trick, set, below, strangersLike(set).members);
    case "strangers alone":
      return plan(trick, set, strangersLike(set).members, set);
    case "a set of strangers":
      return honest(strangersLike(set));
    case "removed members beside": {
      const gone = goneBefore(shape, current);
      return gone.length === 0 ? simpler() : padded(trick, set, below, gone);
    }
    case "the set before":
    case "the oldest that is kept":
    case "older than is kept": {
      const age = ageOf(trick, claims.retained);
      if (age > current || age === 0) return simpler();
      return stockpiled(trick, setAt(shape, current - age), set, pick, age);
    }
    case "another gateway":
    case "another chain":
    case "a fork of the chain":
      // Elsewhere the first set is in force, whatever has happened here.
      return honest(setAt(shape, 0), current);
    default:
      return isMalformed(trick)
        ? spoiledAt(trick as Malformed, set, chosen(set, threshold, pick), pick)
        : honest(set);
  }
}

function plan(
  trick: Trick,
  told: QuorumSet,
  signers: readonly { readonly address: Address }[],
  inForce: QuorumSet,
  age = 0,
): Plan {
  const entries = signers.map(({ address }): Entry => ({ signer: address, form: "plain" }));
  return finished(trick, told, entries, inForce, age);
}

function finished(
  trick: Trick,
  told: QuorumSet,
  entries: readonly Entry[],
  inForce: QuorumSet,
  age = 0,
): Plan {
  const valid = new Set(
    entries
      .filter(({ form }) => form === "plain" || form === "mirrored" || form === "parity")
      .map(({ signer }) => signer),
  );
  const weight = weightOf(inForce.members.filter(({ address }) => valid.has(address)));
  const { threshold } = inForce;
  // A set that nobody has handed over to weighs nothing, whatever it says.
  const isOurs = trick !== "a set of strangers";
  return { trick, told, entries, weight: isOurs ? weight : 0n, threshold, age };
}

/** Whether a list is one that a sound bridge takes: enough weight, in order, nothing odd about it. */
export function isPlain({ trick, weight, threshold, entries, told }: Plan, claims: BridgeClaims) {
  if (!(tricks.slice(0, 4) as readonly Trick[]).includes(trick) || weight < threshold) return false;
  if (claims.extraSignatures === "taken") return true;
  const last = entries.at(-1)?.signer;
  const lastWeight = told.members.find(({ address }) => address === last)?.weight ?? 0n;
  return weight - lastWeight < threshold;
}

/** Returns members who weigh just so much together, or else as little above it as there is. */
function chosen({ members }: QuorumSet, weight: bigint, pick: number): QuorumSet["members"] {
  const all = Array.from({ length: 2 ** members.length }, (_, mask) => mask);
  const weigh = (mask: number) => weightOf(of(members, mask));
  const exact = all.filter((mask) => weigh(mask) === weight);
  const mask = exact[pick % Math.max(1, exact.length)];
  if (mask !== undefined) return of(members, mask);
  const above = all.filter((each) => weigh(each) > weight);
  return of(
    members,
    above.reduce((best, each) => (weigh(each) < weigh(best) ? each : best)),
  );
}

const of = (members: QuorumSet["members"], mask: number): QuorumSet["members"] =>
  members.filter((_, index) => (mask & (2 ** index)) !== 0);

/** The most weight that may be silent is: those who are left sign, no more than are needed. */
function withoutHeaviest(set: QuorumSet, { extraSignatures }: BridgeClaims) {
  let silent = totalOf(set) - set.threshold;
  const heavy = [...set.members].sort((a, b) => Number(b.weight - a.weight));
  const gone = new Set<Address>();
  for (const { address, weight } of heavy)
    if (weight <= silent) {
      gone.add(address);
      silent -= weight;
    }
  const rest = set.members.filter(({ address }) => !gone.has(address));
  if (extraSignatures === "taken") return rest;
  const needed = rest.findIndex((_, index) => weightOf(rest.slice(0, index + 1)) >= set.threshold);
  return rest.slice(0, needed + 1);
}

/** Has the first signers come again until the list seems to weigh enough. */
function repeated(trick: Trick, set: QuorumSet, below: QuorumSet["members"]): Plan {
  const form: Form =
    trick === "repeated mirrored"
      ? "mirrored"
      : trick === "repeated with another v"
        ? "parity"
        : "plain";
  const entries: Entry[] = [];
  const again: Entry[] = [];
  let seems = weightOf(below);
  for (const { address: signer, weight } of below) {
    entries.push({ signer, form: "plain" });
    if (seems >= set.threshold) continue;
    (trick === "repeated apart" ? again : entries).push({ signer, form });
    seems += weight;
  }
  return finished(trick, set, [...entries, ...again], set);
}

/** Puts others among too few members, in the order of addresses. */
function padded(
  trick: Trick,
  set: QuorumSet,
  below: QuorumSet["members"],
  others: QuorumSet["members"],
): Plan {
  const count = Math.max(1, Number(set.threshold) - below.length);
  const all = [...below, ...others.slice(0, count)];
  return plan(
    trick,
    set,
    [...all].sort((a, b) => (a.address < b.address ? -1 : 1)),
    set,
  );
}

function spoiledAt(form: Malformed, set: QuorumSet, enough: QuorumSet["members"], pick: number) {
  const which = pick % enough.length;
  const entries = enough.map(
    ({ address }, index): Entry => ({ signer: address, form: index === which ? form : "plain" }),
  );
  return finished(form, set, entries, set);
}

/** Signed by an older set: by members who are some still, where they are enough, or by any. */
function stockpiled(trick: Trick, older: QuorumSet, now: QuorumSet, pick: number, age: number) {
  const still = new Set(now.members.map(({ address }) => address));
  const stayed = older.members.filter(({ address }) => still.has(address));
  const isEnough = weightOf(stayed) >= older.threshold && pick % 2 === 0;
  const among = isEnough ? { ...older, members: stayed } : older;
  return plan(trick, older, chosen(among, older.threshold, pick), older, age);
}

const ageOf = (trick: Trick, retained: number): number => {
  if (trick === "the set before") return 1;
  return trick === "the oldest that is kept" ? retained : retained + 1;
};

/** Returns those who were members of sets before, and are none now. */
function goneBefore(shape: ShapeName, current: number): QuorumSet["members"] {
  const now = new Set(setAt(shape, current).members.map(({ address }) => address));
  const before = Array.from({ length: current }, (_, number) => setAt(shape, number).members);
  const gone = new Map(
    before
      .flat()
      .map((member): [Address, QuorumSet["members"][number]] => [member.address, member]),
  );
  return [...gone.values()].filter(({ address }) => !now.has(address));
}
