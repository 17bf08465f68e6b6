import type { GuardName } from "../../settings.ts";

/** What a guard is told of a withdrawal; amounts in base units. */
export type Request = {
  readonly id: string;
  readonly token: string;
  readonly recipient: string;
  readonly amount: bigint;
  /** Tells withdrawals apart by all that is signed of them. */
  readonly key: string;
  readonly quorum: {
    /** Who signed; each weighs one. */
    readonly signers: readonly string[];
    /** Weight of all seats, vacant ones too. */
    readonly total: number;
    /** The weight that the gateway asks for itself. */
    readonly minimum: number;
  };
  readonly vault: {
    /** What the vault has of the token before this payment. */
    readonly balance: bigint;
    /** Sum of the token's other withdrawals that are held. */
    readonly held: bigint;
  };
  readonly phase: "submit" | "release";
  /** When it was recorded, in seconds since 1970; 0 when it is submitted. */
  readonly heldSince: number;
  /** The second in which the guard is asked. */
  readonly now: number;
};

/** What a guard says. Of several answers the worst counts: refuse, else hold, else allow. */
export type Decision =
  | { readonly action: "allow" }
  | {
      readonly action: "hold";
      /** The earliest second of payment; 0 where something else than time is waited for. */
      readonly notBefore: number;
      /** The second at which asking again can help; 0: unknown. */
      readonly retryAt: number;
      /** Whether the token is to be paused. */
      readonly shouldTrip: boolean;
      readonly reason: string;
    }
  | {
      readonly action: "refuse";
      /** The second at which asking again can help, however far away; 0: unknown or never. */
      readonly retryAt: number | bigint;
      readonly reason: string;
    };

/** Tokens that came in. */
export type Arrival = {
  readonly token: string;
  readonly depositor: string;
  readonly received: bigint;
  readonly now: number;
};

/** A guard as rules over a state of its own: what it decides, and what it counts when. */
export type GuardModel<Settings, State> = {
  readonly open: (settings: Settings, now: number) => State;
  /** Changes nothing that a later answer depends on. */
  readonly assess: (state: State, request: Request) => Decision;
  readonly onHeld?: (state: State, request: Request) => void;
  readonly onPaid?: (state: State, request: Request) => void;
  readonly onCancelled?: (state: State, request: Pick<Request, "key" | "token" | "amount">) => void;
  readonly onDeposited?: (state: State, arrival: Arrival) => void;
};

/** A guard in a stack: its rules with its own state. */
export type Guard = {
  readonly name: GuardName;
  /** Whether its answer may pause a token. */
  readonly mayTrip: boolean;
  readonly assess: (request: Request) => Decision;
  readonly onHeld: (request: Request) => void;
  readonly onPaid: (request: Request) => void;
  readonly onCancelled: (request: Pick<Request, "key" | "token" | "amount">) => void;
  readonly onDeposited: (arrival: Arrival) => void;
  /** The guard's own state, for whoever draws values at its edges. */
  readonly state: unknown;
};

export const allow: Decision = { action: "allow" };

export const refuse = (reason: string, retryAt: number | bigint): Decision => ({
  action: "refuse",
  retryAt,
  reason,
});

export const hold = (reason: string, notBefore: number, retryAt: number): Decision => ({
  action: "hold",
  notBefore,
  retryAt,
  shouldTrip: false,
  reason,
});

/** Holds, and asks for the token to be paused. */
export const trip = (reason: string, notBefore: number, retryAt: number): Decision => ({
  action: "hold",
  notBefore,
  retryAt,
  shouldTrip: true,
  reason,
});
