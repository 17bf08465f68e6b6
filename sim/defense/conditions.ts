import { InputError } from "../core/errors.ts";
import { day } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import type { WatcherSpec } from "../scenario/actors.ts";
import { roninV2 } from "../scenario/parameters.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Defense } from "./defense.ts";
import { withAccounts, withGuard } from "./guarded.ts";
import { amountOf, chosen, countOf, durationOf, ether, sourced, usdCoin } from "./parameters.ts";

const { inputs } = roninV2;
const facts = "facts/parameters/ronin-v2.json";
const tier = (name: "highTierFrom" | "lockedFrom") => ({
  ETH: BigInt(inputs[`${name}.ETH`].value),
  USDC: BigInt(inputs[`${name}.USDC`].value),
});

const delayWithVeto: Defense = {
  name: "delay-with-veto",
  kind: "guard",
  does: "Every payment waits a day, in which the team can cancel it.",
  source: "optimistic bridges' challenge windows; OpenZeppelin TimelockController's canceller",
  parameters: {
    delay: durationOf(
      day,
      chosen("How long every payment waits.", "a day, so that people can act"),
    ),
  },
  apply: (scenario, values) => {
    const delay = values.seconds("delay");
    if (delay === 0)
      throw new InputError(
        "delay of delay-with-veto is 0s, which takes every token off its list; it must be at least 1s.",
      );
    const delayed = withGuard(scenario, { guard: "delay-with-veto", delay });
    return { ...delayed, actors: delayed.actors.map(cancelling) };
  },
};

/** Everybody honest brings all signatures there are, and validators go on signing. */
export const withAllSignatures = (scenario: Scenario): Scenario => ({
  ...scenario,
  actors: scenario.actors.map((actor) => {
    if (actor.kind === "validator") return { ...actor, signsAlways: true };
    return actor.kind === "relayer" || actor.kind === "user"
      ? { ...actor, brings: "all" as const }
      : actor;
  }),
});

/** The team cancels what an alarm is about, where the bridge lets it. */
const cancelling = (actor: Scenario["actors"][number]): Scenario["actors"][number] =>
  actor.kind === "responder" ? { ...actor, cancels: true } : actor;

const tieredQuorum: Defense = {
  name: "tiered-quorum",
  kind: "guard",
  does: "From 918 ETH on seven of nine must have signed, from 9,180 ETH on all nine.",
  source: `Ronin V2's tiers (${facts})`,
  parameters: {},
  apply: (scenario) =>
    withGuard(withAllSignatures(scenario), {
      guard: "tiered-quorum",
      tiers: Object.fromEntries(
        scenario.world.tokens
          .filter(({ symbol }) => symbol === "ETH" || symbol === "USDC")
          .map(({ symbol }) => [
            symbol,
            [
              {
                from: toAmount(tier("highTierFrom")[symbol as "ETH"]),
                quorum: inputs.quorum.value,
              },
              {
                from: toAmount(tier("lockedFrom")[symbol as "ETH"]),
                quorum: inputs.highTierQuorum.value,
              },
            ],
          ]),
      ),
    }),
};

const operatorCap: Defense = {
  name: "operator-cap",
  kind: "guard",
  does: "However many keys one house runs, they count for no more than two.",
  source:
    "the first cause of facts' taxonomy: custody concentration; after Ronin, 11 then 21 validators",
  parameters: {
    cap: countOf(2, 1, 100, chosen("Most keys of one operator that count.", "chosen")),
  },
  apply: (scenario, values) =>
    withGuard(withAllSignatures(scenario), {
      guard: "operator-cap",
      operators: operatorsOf(scenario),
      cap: values.count("cap"),
    }),
};

/** Who runs each key, by the custody graph; a key that belongs to nobody is its own operator. */
function operatorsOf({ world, custody }: Scenario): { readonly [signer: string]: string } {
  const ownerOf = (node: string): string | undefined =>
    custody.edges.find(({ kind, from }) => kind === "belongsTo" && from === node)?.to;
  return Object.fromEntries(
    world.validators.map((name) => {
      const holders = custody.edges.filter(
        ({ kind, to }) => kind === "holds" && to === `key:${name}`,
      );
      const owners = [`key:${name}`, ...holders.map(({ from }) => from)].flatMap(
        (node) => ownerOf(node) ?? [],
      );
      return [name, (owners[0] ?? name).split(":").at(-1) ?? name];
    }),
  );
}

const watcherNames = ["watcher-1", "watcher-2", "watcher-3"];

const backingAttestation: Defense = {
  name: "backing-attestation",
  kind: "guard",
  does: "A payment waits until two of three independent watchers attest its request.",
  source:
    "independent verifiers: LayerZero's optional DVNs (LayerZero-v2 at 9c741e7), CCIP 1.5's RMN",
  parameters: {
    needed: countOf(2, 1, 3, chosen("Watchers who must attest, of three.", "chosen")),
  },
  apply: (scenario, values) => {
    const watched = withGuard(scenario, {
      guard: "backing-attestation",
      watchers: watcherNames,
      needed: values.count("needed"),
    });
    return {
      ...watched,
      world: withAccounts(watched.world, watcherNames),
      actors: [...watched.actors, ...watcherNames.map(watcherOf(scenario))],
    };
  },
};

const watcherOf =
  ({ declared }: Scenario) =>
  (name: string): WatcherSpec => ({
    kind: "watcher",
    name,
    finality: declared.finality.sidechain,
    latency: { min: 5, max: 60 },
  });

const pauseGuardian: Defense = {
  name: "pause-guardian",
  kind: "guard",
  does: "A payment from 9,180 ETH on is held and pauses its token until people have looked.",
  source: "Ronin's sentry and CCIP's curse, pulled by a threshold",
  parameters: {
    "threshold.ETH": amountOf(
      ether,
      tier("lockedFrom").ETH,
      sourced("From this on a payment pauses its token.", facts),
    ),
    "threshold.USDC": amountOf(
      usdCoin,
      tier("lockedFrom").USDC,
      sourced("From this on a payment pauses its token.", facts),
    ),
  },
  apply: (scenario, values) =>
    withGuard(scenario, {
      guard: "pause-guardian",
      thresholds: Object.fromEntries(
        scenario.world.tokens
          .filter(({ symbol }) => symbol === "ETH" || symbol === "USDC")
          .map(({ symbol }) => [symbol, toAmount(values.amount(`threshold.${symbol}`))]),
      ),
      guardians: [],
    }),
};

const recipientRules: Defense = {
  name: "recipient-rules",
  kind: "guard",
  does: "The first payment to a recipient waits a day.",
  source: "allow-listed destinations of custodians; exchanges' holds on new addresses",
  parameters: {
    firstDelay: durationOf(day, chosen("How long a first payment waits.", "chosen")),
  },
  apply: (scenario, values) => {
    const ruled = withGuard(scenario, {
      guard: "recipient-rules",
      refused: [],
      firstDelay: values.seconds("firstDelay"),
    });
    return { ...ruled, actors: ruled.actors.map(cancelling) };
  },
};

/** Guards that ask for something: more signatures, other eyes, time. */
export const conditionGuards: readonly Defense[] = [
  delayWithVeto,
  tieredQuorum,
  operatorCap,
  backingAttestation,
  pauseGuardian,
  recipientRules,
];
