import { canonicalJson } from "../../sim/core/canonical.ts";
import type { reachOf } from "../../sim/money/reach.ts";
import type { Place } from "../../sim/money/route.ts";
import { type Status, statuses } from "../../sim/money/standing.ts";
import type { theftsOf } from "../../sim/money/thefts.ts";
import type { Trail, trailOf } from "../../sim/money/trail.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { flowsOf } from "../../sim/trace/flows.ts";
import { paymentsOf } from "../../sim/trace/origin.ts";
import { scenarioOf, stepsOf } from "../../sim/trace/trace.ts";

export type Tracer = {
  readonly trailOf: typeof trailOf;
  readonly reachOf: typeof reachOf;
  readonly theftsOf: typeof theftsOf;
};

type Sums = Map<string, bigint>;

const add = (sums: Sums, key: string, amount: bigint) =>
  sums.set(key, (sums.get(key) ?? 0n) + amount);

/** Says what is wrong with what a tracer tells of a trace, out of the trace's flows alone. */
export function faultsOf(trace: Trace, tracer: Tracer): readonly string[] {
  const reached = new Set(tracer.reachOf(trace).map(keyOf));
  const taken = takenOf(trace);
  const thefts: Sums = new Map();
  for (const { token, amount } of tracer.theftsOf(trace)) add(thefts, token, amount);
  return [
    ...(isSame(thefts, taken) ? [] : [`thefts are ${text(thefts)}, not ${text(taken)}`]),
    ...(["haircut", "fifo"] as const).flatMap((discipline) => {
      const trail = tracer.trailOf[discipline](trace);
      return [
        ...standingFaults(trail, taken),
        ...restFaults(trace, trail),
        ...homeFaults(trace, trail),
        ...[...trail.rests, ...trail.links.filter(({ isHome }) => !isHome).map(({ to }) => to)]
          .filter((place) => !place.node.startsWith("mixer:") && !reached.has(keyOf(place)))
          .map((place) => `${keyOf(place)} is beyond what poison reaches`),
      ].map((fault) => `${discipline}: ${fault}`);
    }),
  ];
}

const keyOf = ({ chain, token, node }: Place): string => `${chain} ${token} ${node}`;
const text = (sums: Sums): string =>
  [...sums].map(([token, amount]) => `${amount} ${token}`).join(", ");
const isSame = (one: Sums, other: Sums): boolean =>
  one.size === other.size && [...one].every(([token, amount]) => other.get(token) === amount);

const isHers = (node: string): boolean => /^(exchange:[^/]+\/)?alice$/.test(node);

/** What was stolen, by token: what no request asked for, and what a thief moved from alice. */
function takenOf(trace: Trace): Sums {
  const taken: Sums = new Map();
  for (const { withdrawal, origin } of paymentsOf(trace))
    if (origin === null) add(taken, withdrawal.token, BigInt(withdrawal.amount));
  const steps = new Map(stepsOf(trace).map((step) => [step.seq, step]));
  for (const { seq, actor, verb, flows } of flowsOf(trace)) {
    const [flow, other] = flows;
    const action = steps.get(seq)?.action;
    if (actor !== "thief" || flow === undefined || !isHers(flow.from)) continue;
    // What she has bought for it is hers; it may be nothing. So is what she deposits.
    if ((verb === "swap" && other !== undefined) || verb === "sendEther") continue;
    const to =
      action?.verb === "deposit"
        ? action.owner
        : action?.verb === "requestWithdrawal"
          ? action.recipient
          : verb === "reissue"
            ? (other?.to ?? "")
            : flow.to;
    if (!isHers(to)) add(taken, flow.token, BigInt(flow.amount));
  }
  return taken;
}

