import type { Answer, Query } from "../bridge/port.ts";
import type { Address } from "../core/accounts.ts";
import type { Random } from "../core/random.ts";
import type { Action } from "../trace/event.ts";
import type { Step } from "../trace/trace.ts";

/** What an actor wants to do, or to be reminded of, and when. */
export type Intent = {
  /** Seconds since 1970; never before now. */
  readonly at: number;
  /** Among intents of the same second, lower comes first. */
  readonly priority?: number;
} & ({ readonly action: Action } | { readonly wake: string });

/**
 * The priority of what a thief does by a list: after everybody else in its second. Nobody else has
 * it, so a list gives the order in which it was drawn up, whenever its acts were decided.
 */
export const actPriority = 11;

/** What an actor may look at when it decides. */
export type View = {
  readonly now: number;
  /** Reads the chains as anybody can. */
  readonly read: <Q extends Query>(query: Q) => Promise<Answer[Q["what"]]>;
  /** Chance of the actor's own. */
  readonly random: Random;
  readonly accounts: { readonly [name: string]: Address };
};

type Decision = readonly Intent[] | Promise<readonly Intent[]>;

/** Somebody who acts: plain decisions in answer to what is seen. */
export type Actor = {
  readonly name: string;
  /** The first intents, before anything has happened. */
  readonly start: () => readonly Intent[];
  /** Answers an action that completed. Actors see what is public, and what they did themselves. */
  readonly see: (step: Step, view: View) => Decision;
  /** Answers a reminder of the actor's own. */
  readonly wake: (note: string, view: View) => Decision;
};
