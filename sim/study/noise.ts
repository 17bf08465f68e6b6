import { monitor } from "../actor/monitor.ts";
import type { Query, Withdrawal } from "../bridge/port.ts";
import { canonicalJson } from "../core/canonical.ts";
import { invariant } from "../core/invariant.ts";
import { dueQueue } from "../core/queue.ts";
import { randomStream } from "../core/random.ts";
import { hour, minute } from "../core/time.ts";
import type { View } from "../engine/actor.ts";
import type { MonitorSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../trace/trace.ts";
import { realTraffic, withdrawalOf } from "./price.ts";

/** How often a defense's monitors raise the alarm over sound withdrawals alone. */
export type FalseAlarms = {
  /** With what its monitors see as the defense says. */
  readonly quiet: number;
  /** With a node, an indexer and a history that are not perfect. */
  readonly noisy: number;
};

// No source: shares at which a self-run indexer of a year would still pass for well kept.
const noise = {
  lag: { min: minute, max: 10 * minute },
  misses: { numerator: 1, denominator: 1_000 },
  gaps: { numerator: 1, denominator: 1_000 },
  reorgs: { numerator: 1, denominator: 200 },
} as const;

/** What `noisy` stands for, for whoever reads the figure. */
export const noiseInWords =
  "chosen: 1 to 10 minutes late; of 1,000 payments one is never seen, one's request is missing from the history, and five are seen twice after a reorganization";

const known = new Map<string, FalseAlarms>();

/**
 * Has the monitors of a defended scenario watch all 19,218 real withdrawals, of which each has its
 * request, and counts their alarms; those within an hour of the one before are the same.
 *
 * @returns How many, or why nobody could raise one.
 */
export async function falseAlarms(
  defended: Scenario,
): Promise<FalseAlarms | { readonly why: string }> {
  const specs = defended.actors.filter((actor) => actor.kind === "monitor");
  if (specs.length === 0) return { why: "no monitor watches here" };
  const vault = vaultOf(defended);
  const key = canonicalJson({ specs, vault, seed: defended.seed });
  let counted = known.get(key);
  if (counted === undefined) {
    const count = async (change: Partial<MonitorSpec>) => {
      let sum = 0;
      for (const spec of specs) sum += await alarmsOf({ ...spec, ...change }, vault, defended.seed);
      return sum;
    };
    counted = { quiet: await count({}), noisy: await count(noise) };
    known.set(key, counted);
  }
  return counted;
}

/** What honest users leave in the vault while the others come and go, by token, in base units. */
const vaultOf = ({ actors }: Scenario): { readonly [token: string]: string } => {
  const vault: { [token: string]: string } = {};
  for (const actor of actors)
    if (actor.kind === "user")
      vault[actor.token] = `${BigInt(vault[actor.token] ?? "0") + BigInt(actor.deposit)}`;
  return vault;
};

/** Counts the alarms of one monitor over the whole traffic; what it reads is that traffic. */
async function alarmsOf(
  spec: MonitorSpec,
  vault: { readonly [token: string]: string },
  seed: number,
): Promise<number> {
  const actor = monitor(spec);
  const random = randomStream(seed, `noise/${spec.name}`);
  const queue = dueQueue<Step | "look">();
  const asked = new Map<string, Withdrawal>();
  for (const traffic of realTraffic(seed)) {
    const withdrawal = withdrawalOf(traffic);
    asked.set(withdrawal.id, withdrawal);
    queue.push({ at: traffic.askedAt, priority: 10, item: paid(withdrawal, traffic.askedAt) });
  }
  const read = async (query: Query) => {
    if (query.what === "withdrawal") return asked.get(query.withdrawalId) ?? null;
    invariant(query.what === "vault", `A monitor reads ${query.what}, which is not told here.`);
    return vault[query.token] ?? "0";
  };
  let alarms = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let due = queue.pop(); due !== undefined; due = queue.pop()) {
    const { at, item } = due;
    const view: View = { now: at, random, accounts: {}, read: read as View["read"] };
    const intents = item === "look" ? await actor.wake("look", view) : await actor.see(item, view);
    for (const intent of intents) {
      // Looks that see the same thing again are one alarm to whoever is called by it.
      if ("action" in intent) {
        if (at - last > hour) alarms += 1;
        last = at;
      } else queue.push({ at: intent.at, priority: intent.priority ?? 10, item: "look" });
    }
  }
  return alarms;
}

const paid = (withdrawal: Withdrawal, at: number): Step => ({
  seq: 0,
  at,
  actor: "crowd",
  action: { verb: "submitWithdrawal", sender: "crowd", withdrawal, signatures: [] },
  status: "ok",
  result: { paid: withdrawal.amount },
  balances: [],
});
