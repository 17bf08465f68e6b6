import type { ChainName, World } from "../bridge/port.ts";
import type { Amount } from "../core/units.ts";
import type { CustodyGraph } from "../custody/graph.ts";
import type { ActorSpec, RobberSpec, ThiefSpec } from "./actors.ts";

/** Where a value of the scenario comes from. */
export type Provenance = {
  /** Path of the parameter, or what the value is, in words. */
  readonly what: string;
  readonly value: string;
  /**
   * `sourced`: a source says so; `derived`: computed from sources; `chosen`: no source says it, it
   * was chosen; `drawn`: drawn from the seed; `set`: given on the command line.
   */
  readonly status: "sourced" | "derived" | "chosen" | "drawn" | "set";
  readonly source: string;
};

/** What an amount of a token was worth, as a whole ratio of dollars per whole token. */
export type Price = {
  readonly token: string;
  readonly dollars: { readonly numerator: number; readonly denominator: number };
  readonly basis: string;
};

/** Somebody who keeps other people's money in wallets of their own. */
export type Custodian = {
  /** As a person reads it. */
  readonly name: string;
  /** Accounts that hold what is owed; each is among the `victims`. */
  readonly wallets: readonly string[];
  /** What is owed at the start, and to whom; payments between wallets and creditors change it. */
  readonly owes: readonly {
    readonly creditor: string;
    readonly token: string;
    readonly amount: Amount;
  }[];
};

/**
 * One experiment, complete: nothing is left open, so that the same scenario gives the same trace.
 * Its canonical JSON is its identity.
 */
export type Scenario = {
  readonly format: 1;
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly seed: number;
  /** Seconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** Every parameter, as one would write it with `--set`. */
  readonly parameters: { readonly [path: string]: string };
  readonly world: World;
  readonly custody: CustodyGraph;
  readonly actors: readonly ActorSpec[];
  /** What the bridge promises; the checks judge by it, whatever the contracts store. */
  readonly declared: {
    /** Distinct validators who must have signed a payment. */
    readonly threshold: number;
    /** Seconds within which an honest withdrawal is paid. */
    readonly paidWithin: number;
    /** Seconds after which an event on a chain counts as final. */
    readonly finality: { readonly [chain in ChainName]: number };
  };
  readonly prices: readonly Price[];
  /**
   * Accounts whose money is stolen when a hostile actor moves it, and back when it returns to them;
   * of a bridge, only what it is sent back to.
   */
  readonly victims?: readonly string[];
  /** Who owes what the wallets hold, where money is kept for others. */
  readonly custodian?: Custodian;
  /** The verdict that each check should have, where history says so. */
  readonly expect: { readonly [check: string]: boolean };
  readonly provenance: readonly Provenance[];
  /** Names of the defenses that were added to the bridge, in order. */
  readonly defenses?: readonly string[];
};

/** Returns the accounts of a scenario that belong to honest users. */
export const honestAccounts = (scenario: Scenario): ReadonlySet<string> =>
  new Set(
    scenario.actors
      .filter((actor) => actor.kind === "user" || (actor.kind === "script" && actor.isHonest))
      .map(({ name }) => name),
  );

/** Returns the actors who attack: thieves, robbers, and scripts that are not honest. */
export const hostileActors = ({ actors }: Scenario): ReadonlySet<string> =>
  new Set(
    actors
      .filter(
        (actor) =>
          actor.kind === "thief" ||
          actor.kind === "robber" ||
          (actor.kind === "script" && !actor.isHonest),
      )
      .map(({ name }) => name),
  );

/** Returns when a thief or a robber first asks for a payment; `undefined` when it never does. */
export function firstSubmission(attacker: ThiefSpec | RobberSpec): number | undefined {
  if (attacker.kind === "robber") return attacker.takes[0]?.at;
  const { payments, acts = [] } = attacker;
  const own = acts.find(({ command }) => command.verb === "submitWithdrawal");
  return payments[0]?.submitAt ?? own?.at;
}