/** What stands at each moment adds up; some of it never comes back, or never goes again. */
function standingFaults({ moments, rests }: Trail, taken: Sums): readonly string[] {
  const faults: string[] = [];
  const before = new Map<string, { readonly [what in Status | "taken"]: bigint }>();
  for (const { seq, standings } of moments)
    for (const [token, standing] of standings) {
      const sum = statuses.reduce((all, status) => all + standing[status], 0n);
      if (sum !== standing.taken) faults.push(`${sum} ${token} of ${standing.taken} at ${seq}`);
      if (statuses.some((status) => standing[status] < 0n)) faults.push(`negative at ${seq}`);
      const last = before.get(token);
      for (const what of ["taken", "recovered", "dark"] as const)
        if (last !== undefined && standing[what] < last[what])
          faults.push(`${what} falls at ${seq}`);
      before.set(token, standing);
    }
  const found: Sums = new Map();
  const byStatus: Sums = new Map();
  for (const { status, taint } of rests)
    for (const [token, amount] of taint) {
      add(found, token, amount);
      add(byStatus, `${token} ${status}`, amount);
    }
  for (const [token, standing] of before) {
    add(found, token, standing.recovered);
    for (const status of statuses)
      if (status !== "recovered" && standing[status] !== (byStatus.get(`${token} ${status}`) ?? 0n))
        faults.push(`${status} of ${token} is not what places have`);
  }
  if (!isSame(found, taken)) faults.push(`taken ${text(taken)}, found ${text(found)}`);
  return faults;
}

/** Places have what flows brought them, and are stopped where somebody stopped them. */
function restFaults(trace: Trace, { rests }: Trail): readonly string[] {
  const balances = balancesOf(trace);
  const stopped = stoppedIn(trace);
  // Pools are looked through, and what is on its way, or in a mixer, is in no account.
  const answered = new Set(
    paymentsOf(trace).flatMap(({ origin }) =>
      origin === null ? [] : [`withdrawal:${origin.withdrawal.id}`],
    ),
  );
  const inTransit = /^(deposit|withdrawal|mixer|pool):/;
  return rests.flatMap(({ status, amount, tainted, taint, ...place }) => {
    const faults: string[] = [];
    const held = balances.get(keyOf(place)) ?? 0n;
    if (!inTransit.test(place.node) && amount !== held)
      faults.push(`has ${amount}, and flows brought ${held}`);
    if (answered.has(place.node)) faults.push("has been paid out");
    if (tainted > amount) faults.push("has more that was stolen than there is");
    const own = taint.get(place.token) ?? 0n;
    if (taint.size === 1 && own > tainted && !hasSwaps(trace))
      faults.push(`stands for ${own}, and has ${tainted}`);
    const isStopped =
      place.chain === "mainchain" &&
      (stopped.has(`${place.token} ${place.node}`) || stopped.has(place.node));
    if ((status === "frozen") !== isStopped) faults.push(`is ${status}`);
    return faults.map((fault) => `${canonicalJson(place)} ${fault}`);
  });
}

/** Money is home where it is alice's, or where a team hands out what was stopped. */
function homeFaults(trace: Trace, { links }: Trail): readonly string[] {
  const steps = new Map(stepsOf(trace).map((step) => [step.seq, step]));
  return links.flatMap(({ seq, actor, to, isHome }) => {
    const { action } = steps.get(seq) ?? {};
    const handsOut = action?.verb === "reissue" || action?.verb === "returnBlocked";
    const transit = /^(deposit|withdrawal):/.test(to.node);
    const isExpected = isHers(to.node) || (handsOut && actor === "team");
    return isHome === isExpected || transit ? [] : [`${keyOf(to)} is home at ${seq}: ${isHome}`];
  });
}

const hasSwaps = (trace: Trace): boolean => flowsOf(trace).some(({ verb }) => verb === "swap");

function balancesOf(trace: Trace): Sums {
  const balances: Sums = new Map();
  for (const { chain, token, account, amount } of scenarioOf(trace).world.wallets)
    add(balances, `${chain} ${token} ${account}`, BigInt(amount));
  for (const { flows } of flowsOf(trace))
    for (const { chain, token, from, to, amount } of flows) {
      add(balances, `${chain} ${token} ${from}`, -BigInt(amount));
      add(balances, `${chain} ${token} ${to}`, BigInt(amount));
    }
  return balances;
}

function stoppedIn(trace: Trace): ReadonlySet<string> {
  const stopped = new Set<string>();
  for (const { status, action } of stepsOf(trace)) {
    if (status !== "ok") continue;
    if (action.verb === "freeze") stopped.add(`${action.token} ${action.account}`);
    if (action.verb === "unfreeze") stopped.delete(`${action.token} ${action.account}`);
    const at = "venue" in action && "account" in action ? `exchange:${action.venue}/` : null;
    if (action.verb === "blockAccount") stopped.add(`${at}${action.account}`);
    if (action.verb === "unblockAccount") stopped.delete(`${at}${action.account}`);
  }
  return stopped;
}
