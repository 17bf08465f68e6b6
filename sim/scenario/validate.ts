import type { World } from "../bridge/port.ts";
import { worldFault } from "../bridge/venue.sound.ts";
import { hasBridge } from "../bridge/venue.ts";
import { addressOf, privateKeyOf } from "../core/accounts.ts";
import { InputError } from "../core/errors.ts";
import { validateFootholds } from "../custody/foothold.ts";
import { validateGraph } from "../custody/validate.ts";
import type { ActorSpec, TeamSpec, UserSpec } from "./actors.ts";
import { accountFields, venueKind } from "./names.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Refuses a scenario whose parts do not fit together, before anything runs: a name that nobody
 * has, a threshold that nobody can reach, a time before the beginning.
 *
 * @param place Where the scenario comes from, for the error.
 * @throws InputError for the first part that is wrong.
 */
export function validateScenario(scenario: Scenario, place: string): void {
  const fault = firstFault(scenario);
  if (fault !== undefined) throw new InputError(`${place} cannot be run: ${fault}.`);
  validateGraph(scenario.custody);
  for (const actor of scenario.actors)
    if (actor.kind === "thief" || actor.kind === "robber")
      validateFootholds(scenario.custody, actor.footholds);
}

function firstFault(scenario: Scenario): string | undefined {
  const { world, declared, actors, start, end, victims = [], custodian } = scenario;
  const accounts = new Set(Object.keys(world.accounts));
  const tokens = world.tokens.map(({ symbol }) => symbol);
  const names = actors.map(({ name }) => name);
  const count = world.validators.length;
  return first([
    start < end ? undefined : `it ends at ${end}, no later than it starts, at ${start}`,
    world.start === start
      ? undefined
      : `world.start is ${world.start}, but must be ${start}, as start is`,
    world.seed === scenario.seed
      ? undefined
      : `world.seed is ${world.seed}, but must be ${scenario.seed}, as seed is`,
    declared.threshold <= count
      ? undefined
      : `declared.threshold is ${declared.threshold}, but there are ${count} validators`,
    worldFault(world),
    declared.threshold > 0 || !hasBridge(world)
      ? undefined
      : "declared.threshold is 0, but a bridge takes at least 1",
    world.quorum.numerator <= world.quorum.denominator
      ? undefined
      : `world.quorum is ${world.quorum.numerator}/${world.quorum.denominator}, which is more than all`,
    repeated(tokens, "world.tokens"),
    repeated(
      world.tokens.map(({ address }) => address),
      "the addresses of world.tokens",
    ),
    repeated(Object.values(world.accounts), "the addresses of world.accounts"),
    ...Object.keys(world.accounts).map((name) =>
      ofTheBridge.has(name)
        ? `world.accounts has "${name}", which is the name of a part of the bridge`
        : undefined,
    ),
    repeated(names, "actors"),
    repeated(world.validators, "world.validators"),
    ...accountsUsed(scenario).map(([where, name]) =>
      accounts.has(name)
        ? undefined
        : `${where} names "${name}", which is no account of world.accounts`,
    ),
    ...actors.flatMap((actor) => venuesUsed(world, actor)),
    ...tokensUsed(scenario).map(([where, symbol]) =>
      tokens.includes(symbol)
        ? undefined
        : `${where} names "${symbol}", which is no token of world.tokens`,
    ),
    ...actors.flatMap((actor) => timesOf(actor).map((at) => timeFault(actor.name, at, start))),
    ...actors.map((actor) =>
      "latency" in actor && actor.latency.min > actor.latency.max
        ? `the latency of ${actor.name} goes from ${actor.latency.min} to ${actor.latency.max}`
        : undefined,
    ),
    ...actors.map((actor) => (actor.kind === "user" ? poverty(actor, world) : undefined)),
    ...(custodian?.wallets ?? []).map((name) =>
      victims.includes(name)
        ? undefined
        : `custodian.wallets names "${name}", which is none of the victims`,
    ),
    ...actors.flatMap((actor) => runbookFaults(actor, scenario)),
    ...sendersOf(scenario).map((name) =>
      world.accounts[name] === addressOf(privateKeyOf(world.seed, name))
        ? undefined
        : `"${name}" acts, but the key of ${world.accounts[name]} is not made from the seed`,
    ),
  ]);
}

/** What contracts, their balances and addresses of nobody's are called in a trace. */
const ofTheBridge = new Set([
  ...["gateway", "validators", "registry", "logic"],
  ...["vault", "locked", "supply", "stranger"],
]);

