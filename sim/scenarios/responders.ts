import type { MonitorSpec, Power, RunbookStep, TeamSpec } from "../scenario/actors.ts";
import type { Parameter, Parameters, Values } from "../scenario/define.ts";
import type { Provenance } from "../scenario/scenario.ts";

/**
 * What somebody can do about an asset. A `coin` and what is `open` nobody stops; a `stablecoin` its
 * issuer does; of the others the projects do: `ocean` on its own clock, the `replaceable` ones when
 * they are called, the `later` ones when they read of it.
 */
export type Asset = {
  readonly symbol: string;
  readonly class: "coin" | "open" | "stablecoin" | "replaceable" | "ocean" | "later";
  /** Who issues it; `null`: nobody who could stop it. */
  readonly issuer: string | null;
};

/** A step of a response, whatever the assets: it names a class, and never an amount. */
export type ResponseStep = {
  readonly name: string;
  /** What it waits for: the first alert, the custodian's calls, or its public notice. */
  readonly after: "alert" | "call" | "notice";
  /** Seconds from there. */
  readonly delay: number;
  readonly does:
    | { readonly power: "shut-server" | "move-rest" | "call" | "notice" }
    | { readonly power: "freeze" | "reissue"; readonly class: Asset["class"] }
    /** What exchanges do with the thief's account, of whatever was brought there. */
    | { readonly power: "block" | "return" };
  readonly means: string;
  readonly status: Exclude<Provenance["status"], "set" | "drawn">;
  readonly source: string;
};

/** How a team and those it calls respond: named, and apart from what was stolen. */
export type Responder = {
  readonly name: string;
  /** How it comes to know: by the owner's own monitors, or somebody tells it, so late. */
  readonly notices: "monitors" | Told;
  readonly steps: readonly ResponseStep[];
};

/** What somebody tells, in seconds from the first payment. */
type Told = Pick<ResponseStep, "delay" | "means" | "status" | "source"> & { readonly says: string };

/** Those who respond in one scenario, and what they have. */
export type Parties = {
  /** The actor whose alarm is the first alert. */
  readonly monitor: string;
  /** The node of the custody graph that is shut down. */
  readonly server: string;
  /** Nodes of the custody graph that are the team's own. */
  readonly controls: readonly string[];
  readonly wallets: readonly { readonly account: string; readonly token: string }[];
  /** Seconds that the move takes. */
  readonly moveWithin: number;
  /** Where moved and returned money goes. */
  readonly home: string;
  readonly thief: string;
  readonly exchange: { readonly venue: string; readonly operator: string };
};

/**
 * Returns what `--set` can change of a responder: how late each step is, whether it is done, and
 * when somebody tells where it has no monitors.
 */
export const responseParameters = ({ notices, steps }: Responder): Parameters => ({
  ...(notices === "monitors" ? {} : { "detection.delay": toldAfter(notices) }),
  ...Object.fromEntries(
    steps.flatMap(({ name, after, delay, means, status, source }) => [
      [
        `runbook.${name}.delay`,
        { kind: "duration", default: delay, means: `${means} From the ${after}.`, status, source },
      ],
      [
        `runbook.${name}.done`,
        {
          kind: "choice",
          default: "yes",
          choices: ["yes", "no"],
          means: `Whether the step ${name} is made at all.`,
          status: "chosen",
          source: "a step that fails is for whoever asks",
        },
      ],
    ]),
  ),
});

const toldAfter = ({ delay, means, status, source }: Told): Parameter => ({
  kind: "duration",
  default: delay,
  means,
  status,
  source,
});

/**
 * Returns whoever raises the first alert: the monitors that there are, or, under the name of the
 * first of them, somebody who tells.
 *
 * @param firstPaymentAt When the theft begins, in seconds since 1970.
 */
export function noticedBy(
  { notices }: Responder,
  monitors: readonly [MonitorSpec, ...MonitorSpec[]],
  firstPaymentAt: number,
  values: Values,
): readonly MonitorSpec[] {
  if (notices === "monitors") return monitors;
  const { name, poll, misses, gaps, down } = monitors[0];
  const at = firstPaymentAt + values.seconds("detection.delay");
  const watches = { rule: "told", at, says: notices.says } as const;
  const lag = { min: 0, max: 0 };
  return [{ kind: "monitor", name, watches, poll, lag, misses, gaps, down }];
}

const team = "team";
const press = "press";

/** Returns the accounts that respond beside issuers and the operator of exchanges. */
export const responderAccounts: readonly string[] = [team, press];

/** Returns the teams that follow a responder's steps, for some assets. */
export function teamsOf(
  { steps }: Responder,
  assets: readonly Asset[],
  parties: Parties,
  values: Values,
): readonly TeamSpec[] {
  const runbooks = new Map<string, RunbookStep[]>([
    [team, []],
    [press, []],
  ]);
  for (const step of steps) {
    if (values.choice(`runbook.${step.name}.done`) === "no") continue;
    const timed = {
      after: { alert: parties.monitor, call: team, notice: press }[step.after],
      delay: values.seconds(`runbook.${step.name}.delay`),
    };
    for (const [who, does, suffix] of powersOf(step, assets, parties)) {
      const runbook = runbooks.get(who) ?? [];
      runbook.push({ name: `${step.name}${suffix}`, ...timed, does });
      runbooks.set(who, runbook);
    }
  }
  return [...runbooks].map(([name, runbook]) => ({
    kind: "team",
    name,
    controls: name === team ? parties.controls : [],
    accounts: [],
    runbook,
  }));
}

/** Says that it was asked for who responds. */
export const swapped = ({ name }: Responder): Provenance => ({
  what: "the responder",
  value: name,
  status: "set",
  source: "given with --responder, or by swap",
});

type Assigned = readonly [who: string, does: Power, suffix: string];

/** Who does a step, and with which power: each issuer with its own. */
function powersOf(
  { does }: ResponseStep,
  assets: readonly Asset[],
  parties: Parties,
): readonly Assigned[] {
  const { thief, home, exchange } = parties;
  const { operator, venue } = exchange;
  switch (does.power) {
    case "shut-server":
      return [[team, { power: "shutDown", node: parties.server }, ""]];
    case "move-rest": {
      const { wallets, moveWithin: within } = parties;
      return [[team, { power: "sweep", wallets, recipient: home, within }, ""]];
    }
    case "call":
      return [[team, { power: "call", says: "exchanges, projects and police are called" }, ""]];
    case "notice":
      return [[press, { power: "call", says: "the public is told of large withdrawals" }, ""]];
    case "block":
      return [[operator, { power: "blockAccount", sender: operator, venue, account: thief }, ""]];
    case "return":
      return assets.map(({ symbol }): Assigned => {
        const to = { venue, token: symbol, account: thief, recipient: home };
        const power = { power: "returnBlocked", sender: operator, ...to } as const;
        return [operator, power, `-${symbol.toLowerCase()}`];
      });
    default:
      return assets.flatMap((asset): readonly Assigned[] => {
        const { symbol: token, issuer: sender } = asset;
        if (asset.class !== does.class || sender === null) return [];
        const stop = { sender, token, account: thief };
        const suffix = `-${token.toLowerCase()}`;
        return does.power === "freeze"
          ? [[sender, { power: "freeze", ...stop }, suffix]]
          : [[sender, { power: "reissue", ...stop, recipient: home }, suffix]];
      });
  }
}
