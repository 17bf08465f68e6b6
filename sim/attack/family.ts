import type { Command } from "../bridge/port.ts";
import { hour, minute } from "../core/time.ts";
import type { CustodyNode } from "../custody/graph.ts";
import type { ActorSpec, ScriptSpec, ThiefSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** A scenario that an attack can be planned in, or why there is none. */
export type Prepared = Scenario | { readonly why: string };

/**
 * A kind of attack that goes round the signatures, or round what watches them. Its payments are
 * planned as those of any other attack; what it has beyond them is prepared before and written down after.
 */
export type Family = {
  readonly name: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** Gives the thief, in the defended scenario, what the family's thief has when payments are planned. */
  readonly prepare: (defended: Scenario) => Prepared;
  /** Puts what was only for the planning right: whose signatures, when, and what else is done. */
  readonly settle?: (planned: Scenario, defended: Scenario) => Scenario;
  /** Whether there is nothing to plan: nobody is paid, or everything is asked for at once. */
  readonly isPlain?: boolean;
};

const thiefOf = ({ actors }: Scenario): ThiefSpec | undefined =>
  actors.find((actor) => actor.kind === "thief");

/** The first thief is the one who is changed; others do as they did. */
function withThief(scenario: Scenario, change: (thief: ThiefSpec) => ActorSpec): Scenario {
  const thief = thiefOf(scenario);
  const actors = scenario.actors.map((actor) =>
    thief !== undefined && actor === thief ? change(thief) : actor,
  );
  return { ...scenario, actors };
}

/** When the theft begins: the first payment. */
const theftOf = ({ payments }: ThiefSpec): number =>
  Math.min(...payments.map(({ submitAt }) => submitAt));

/** Has the thief copy keys before it begins; a key that the custody graph does not draw is drawn. */
function stealing(scenario: Scenario, accounts: readonly string[]): Scenario {
  const known = new Set(scenario.custody.nodes.map(({ id }) => id));
  const drawn = accounts
    .filter((name) => !known.has(`key:${name}`))
    .map((name): CustodyNode => ({ id: `key:${name}`, kind: "key", label: `key of ${name}` }));
  const { nodes } = scenario.custody;
  return withThief(
    { ...scenario, custody: { ...scenario.custody, nodes: [...nodes, ...drawn] } },
    (thief) => ({
      ...thief,
      footholds: [
        ...thief.footholds,
        ...accounts.map((name) => ({
          at: Math.min(...thief.footholds.map(({ at }) => at), theftOf(thief) - hour),
          node: `key:${name}`,
          how: "what if: stolen as well",
          capability: "extract" as const,
          until: null,
        })),
      ],
    }),
  );
}

const acting = (
  scenario: Scenario,
  acts: readonly { readonly at: number; readonly command: Command }[],
): Scenario =>
  withThief(scenario, (thief) => ({ ...thief, acts: [...(thief.acts ?? []), ...acts] }));

const adminKey: Family = {
  name: "admin-key",
  does: "With the administrator's key it makes itself the only validator, and signs alone.",
  prepare: (defended) => {
    const thief = thiefOf(defended);
    const { world } = defended;
    if (thief === undefined) return { why: noThief };
    if (world.guarded !== undefined)
      return {
        why: "whoever governs a GuardedGateway announces a looser rule two days before, and that is not modeled",
      };
    const at = theftOf(thief) - 10 * minute;
    const change = (verb: "addValidator" | "removeValidator", validator: string) =>
      ({ at, command: { verb, sender: world.admin, chain: "mainchain", validator } }) as const;
    return withThief(
      acting(stealing(defended, [world.admin]), [
        change("addValidator", thief.name),
        ...world.validators.map((name) => change("removeValidator", name)),
      ]),
      (spec) => ({ ...spec, targets: [thief.name], signaturesNeeded: 1 }),
    );
  },
};

const forgedMessage: Family = {
  name: "forged-message",
  does: "All validators are shown requests that nobody made, by the node that they all read, and sign in good faith.",
  prepare: (defended) =>
    thiefOf(defended) === undefined
      ? { why: noThief }
      : withThief(defended, (thief) => ({
          ...thief,
          footholds: [],
          targets: [],
          signaturesNeeded: 0,
          signedFor: defended.world.validators,
        })),
  settle: (planned) => {
    const payments = thiefOf(planned)?.payments ?? [];
    const misled = payments.map(({ signAt, withdrawal }) => ({ at: signAt, withdrawal }));
    const spec = withThief(planned, (thief) => ({ ...thief, targets: [], signaturesNeeded: 0 }));
    return {
      ...spec,
      actors: spec.actors.map((actor) =>
        actor.kind === "validator" ? { ...actor, misled } : actor,
      ),
    };
  },
};

const insiderGuardian: Family = {
  name: "insider-guardian",
  does: "Takes nothing: with the key of whoever may pause, it stops the bridge and leaves it stopped.",
  isPlain: true,
  prepare: (defended) => {
    const thief = thiefOf(defended);
    if (thief === undefined) return { why: noThief };
    const { world } = defended;
    const guardian = world.guarded?.roles.pauser[0] ?? world.roninV2?.pausers[0] ?? world.admin;
    const pause = { verb: "pause", sender: guardian, chain: "mainchain" } as const;
    const stopped = acting(stealing(defended, [guardian]), [
      { at: theftOf(thief), command: pause },
    ]);
    return withThief(stopped, (spec) => ({ ...spec, payments: [] }));
  },
};

const insiderUnlocker: Family = {
  name: "insider-unlocker",
  does: "With all validators' keys and the unlocker's it asks for everything at once, and releases what is locked itself.",
  isPlain: true,
  prepare: (defended) => {
    const thief = thiefOf(defended);
    const unlocker = defended.world.roninV2?.unlockers[0];
    if (thief === undefined) return { why: noThief };
    if (unlocker === undefined) return { why: "nobody unlocks anything at this gateway" };
    const { validators } = defended.world;
    const armed = stealing(defended, [...validators, unlocker]);
    return acting(
      withThief(armed, (spec) => ({
        ...spec,
        targets: validators,
        signaturesNeeded: validators.length,
      })),
      thief.payments.map(({ submitAt, withdrawal }) => ({
        at: submitAt + minute,
        command: { verb: "unlock", sender: unlocker, withdrawal },
      })),
    );
  },
};

const insiderWatcher: Family = {
  name: "insider-watcher",
  does: "With the keys of as many watchers as are asked for, it attests its own withdrawals.",
  prepare: (defended) => {
    if (thiefOf(defended) === undefined) return { why: noThief };
    const attestation = attestationOf(defended);
    if (attestation === undefined) return { why: "nobody attests anything at this gateway" };
    const { watchers, needed } = attestation;
    // What they attest is paid as if nobody were asked: so it is planned.
    return withoutAttestation(stealing(defended, watchers.slice(0, needed)));
  },
  settle: (planned, defended) => {
    const { watchers, needed } = attestationOf(defended) ?? { watchers: [], needed: 0 };
    const acts = (thiefOf(planned)?.payments ?? []).flatMap(({ signAt, withdrawal }) =>
      watchers.slice(0, needed).map((sender) => ({
        at: signAt,
        command: { verb: "attest", sender, withdrawal } as const,
      })),
    );
    const watching = defended.actors.filter(({ kind }) => kind === "watcher");
    const actors = [...planned.actors, ...watching];
    return acting({ ...planned, world: defended.world, actors }, acts);
  },
};

function attestationOf({ world }: Scenario) {
  for (const guard of world.guarded?.guards ?? [])
    if (guard.guard === "backing-attestation") return guard;
  return undefined;
}

function withoutAttestation(scenario: Scenario): Scenario {
  const { guarded } = scenario.world;
  if (guarded === undefined) return scenario;
  const guards = guarded.guards.filter(({ guard }) => guard !== "backing-attestation");
  return {
    ...scenario,
    world: { ...scenario.world, guarded: { ...guarded, guards } },
    actors: scenario.actors.filter(({ kind }) => kind !== "watcher"),
  };
}

const blinded: Family = {
  name: "blinded",
  does: "Takes the monitors down before it begins, and they stay down.",
  prepare: (defended) => {
    const thief = thiefOf(defended);
    if (thief === undefined) return { why: noThief };
    if (!defended.actors.some(({ kind }) => kind === "monitor"))
      return { why: "no monitor watches that could be taken down" };
    const down = [{ from: theftOf(thief) - hour, until: defended.end + 1 }];
    return {
      ...defended,
      actors: defended.actors.map((actor) =>
        actor.kind === "monitor" ? { ...actor, down: [...actor.down, ...down] } : actor,
      ),
    };
  },
};

/** When the signers' servers are shut, before the theft; it signs an hour earlier. */
const shutBefore = hour;

const stockpiled: Family = {
  name: "stockpiled",
  does: "Signs while it is in, and brings the signatures after the team has thrown it out and ended what was authorized, where the bridge can.",
  prepare: (defended) => (thiefOf(defended) === undefined ? { why: noThief } : defended),
  settle: (planned, defended) => {
    const thief = thiefOf(planned);
    const theft = thiefOf(defended);
    if (thief === undefined || theft === undefined) return planned;
    const until = theftOf(theft) - shutBefore;
    const early = withThief(planned, () => ({
      ...thief,
      footholds: thief.footholds.map((foothold) => ({
        ...foothold,
        capability: "use" as const,
        until,
      })),
      payments: thief.payments.map((payment) => ({ ...payment, signAt: until - hour })),
    }));
    const { guarded } = defended.world;
    const team = guarded?.roles.canceller[0];
    if (team === undefined) return early;
    const rotation: ScriptSpec = {
      kind: "script",
      name: "team-after-the-break-in",
      isHonest: true,
      accounts: [team],
      steps: [{ at: until, command: { verb: "cancelEpoch", sender: team, epoch: 1 } }],
    };
    return { ...early, actors: [...early.actors, rotation] };
  },
};

const noThief = "there is no thief here whose attack could be adapted";

/** Attacks that no guard on withdrawals is made for, in the order in which they are shown. */
export const families: readonly Family[] = [
  adminKey,
  forgedMessage,
  insiderGuardian,
  insiderUnlocker,
  insiderWatcher,
  blinded,
  stockpiled,
];
