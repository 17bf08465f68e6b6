import { canonicalJson } from "../core/canonical.ts";
import { formatUtc } from "../core/time.ts";
import type { Finished } from "../study/experiment.ts";
import { isVerb, type Step, stepsOf } from "../trace/trace.ts";

/**
 * Returns what `-v` adds to a report, a line each: deposits, requests and payments (1), every action
 * (2), with what came of it (3), with the calls that the chains made for it (4).
 */
export function details({ trace, chain }: Finished, level: number): readonly string[] {
  if (level === 0) return [];
  const calls = level >= 4 ? callsByEvent(chain) : new Map<number, readonly string[]>();
  return stepsOf(trace)
    .filter((step) => level >= 2 || movesMoney(step))
    .flatMap((step) => [
      line(step, level),
      ...(calls.get(step.seq - 1) ?? []).map((call) => `    ${call}`),
    ]);
}

const movesMoney = (step: Step): boolean =>
  isVerb(step, "deposit") || isVerb(step, "requestWithdrawal") || isVerb(step, "submitWithdrawal");

function line(step: Step, level: number): string {
  const { verb, ...rest } = step.action;
  const answer = step.status === "ok" ? "ok" : `${step.status} ${step.error.name}`;
  const head = `${formatUtc(step.at)}  #${step.seq} ${step.actor} ${verb}: ${answer}`;
  if (level < 2) return `${head}  ${canonicalJson(brief(rest))}`;
  if (level < 3) return `${head}  ${canonicalJson(rest)}`;
  const result =
    step.status === "ok" ? { result: step.result, balances: step.balances } : step.error;
  return `${head}  ${canonicalJson(rest)} -> ${canonicalJson(result)}`;
}

/** Leaves the signatures out: who signed is another line. */
const brief = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== "signatures" && name !== "calldata"),
  );

/** What a tenant tells of a transaction's calls, if it was asked to. */
type Traced = { readonly event: number; readonly calls: readonly string[] };

const callsByEvent = (chain: readonly object[]): ReadonlyMap<number, readonly string[]> =>
  new Map(chain.filter(isTraced).map(({ event, calls }) => [event, calls]));

const isTraced = (record: object): record is Traced => "calls" in record && "event" in record;