type Use = readonly [where: string, name: string];

function accountsUsed({ world, actors, victims = [], custodian }: Scenario): readonly Use[] {
  return [
    ["world.admin", world.admin],
    ["world.issuer", world.issuer],
    ...victims.map((name): Use => ["victims", name]),
    ...(custodian?.wallets ?? []).map((name): Use => ["custodian.wallets", name]),
    ...(custodian?.owes ?? []).map(({ creditor }): Use => ["custodian.owes", creditor]),
    ...world.validators.map((name): Use => ["world.validators", name]),
    ...world.wallets.map(({ account }): Use => ["world.wallets", account]),
    ...settingsAccounts(world).map((name): Use => ["the gateway's settings", name]),
    ...(world.refusesEther ?? []).map((name): Use => ["world.refusesEther", name]),
    ...actors.flatMap((actor) => actorAccounts(actor).map((name): Use => [actor.name, name])),
  ];
}

/** Accounts that a gateway is set up with. */
function settingsAccounts({ roninV2, guarded }: World): readonly string[] {
  return [
    ...(roninV2 === undefined ? [] : [...roninV2.unlockers, ...roninV2.pausers]),
    ...(roninV2?.next === undefined ? [] : [roninV2.next.unwrapper]),
    ...(guarded === undefined
      ? []
      : [...Object.values(guarded.roles), Object.values(guarded.spares)].flat()),
    ...(guarded?.guards ?? []).flatMap((guard) => [
      ...("watchers" in guard ? guard.watchers : []),
      ...("guardians" in guard ? guard.guardians : []),
      ...("refused" in guard ? guard.refused : []),
      ...("operators" in guard ? Object.keys(guard.operators) : []),
    ]),
  ];
}

function actorAccounts(actor: ActorSpec): readonly string[] {
  switch (actor.kind) {
    case "responder":
      return [actor.account];
    case "thief":
      return [
        actor.name,
        ...actor.targets,
        ...actor.payments.map(({ withdrawal }) => withdrawal.recipient),
        ...(actor.signedFor ?? []),
        ...(actor.acts ?? []).flatMap(({ command }) => namesIn(command)),
      ];
    case "robber":
      return [actor.name, ...namesIn(actor.takes), ...namesIn(actor.routes)];
    case "team":
      return [...actor.accounts, ...actor.runbook.flatMap(({ does }) => namesIn(does))];
    case "validator":
      return [actor.name, ...(actor.misled ?? []).map(({ withdrawal }) => withdrawal.recipient)];
    case "script":
      return [...actor.accounts, ...actor.steps.flatMap(({ command }) => namesIn(command))];
    // A monitor only raises its voice.
    case "monitor":
      return actor.watches.rule === "payment"
        ? actor.watches.wallets
        : namesIn(actor.watches.rule === "reserve" ? actor.watches.reserves : []);
    default:
      return [actor.name];
  }
}

const namesIn = (value: unknown): readonly string[] => valuesOf(value, accountFields);

function tokensUsed({ world, actors, prices, custodian }: Scenario): readonly Use[] {
  const field = new Set(["token"]);
  return [
    ...world.wallets.map(({ token }): Use => ["world.wallets", token]),
    ...prices.map(({ token }): Use => ["prices", token]),
    ...(custodian?.owes ?? []).map(({ token }): Use => ["custodian.owes", token]),
    ...actors.flatMap((actor) => valuesOf(actor, field).map((token): Use => [actor.name, token])),
  ];
}

/** Says which step of a runbook waits for nobody, or shuts down what there is not. */
function runbookFaults(
  actor: ActorSpec,
  { actors, custody }: Scenario,
): readonly (string | undefined)[] {
  if (actor.kind !== "team") return [];
  return actor.runbook.map(({ name, after, does }) => {
    if (!actors.some((other) => other.name === after))
      return `step ${name} of ${actor.name} waits for "${after}", who is no actor`;
    if (does.power !== "shutDown") return undefined;
    const node = custody.nodes.find(({ id }) => id === does.node);
    return node?.kind === "host" || node?.kind === "service"
      ? undefined
      : `step ${name} of ${actor.name} shuts down "${does.node}", which is no host and no service of the custody graph`;
  });
}

