import type { Balance, Command, Refusal, Result, Withdrawal } from "../bridge/port.ts";
import type { Capability } from "../custody/graph.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * What an actor does: a command to the bridge, or one of the acts that leave no mark on a chain.
 */
export type Action =
  | Command
  /** The actor gains a node of the custody graph. */
  | {
      readonly verb: "compromise";
      readonly node: string;
      readonly how: string;
      readonly capability: "use" | "extract";
      /** When the foothold is lost; `null`: never. */
      readonly until: number | null;
    }
  /** The actor shuts a host or a service down, for good; nothing passes through it from then on. */
  | { readonly verb: "shutDown"; readonly node: string }
  /** The actor tells the defenders that something is wrong. */
  | {
      readonly verb: "alarm";
      readonly reason: string;
      /** The withdrawal that it is about, if it is about one. */
      readonly about?: Withdrawal;
    };

/** A node that a foothold gave, since when, and along which edges of the custody graph. */
export type Reached = {
  readonly node: string;
  readonly capability: Capability;
  readonly path: readonly string[];
};

/** How an actor came to sign with a key. */
export type Obtained = "own" | "extract" | "use" | "delegation";

/** What an action that completed answers. */
export type ActionResult = Result & {
  readonly reached?: readonly Reached[];
  readonly obtained?: Obtained;
  readonly path?: readonly string[];
};

/**
 * One line of a trace. Every action is invoked, and then completes: `ok`, `fail`, or `info` when
 * its outcome is not known yet (a withdrawal that is held). Events are numbered without gaps.
 */
export type TraceEvent =
  | { readonly seq: 0; readonly at: number; readonly type: "begin"; readonly scenario: Scenario }
  | {
      readonly seq: number;
      readonly at: number;
      readonly type: "invoke";
      readonly actor: string;
      readonly action: Action;
    }
  | {
      readonly seq: number;
      readonly at: number;
      readonly type: "ok";
      readonly actor: string;
      readonly invocation: number;
      readonly result: ActionResult;
      readonly balances: readonly Balance[];
    }
  | {
      readonly seq: number;
      readonly at: number;
      readonly type: "fail" | "info";
      readonly actor: string;
      readonly invocation: number;
      readonly error: Refusal;
    }
  | { readonly seq: number; readonly at: number; readonly type: "end" };

export type Trace = readonly TraceEvent[];
