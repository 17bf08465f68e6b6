import { type Evidence, isSame } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Request } from "./history.ts";
import { completed } from "./trace.ts";

/** An honest request, and when it was paid, if it was. */
export type Stay = { readonly request: Request; readonly paidAt: number | null };

/** Returns the addresses of the accounts that are honest users'. */
export const honestOwners = ({ scenario }: Evidence): ReadonlySet<string | undefined> =>
  new Set(
    scenario.actors
      .filter(({ kind, isHonest }) => kind === "user" || (kind === "script" && isHonest === true))
      .map(({ name }) => scenario.world.accounts[name]),
  );

/** Returns the requests for honest users' accounts, in order. */
export function stays(evidence: Evidence): readonly Stay[] {
  const { history, payments } = evidence;
  const owners = honestOwners(evidence);
  return history.requests
    .filter(({ owner }) => owners.has(owner))
    .map((request) => ({
      request,
      paidAt: payments.find(({ origin }) => origin === request)?.at ?? null,
    }));
}

/** Returns what honest users waited for and did not get, by the times of the logs. */
export function honest(evidence: Evidence): readonly Finding[] {
  const { paidWithin } = evidence.scenario.declared;
  const all = stays(evidence);
  const paid = all.flatMap(({ request, paidAt }) =>
    paidAt === null ? [] : [{ ...request, wait: paidAt - request.at }],
  );
  const late = paid.filter(({ wait }) => wait > paidWithin);
  const owners = honestOwners(evidence);
  const unpaid = [
    ...all.filter(({ paidAt }) => paidAt === null).map(({ request }) => request),
    ...evidence.history.refusedRequests.filter(({ owner }) => owners.has(owner)),
  ];
  const kept = evidence.history.refusedDeposits.filter(({ owner }) => owners.has(owner));
  const waits = paid.map(({ wait }) => wait).sort((a, b) => a - b);
  return [
    counted(
      "honest.blocked.count",
      unpaid.length,
      "honest requests, taken or refused by the sidechain, without payment at the end",
    ),
    counted("honest.refusedDeposits.count", kept.length, "honest deposits that reverted"),
    counted("honest.delayed.count", late.length, "honest payments later than declared"),
    {
      name: "honest.blockedBeforeDetection",
      found: `${refusedBefore(evidence, all)}`,
      how: "honest withdrawals that the mainchain refused, and had not paid, before the first alarm in the trace",
    },
    wait("honest.waitP50", waits, 50),
    wait("honest.waitP99", waits, 99),
    ...evidence.scenario.world.tokens.map(({ symbol, kind }) =>
      total(
        `honest.refusedDeposits.value.${symbol}`,
        kept.filter(({ token }) => token === symbol || (token === null && kind === "wrapped")),
        ({ amount }) => amount,
      ),
    ),
    ...evidence.scenario.world.tokens.flatMap(({ symbol }) => {
      const of = <T extends { readonly token: string }>(list: readonly T[]) =>
        list.filter(({ token }) => token === symbol);
      return [
        total(`honest.blocked.value.${symbol}`, of(unpaid), ({ amount }) => amount),
        total(`honest.delayed.value.${symbol}`, of(late), ({ amount }) => amount),
        total(
          `honest.delay.valueSeconds.${symbol}`,
          of(late),
          ({ amount, wait }) => amount * BigInt(wait - paidWithin),
        ),
      ];
    }),
  ];
}

const counted = (name: string, count: number, how: string): Finding => ({
  name,
  found: `${count}`,
  how,
});

const total = <T>(name: string, list: readonly T[], value: (one: T) => bigint): Finding => ({
  name,
  found: `${list.reduce((sum, one) => sum + value(one), 0n)}`,
  how: `the sum over ${list.length} of the requests counted above`,
});

/** The smallest wait that at least so many percent of the waits do not exceed. */
function wait(name: string, sorted: readonly number[], percent: number): Finding {
  const how =
    "from the sidechain's TokenWithdrew to the mainchain's, over the honest requests that were paid";
  const found = sorted.find((_, index) => (index + 1) * 100 >= percent * sorted.length);
  return found === undefined
    ? { name, found: null, because: "no honest withdrawal was paid", how }
    : { name, found: `${found}`, how };
}

function refusedBefore({ steps, history }: Evidence, all: readonly Stay[]): number {
  const alarm = completed(steps, "alarm")[0]?.done ?? Number.POSITIVE_INFINITY;
  return all.filter(({ request, paidAt }) =>
    history.refusals.some(
      (refusal) =>
        refusal.event < alarm &&
        isSame(refusal, request) &&
        (paidAt === null || refusal.at <= paidAt),
    ),
  ).length;
}

/** Returns the median gas of the withdrawals that were paid; of two in the middle the lower. */
export function gas({ payments }: Evidence): Finding {
  const name = "gas.withdrawal";
  const how = "gas of the transactions that paid a withdrawal, the middle one";
  const used = payments.map(({ gasUsed }) => gasUsed).sort((a, b) => a - b);
  const median = used[Math.ceil(used.length / 2) - 1];
  return median === undefined
    ? { name, found: null, because: "no withdrawal was paid", how }
    : { name, found: `${median}`, how };
}
