import type { Claims } from "./shape.ts";
import type { Compared, Side } from "./verification.ts";

/** What was recomputed of a metric. */
export type Finding = {
  readonly name: string;
  readonly how: string;
} & (
  | { readonly found: string }
  /** There is no value, and results.json must give this as its reason. */
  | { readonly found: null; readonly because: string }
);

/** A line that compares two things of which neither is a metric of results.json. */
export type Crosscheck = Omit<Compared, "run">;

/** Holds what was recomputed of a metric against what results.json claims. */
export function holdAgainst(run: Side, { metrics }: Claims, finding: Finding): Compared {
  const { name, found, how } = finding;
  const claim = metrics[name];
  if (claim === undefined)
    return { run, name, claimed: null, found, agrees: false, how: `${how}; results.json has none` };
  if (finding.found !== null || claim.value !== null) {
    const agrees = name === "loss.usd" ? isSameSum(claim.value, found) : claim.value === found;
    return { run, name, claimed: claim.value, found, agrees, how };
  }
  const agrees = claim.why.includes(finding.because);
  const said = agrees ? "" : `; results.json says "${claim.why}"`;
  return {
    run,
    name,
    claimed: null,
    found,
    agrees,
    how: `none, because ${finding.because}${said}`,
  };
}

/** Returns a line that agrees if both sides are the same. */
export const crosscheck = (
  name: string,
  claimed: string | null,
  found: string | null,
  how: string,
): Crosscheck => ({ name, claimed, found, agrees: claimed === found, how });

/**
 * Lets a line agree where results.json says itself that conservation is violated: then a gap in the
 * books is what it says.
 */
export const unlessBroken = ({ verdicts }: Claims, line: Crosscheck): Crosscheck =>
  line.agrees || verdicts.conservation?.valid !== false
    ? line
    : { ...line, agrees: true, how: `${line.how}; the gap is the one that conservation fails by` };

/** Whether two sums of dollars are the same, however many zeros they end with. */
const isSameSum = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && centsIn(a) !== null && centsIn(a) === centsIn(b);

function centsIn(dollars: string): bigint | null {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(dollars);
  return match === null ? null : BigInt(`${match[1]}${(match[2] ?? "").padEnd(2, "0")}`);
}
