import { hour, minute } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import { removeEdge, revokeDelegation } from "../custody/change.ts";
import type { MonitorRule, MonitorSpec } from "../scenario/actors.ts";
import type { Parameters, Values } from "../scenario/define.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Defense } from "./defense.ts";
import { amountOf, chosen, countOf, durationOf, ether, usdCoin } from "./parameters.ts";

const watching: Parameters = {
  poll: durationOf(minute, chosen("How often it looks.", "once a minute, as a cron job does")),
  lag: durationOf(minute, chosen("How late what it sees is.", "a node and an indexer behind")),
  reaction: durationOf(
    15 * minute,
    chosen("From its alarm to what people do.", "somebody is on call and awake"),
  ),
};

/** Adds a monitor, and has the team react to alarms as quickly as the parameter says. */
function withMonitor(
  scenario: Scenario,
  name: string,
  watches: MonitorRule,
  values: Values,
): Scenario {
  const lag = values.seconds("lag");
  const monitor: MonitorSpec = {
    kind: "monitor",
    name,
    watches,
    poll: Math.max(values.seconds("poll"), 1),
    lag: { min: lag, max: lag },
    misses: { numerator: 0, denominator: 1 },
    gaps: { numerator: 0, denominator: 1 },
    down: [],
  };
  const isGuarded = scenario.world.guarded !== undefined;
  return {
    ...scenario,
    actors: [
      ...scenario.actors.map((actor) =>
        actor.kind === "responder"
          ? {
              ...actor,
              reaction: values.seconds("reaction"),
              ...(isGuarded ? { cancels: true } : {}),
            }
          : actor,
      ),
      monitor,
    ],
  };
}

const backingMonitor: Defense = {
  name: "backing-monitor",
  kind: "off-chain",
  does: "Holds every payment against the sidechain's requests, and raises the alarm on one without.",
  source: "released is at most what was locked: the invariant that cross-chain monitors check",
  parameters: watching,
  apply: (scenario, values) =>
    withMonitor(scenario, "backing-monitor", { rule: "backing" }, values),
};

const outflowMonitor: Defense = {
  name: "outflow-monitor",
  kind: "off-chain",
  does: "Raises the alarm when an hour pays out unusually much.",
  source: "Ronin's post-mortem: no proper tracking system for large outflows (facts/incidents)",
  parameters: {
    ...watching,
    "limit.ETH": amountOf(
      ether,
      10_000n * 10n ** 18n,
      chosen("What an hour may pay out.", "above all but a few hours of the real traffic"),
    ),
    "limit.USDC": amountOf(
      usdCoin,
      10_000_000n * 10n ** 6n,
      chosen("What an hour may pay out.", "about the same in dollars"),
    ),
  },
  apply: (scenario, values) =>
    withMonitor(
      scenario,
      "outflow-monitor",
      {
        rule: "outflow",
        window: hour,
        limits: {
          ETH: toAmount(values.amount("limit.ETH")),
          USDC: toAmount(values.amount("limit.USDC")),
        },
      },
      values,
    ),
};

const balanceThreshold: Defense = {
  name: "balance-threshold",
  kind: "off-chain",
  does: "Raises the alarm when the vault holds less than it ever should.",
  source: "the simplest alert that treasury tools offer",
  parameters: {
    ...watching,
    "least.ETH": amountOf(
      ether,
      100_000n * 10n ** 18n,
      chosen("What the vault must hold.", "a good half of the vault"),
    ),
    "least.USDC": amountOf(
      usdCoin,
      15_000_000n * 10n ** 6n,
      chosen("What the vault must hold.", "a good half of the vault"),
    ),
  },
  apply: (scenario, values) =>
    withMonitor(
      scenario,
      "balance-monitor",
      {
        rule: "balance",
        least: {
          ETH: toAmount(values.amount("least.ETH")),
          USDC: toAmount(values.amount("least.USDC")),
        },
      },
      values,
    ),
};

const complaint: Defense = {
  name: "complaint",
  kind: "off-chain",
  does: "Every user who is refused complains, and somebody is awake for it: the pause comes 15 minutes after.",
  source: "how the theft was found: a user could not withdraw (facts/incidents/ronin-2022.json)",
  parameters: {
    reaction: durationOf(15 * minute, chosen("From the complaint to the pause.", "chosen")),
  },
  apply: (scenario, values) => ({
    ...scenario,
    actors: scenario.actors.map((actor) => {
      if (actor.kind === "user") return { ...actor, complains: true };
      return actor.kind === "responder"
        ? { ...actor, reaction: values.seconds("reaction") }
        : actor;
    }),
  }),
};

const keyHygiene: Defense = {
  name: "key-hygiene",
  kind: "off-chain",
  does: "Delegations end when their purpose does, and no house keeps more than two keys.",
  source: "Ronin's post-mortem: an allowlist that nobody had revoked (facts/incidents)",
  parameters: {
    keys: countOf(2, 1, 9, chosen("Most keys in one house.", "below a minority that could block")),
  },
  apply: (scenario, values) => ({
    ...scenario,
    custody: spread(revoked(scenario.custody), values.count("keys")),
  }),
};

/** Ends every delegation at the moment at which it should have ended. */
const revoked = (custody: Scenario["custody"]): Scenario["custody"] =>
  custody.edges.reduce(
    (graph, edge) =>
      edge.kind === "maySignFor" && edge.shouldHaveEnded !== undefined && edge.revokedAt == null
        ? revokeDelegation(graph, edge.id, edge.shouldHaveEnded)
        : graph,
    custody,
  );

/** Takes keys out of the hands of whoever holds too many: they are kept somewhere else now. */
function spread(custody: Scenario["custody"], most: number): Scenario["custody"] {
  const houseOf = (node: string): string =>
    custody.edges.find(({ kind, from }) => kind === "belongsTo" && from === node)?.to ?? node;
  const seats = new Map<string, Set<string>>();
  const gone = custody.edges.flatMap((edge) => {
    if (edge.kind !== "holds" || !edge.to.startsWith("key:")) return [];
    const keys = seats.get(houseOf(edge.from)) ?? new Set<string>();
    seats.set(houseOf(edge.from), keys);
    if (keys.size >= most && !keys.has(edge.to)) return [edge.id];
    keys.add(edge.to);
    return [];
  });
  return gone.reduce(removeEdge, custody);
}

/** What is done beside the chains: watching, answering, keeping keys apart. */
export const offChainDefenses: readonly Defense[] = [
  backingMonitor,
  outflowMonitor,
  balanceThreshold,
  complaint,
  keyHygiene,
];
