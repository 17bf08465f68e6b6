import { type Evidence, isSame } from "./evidence.ts";
import { type Crosscheck, crosscheck } from "./finding.ts";
import { honestOwners, stays } from "./honest.ts";
import type { ChainName, Claims } from "./shape.ts";

/** Judges again what the chains alone can tell, and counts the failures. */
export const verdicts = (evidence: Evidence, claims: Claims): readonly Crosscheck[] =>
  (
    [
      [
        "authority",
        unauthorized(evidence),
        `payments with fewer than ${evidence.scenario.declared.threshold} distinct validators among the signers that are recovered from the calls' bytes`,
      ],
      ["replay", repeated(evidence), "TokenWithdrew logs of the mainchain of an id paid before"],
      ["backing", evidence.forged.length, "payments that answer no earlier, final request"],
      [
        "liveness",
        neglected(evidence),
        "honest requests paid late, or unpaid without a pause or the end in the way, or refused for another reason than a pause",
      ],
      [
        "pause",
        whilePaused(evidence),
        "logs of money moving through a gateway between Paused and Unpaused",
      ],
    ] as const
  ).map(([check, failures, how]) =>
    crosscheck(`verdict.${check}`, claimOf(claims, check), sentence(failures === 0, failures), how),
  );

const sentence = (valid: boolean | "unknown", failures: number): string =>
  failures === 0 ? `${valid}` : `${valid}, ${failures} ${failures === 1 ? "failure" : "failures"}`;

function claimOf({ verdicts }: Claims, check: string): string | null {
  const claim = verdicts[check];
  return claim === undefined ? null : sentence(claim.valid, claim.count);
}

const unauthorized = ({ payments, scenario }: Evidence): number =>
  payments.filter(({ validators }) => validators.size < scenario.declared.threshold).length;

const repeated = ({ payments }: Evidence): number =>
  payments.length - new Set(payments.map(({ id }) => id)).size;

/** Counts the honest requests that should have been paid in time and were not. */
function neglected(evidence: Evidence): number {
  const { scenario, history } = evidence;
  const pauses = pausesIn(evidence);
  return (
    stays(evidence).filter(({ request, paidAt }) => {
      const isLate = (at: number) =>
        openSeconds(request.at, at, pauses) > scenario.declared.paidWithin;
      if (paidAt !== null) return isLate(paidAt);
      const isRefused = history.refusals.some(
        (refusal) => refusal.error !== "EnforcedPause" && isSame(refusal, request),
      );
      return isRefused || isLate(scenario.end);
    }).length + notEvenTaken(evidence)
  );
}

/** Counts honest requests that the sidechain refused for no reason of the user's and no pause. */
function notEvenTaken(evidence: Evidence): number {
  const owners = honestOwners(evidence);
  const excuses = ["EnforcedPause", "ERC20InsufficientBalance"];
  return evidence.history.refusedRequests.filter(
    ({ owner, amount, error }) =>
      owners.has(owner) && amount > 0n && !excuses.includes(error ?? ""),
  ).length;
}

/** Counts the seconds between two moments at which neither gateway was paused. */
function openSeconds(
  from: number,
  to: number,
  pauses: readonly { readonly from: number; readonly until: number }[],
): number {
  let closed = 0;
  let reached = from;
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    const begin = Math.max(pause.from, reached);
    const end = Math.min(pause.until, to);
    if (end <= begin) continue;
    closed += end - begin;
    reached = end;
  }
  return to - from - closed;
}

/** Returns when a gateway was paused, on either chain. */
const pausesIn = ({ history }: Evidence) =>
  history.switches
    .filter(({ isPaused }) => isPaused)
    .map(({ chain, line, at }) => ({
      from: at,
      until:
        history.switches.find((later) => later.chain === chain && later.line > line)?.at ??
        Number.POSITIVE_INFINITY,
    }));

function whilePaused({ history }: Evidence): number {
  const isPaused = (chain: ChainName, line: number): boolean =>
    history.switches.findLast((change) => change.chain === chain && change.line < line)?.isPaused ??
    false;
  const moves = (chain: ChainName, list: readonly { readonly line: number }[]) =>
    list.filter(({ line }) => isPaused(chain, line)).length;
  const { deposits, payments, credits, requests } = history;
  return (
    moves("mainchain", [...deposits, ...payments]) + moves("sidechain", [...credits, ...requests])
  );
}
