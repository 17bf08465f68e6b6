import type { Decision, Guard, Request } from "./guard.ts";

/** What a whole stack says: the worst answer, and of holds the latest floor. */
export type Verdict =
  | { readonly action: "allow" }
  | {
      readonly action: "hold";
      readonly notBefore: number;
      /** The guard that holds longest, the first of several. */
      readonly longest: Speaker;
      /** The first guard that holds. */
      readonly first: Speaker;
      readonly shouldTrip: boolean;
    }
  | { readonly action: "refuse"; readonly first: Speaker };

/** A guard and what it says. */
export type Speaker = {
  readonly guard: string;
  readonly reason: string;
  readonly retryAt: number | bigint;
  readonly notBefore: number;
};

/** Asks every guard of a stack, and combines the answers by the worst; none at all allow. */
export function judge(guards: readonly Guard[], request: Request): Verdict {
  const holds: Speaker[] = [];
  let refusal: Speaker | undefined;
  let shouldTrip = false;
  for (const guard of guards) {
    const decision = guard.assess(request);
    if (decision.action === "refuse") refusal ??= speakerOf(guard, decision);
    if (decision.action !== "hold") continue;
    holds.push(speakerOf(guard, decision));
    if (decision.shouldTrip && guard.mayTrip) shouldTrip = true;
  }
  if (refusal !== undefined) return { action: "refuse", first: refusal };
  const [first] = holds;
  if (first === undefined) return { action: "allow" };
  const longest = holds.reduce((a, b) => (b.notBefore > a.notBefore ? b : a), first);
  return { action: "hold", notBefore: longest.notBefore, longest, first, shouldTrip };
}

const speakerOf = (
  { name }: Guard,
  decision: Exclude<Decision, { readonly action: "allow" }>,
): Speaker => ({
  guard: name,
  reason: decision.reason,
  retryAt: decision.retryAt,
  notBefore: decision.action === "hold" ? decision.notBefore : 0,
});
