import type { ChainName } from "../bridge/port.ts";
import { nodeOf, venueIn } from "../bridge/venue.ts";
import type { Amount } from "../core/units.ts";
import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { type Flow, flowsOf, type Movement } from "../trace/flows.ts";
import { paymentsOf } from "../trace/origin.ts";
import { oncePerTrace, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";

/** Where some of a token is. */
export type Place = {
  readonly chain: ChainName;
  readonly token: string;
  /**
   * An account, `exchange:NAME/ACCOUNT`, `pool:NAME`, `mixer:NAME`; on its way through a bridge
   * `deposit:ID` and `withdrawal:ID`.
   */
  readonly node: string;
};

/** One move of money, as whoever follows it sees it. */
export type Hop = {
  readonly kind: "hop";
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  /** `null`: nobody can tell, and it counts as clean. */
  readonly from: Place | null;
  readonly to: Place;
  /** In base units of the token that leaves, never zero. */
  readonly amount: bigint;
  /** In base units of the token that arrives; the same amount unless it was swapped. */
  readonly arrived: bigint;
  /** The pool in which it was swapped. */
  readonly through: string | null;
  /** Whether this is how it was stolen. */
  readonly isTheft: boolean;
  /** Whether it arrives in its owners' hands. */
  readonly isHome: boolean;
};

/** Money that can no longer be moved by who has it, or can again. */
export type Stop = {
  readonly kind: "stop";
  readonly seq: number;
  readonly at: number;
  readonly isStopped: boolean;
  readonly node: string;
  /** `null`: whatever is there. */
  readonly token: string | null;
};

/**
 * Returns how money moved through a trace, and what was stopped, in order. Pools are looked
 * through: what was sold became what was bought. A bridge is looked through: a deposit becomes its
 * credit, a request its payment. Mixers are not: who is paid by one is paid clean money.
 *
 * Stolen is, of a bridge, every payment that answers no request; and whatever a hostile actor moves
 * out of an account of the scenario's `victims` to somebody else. It is home again in an account of
 * a victim's, and where an issuer or an exchange that is not hostile hands out what it took. A
 * deposit brings nothing home: whoever made it has a claim for it.
 */
export const routeOf: (trace: Trace) => readonly (Hop | Stop)[] = oncePerTrace(readRoute);

type Moved = Pick<Hop, "from" | "to" | "amount"> & {
  readonly arrived?: bigint;
  readonly through?: string;
  /** Whose it will be, where it is on its way. */
  readonly owner?: string;
};

type Facts = {
  readonly forged: ReadonlySet<number>;
  readonly hostile: ReadonlySet<string>;
  readonly isOwners: (node: string) => boolean;
};

function readRoute(trace: Trace): readonly (Hop | Stop)[] {
  const scenario = scenarioOf(trace);
  const facts: Facts = {
    forged: new Set(paymentsOf(trace).flatMap(({ seq, origin }) => (origin === null ? [seq] : []))),
    hostile: hostileActors(scenario),
    isOwners: ownersIn(scenario),
  };
  const movements = new Map(flowsOf(trace).map((movement) => [movement.seq, movement]));
  return stepsOf(trace).flatMap((step): readonly (Hop | Stop)[] => {
    if (step.status !== "ok") return [];
    const movement = movements.get(step.seq);
    return movement === undefined ? stopsIn(step) : hopsIn(step, movement, facts);
  });
}

/** Returns whether what is at a node is in a victim's account, on a chain or at an exchange. */
function ownersIn({ victims = [] }: Scenario): (node: string) => boolean {
  const owners = new Set(["vault", ...victims]);
  return (node) => owners.has(venueIn(node)?.account ?? node);
}

function stopsIn({ seq, at, action }: Step): readonly Stop[] {
  const stop = { kind: "stop", seq, at } as const;
  switch (action.verb) {
    case "freeze":
    case "unfreeze": {
      const { account: node, token } = action;
      return [{ ...stop, isStopped: action.verb === "freeze", node, token }];
    }
    case "blockAccount":
    case "unblockAccount": {
      const node = nodeOf({ kind: "exchange", name: action.venue }, action.account);
      return [{ ...stop, isStopped: action.verb === "blockAccount", node, token: null }];
    }
    default:
      return [];
  }
}

function hopsIn(
  step: Step & { readonly status: "ok" },
  movement: Movement,
  { forged, hostile, isOwners }: Facts,
): readonly Hop[] {
  const { seq, at, actor, verb } = movement;
  const isHostile = hostile.has(actor);
  const handsOut = (verb === "reissue" || verb === "returnBlocked") && !isHostile;
  return movesIn(step, movement, forged.has(seq)).map((moved) => {
    const { from, to, amount, arrived = amount, through = null, owner = to.node } = moved;
    const isHome = isOwners(owner) || handsOut;
    const isTheft =
      from !== null &&
      isOwners(from.node) &&
      (from.node === "vault" ? forged.has(seq) : isHostile && !isHome);
    return { kind: "hop", seq, at, actor, from, to, amount, arrived, through, isTheft, isHome };
  });
}

/** @param isForged Whether the step pays what nobody asked for. */
function movesIn(
  { action, result }: Step & { readonly status: "ok" },
  { flows }: Movement,
  isForged: boolean,
): readonly Moved[] {
  const [flow, other] = flows;
  if (flow === undefined) return [];
  switch (action.verb) {
    case "deposit":
    case "sendEther": {
      const owner = action.verb === "deposit" ? action.owner : action.sender;
      return [{ ...plain(flow), to: at(flow, `deposit:${result.depositId}`), owner }];
    }
    case "acknowledgeDeposit": {
      // What the gateway made because it was short is part of the same credit.
      const node = `deposit:${action.depositId}`;
      const from: Place = { chain: "mainchain", token: action.token, node };
      return flows
        .filter((credit) => credit.from === "locked")
        .map((credit) => ({ ...plain(credit), from }));
    }
    case "requestWithdrawal": {
      const to = at(flow, `withdrawal:${result.withdrawalId}`);
      return [{ ...plain(flow), to, owner: action.recipient }];
    }
    case "submitWithdrawal":
    case "release":
    case "unlock": {
      const { id, token } = action.withdrawal;
      const node = `withdrawal:${id}`;
      const request: Place = { chain: "sidechain", token, node };
      return flows
        .filter(({ from }) => from === "vault")
        .map((paid) => (isForged ? plain(paid) : { ...plain(paid), from: request }));
    }
    case "swap":
      return [
        other === undefined
          ? plain(flow)
          : {
              ...plain(flow),
              to: at(other, other.to),
              arrived: BigInt(other.amount),
              through: flow.to,
            },
      ];
    case "reissue":
      return [{ ...plain(flow), to: at(flow, action.recipient) }];
    case "unmix":
      return [{ ...plain(flow), from: null }];
    default:
      return flows.map(plain);
  }
}

const at = ({ chain, token, to }: Flow, node: string = to): Place => ({ chain, token, node });

const plain = (flow: Flow & { readonly amount: Amount }): Moved => ({
  from: flow.from === "issued" ? null : at(flow, flow.from),
  to: at(flow),
  amount: BigInt(flow.amount),
});
