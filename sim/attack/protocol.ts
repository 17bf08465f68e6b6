import type { Command, Query, Answer as Readings, Signature, World } from "../bridge/port.ts";
import type { Amount } from "../core/units.ts";
import type { ThiefSpec } from "../scenario/actors.ts";
import type { Step } from "../trace/trace.ts";

/**
 * The first line that an attack is given: what everybody knows of the bridge, and what this
 * attacker knows of itself. `docs/your-own-attack.md` has the same as a table.
 */
export type Hello = {
  readonly format: 1;
  readonly scenario: string;
  /** Names of the defenses in place, in order. */
  readonly defenses: readonly string[];
  /** The account that acts, and is paid unless it says otherwise. */
  readonly attacker: string;
  /** What all chance of the attack is to be drawn from; it depends on the run's seed alone. */
  readonly seed: number;
  /** Seconds since 1970. */
  readonly now: number;
  /** When the run ends, and with it every wait. */
  readonly end: number;
  /** Validators who must have signed a payment, as the bridge promises. */
  readonly threshold: number;
  /** When the incident's first payment came, and what it was after, in base units by token. */
  readonly theft: { readonly at: number; readonly wants: { readonly [token: string]: Amount } };
  /** Nodes of the custody graph that fall to the attacker without its doing. */
  readonly footholds: ThiefSpec["footholds"];
  /** The bridge as it stands on the chains for everybody to read. */
  readonly world: Omit<World, "seed">;
};

/** One line of an attack's: a verb of the bridge, or one of these. */
export type Request =
  | Command
  /** What the attack is called; if at all, then first. */
  | { readonly verb: "hello"; readonly name: string; readonly describe: string | null }
  /** Lets time pass until a moment, in seconds since 1970. */
  | { readonly verb: "wait"; readonly until: number }
  | { readonly verb: "read"; readonly query: Query }
  /** Which accounts' keys it can use now, in the order in which gateways want signers. */
  | { readonly verb: "reach" }
  /** What everybody could see since it last asked. */
  | { readonly verb: "news" }
  /** A premise: a node of the custody graph falls in the next second. */
  | {
      readonly verb: "compromise";
      readonly node: string;
      readonly how: string;
      readonly capability: "use" | "extract";
      readonly until: number | null;
    }
  /** It has done what it had in mind. */
  | { readonly verb: "done" }
  /** It cannot go on, and says why. */
  | { readonly verb: "fail"; readonly why: string };

/** What came of an action; a signature's is the signature, ready to be handed over. */
export type Done = Pick<Step, "status"> &
  Partial<Pick<Extract<Step, { status: "ok" }>, "result" | "balances">> &
  Partial<Pick<Extract<Step, { status: "fail" | "info" }>, "error">> & {
    readonly signature?: Extract<Signature, { signer: string }>;
  };

/** The line that answers a request: what came of it, and what time it is. */
export type Reply = { readonly now: number } & (
  | Done
  | { readonly answer: Readings[Query["what"]] | readonly string[] | readonly Step[] }
  | Record<never, never>
);

/** Where an attack's requests come from: one for each line that it is given. */
export type Mind = {
  /**
   * @throws InputError when nothing that is a request comes back.
   */
  readonly next: (line: Hello | Reply) => Promise<unknown>;
  /** Ends it, whether it has come to an end or not. */
  readonly close: () => Promise<void>;
};

/** An attack that somebody wrote. */
export type OwnAttack = {
  /** The file, as sentences name it. */
  readonly place: string;
  /** What it is called unless it says so itself. */
  readonly name: string;
  /** Starts it from the beginning; what it prints for people need not be read twice. */
  readonly open: (how: "aloud" | "quietly") => Mind;
};