/** Says which venues an actor names that there are not; of a command the verb says the kind. */
function venuesUsed({ venues = [] }: World, actor: ActorSpec): readonly (string | undefined)[] {
  const isThere = (name: string, kind?: string) =>
    venues.some((venue) => venue.name === name && (kind === undefined || venue.kind === kind));
  if (actor.kind === "robber")
    return actor.routes
      .flatMap(({ exits }) => exits)
      .map(({ venue }) =>
        isThere(venue)
          ? undefined
          : `${actor.name} names "${venue}", which is no venue of world.venues`,
      );
  return commandsOf(actor).map(({ verb, venue: name }) => {
    const kind = venueKind(verb);
    return name === undefined || isThere(name, kind)
      ? undefined
      : `${actor.name} names "${name}", which is no ${kind} of world.venues`;
  });
}

type Asked = { readonly verb: string; readonly venue?: string };

/** What an actor's list has it ask for, by verb and venue. */
function commandsOf(actor: ActorSpec): readonly Asked[] {
  if (actor.kind === "team")
    return actor.runbook.map(({ does }) => ({
      verb: does.power,
      ...("venue" in does ? { venue: does.venue } : {}),
    }));
  const list =
    actor.kind === "script" ? actor.steps : actor.kind === "thief" ? (actor.acts ?? []) : [];
  return list.map(({ command }) => command);
}

/** Collects the strings that stand under some field names, at any depth. */
function valuesOf(value: unknown, fields: ReadonlySet<string>): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((member) => valuesOf(member, fields));
  if (typeof value !== "object" || value === null) return [];
  const isCall = "functionName" in value;
  return Object.entries(value).flatMap(([name, member]) => {
    // What a function is called with has names of its own, which the call itself looks up.
    if (isCall && name === "args") return [];
    return fields.has(name) && typeof member === "string" ? [member] : valuesOf(member, fields);
  });
}

const senders = new Set(["sender", "signer"]);

/** Accounts that send transactions or sign, and so need a key. */
const sendersOf = ({ world, actors }: Scenario): readonly string[] => [
  ...new Set([
    world.admin,
    world.issuer,
    ...world.tokens.flatMap(({ issuer }) => (issuer === undefined ? [] : [issuer])),
    ...actors.flatMap((actor) =>
      actor.kind === "script"
        ? valuesOf(actor.steps, senders)
        : actor.kind === "thief"
          ? [actor.name, ...valuesOf(actor.acts ?? [], senders)]
          : actor.kind === "robber"
            ? [actor.name, ...actor.takes.map(({ account }) => account)]
            : actor.kind === "team"
              ? [...valuesOf(actor.runbook, senders), ...sweptBy(actor)]
              : actor.kind === "responder"
                ? [actor.account]
                : actor.kind === "monitor"
                  ? []
                  : [actor.name],
    ),
  ]),
];

const sweptBy = ({ runbook }: TeamSpec): readonly string[] =>
  runbook.flatMap(({ does }) =>
    does.power === "sweep" ? does.wallets.map(({ account }) => account) : [],
  );

function timesOf(actor: ActorSpec): readonly number[] {
  switch (actor.kind) {
    case "user":
      return [actor.depositAt, ...(actor.withdrawal === null ? [] : [actor.withdrawal.requestAt])];
    case "thief":
      return [
        ...actor.footholds.map(({ at }) => at),
        ...actor.payments.flatMap(({ signAt, submitAt }) => [signAt, submitAt]),
        ...(actor.acts ?? []).map(({ at }) => at),
      ];
    case "robber":
      return [
        ...actor.footholds.map(({ at }) => at),
        ...actor.takes.map(({ at }) => at),
        ...actor.routes.map(({ from }) => from),
      ];
    case "validator":
      return (actor.misled ?? []).map(({ at }) => at);
    case "script":
      return actor.steps.map(({ at }) => at);
    default:
      return [];
  }
}

/** Says when a user's wallet does not hold what the user deposits. */
function poverty({ name, token, deposit }: UserSpec, { wallets }: World): string | undefined {
  const held = wallets
    .filter((wallet) => wallet.account === name && wallet.token === token)
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return held >= BigInt(deposit)
    ? undefined
    : `${name} deposits ${deposit} base units of ${token}, and world.wallets gives ${held}`;
}

const timeFault = (name: string, at: number, start: number): string | undefined =>
  at < start ? `${name} acts at ${at}, before the start at ${start}` : undefined;

function repeated(names: readonly string[], where: string): string | undefined {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : `${where} has "${twice}" twice`;
}

const first = (faults: readonly (string | undefined)[]): string | undefined =>
  faults.find((fault) => fault !== undefined);
