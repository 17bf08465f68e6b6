import type { ChainName } from "../bridge/port.ts";
import { nodeOf, venueOf } from "../bridge/venue.ts";
import type { Amount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Action, ActionResult, Trace } from "./event.ts";
import { oncePerTrace, type Step, scenarioOf, stepsOf } from "./trace.ts";

/** One movement of value. */
export type Flow = {
  readonly chain: ChainName;
  readonly token: string;
  /**
   * Where it was and where it is: an account, `vault`, `locked`, `exchange:NAME/ACCOUNT`, `pool:NAME`,
   * `mixer:NAME`; made it comes from `issued`, destroyed it goes to `burned`.
   */
  readonly from: string;
  readonly to: string;
  /** In base units, never zero. */
  readonly amount: Amount;
};

/**
 * What a step moved, in order. The two flows of a swap are its legs, sold and bought; those of a
 * reissue are what was burned and what was issued for it.
 */
export type Movement = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly verb: Action["verb"];
  readonly flows: readonly Flow[];
};

/** Returns every movement of value in a trace: one for each step that moved any. */
export const flowsOf: (trace: Trace) => readonly Movement[] = oncePerTrace(readMovements);

function readMovements(trace: Trace): readonly Movement[] {
  const scenario = scenarioOf(trace);
  const vaults = new Map<string, bigint>();
  for (const { account, token, amount } of scenario.world.wallets)
    if (account === "vault") vaults.set(`vault ${token}`, BigInt(amount));
  return stepsOf(trace).flatMap((step): readonly Movement[] => {
    if (step.status !== "ok") return [];
    const moved = flowsIn(scenario, step, (flow) => vaults.get(`${flow.from} ${flow.token}`) ?? 0n);
    const flows = moved.filter(({ amount }) => BigInt(amount) > 0n);
    for (const { from, to, token, amount } of flows) {
      for (const [node, sign] of [
        [from, -1n],
        [to, 1n],
      ] as const) {
        if (node !== "vault" && node !== "locked") continue;
        const key = `${node} ${token}`;
        vaults.set(key, (vaults.get(key) ?? 0n) + sign * BigInt(amount));
      }
    }
    const { seq, at, actor, action } = step;
    return flows.length === 0 ? [] : [{ seq, at, actor, verb: action.verb, flows }];
  });
}

type Held = (flow: Flow) => bigint;

/** @param held What the bridge's vault on the flow's chain has before the step. */
function flowsIn(
  scenario: Scenario,
  step: Step & { readonly status: "ok" },
  held: Held,
): readonly Flow[] {
  const { world } = scenario;
  const { action, result } = step;
  const kind = (token: string) => world.tokens.find(({ symbol }) => symbol === token)?.kind;
  const flow = (from: string, to: string, token: string, amount: Amount): Flow => ({
    chain: "mainchain",
    token,
    from,
    to,
    amount,
  });
  switch (action.verb) {
    case "deposit":
      return [flow(action.sender, "vault", action.token, action.amount)];
    case "sendEther": {
      const ether = world.tokens.find((token) => token.kind === "wrapped");
      return ether === undefined ? [] : [flow(action.sender, "vault", ether.symbol, action.amount)];
    }
    case "submitWithdrawal":
    case "release":
    case "unlock":
      return payment(action, result, flow, held);
    case "requestWithdrawal":
      return [
        { ...flow(action.sender, "locked", action.token, action.amount), chain: "sidechain" },
      ];
    case "acknowledgeDeposit": {
      if (result.credited !== true) return [];
      const { owner, token, amount } = action;
      const credit: Flow = { ...flow("locked", owner, token, amount), chain: "sidechain" };
      return [...shortfall(credit, held), credit];
    }
    case "mint":
    case "transfer":
    case "transferFrom": {
      const { chain, token, amount } = action;
      // Where there is no contract, a call of it goes through and moves nothing.
      if (chain === "mainchain" && kind(token) === "absent") return [];
      if (action.verb === "mint")
        return [{ ...flow("issued", action.account, token, amount), chain }];
      const owner = action.verb === "transfer" ? action.sender : action.owner;
      return [{ ...flow(owner, action.recipient, token, amount), chain }];
    }
    case "reissue": {
      const { account, recipient, token } = action;
      const amount = result.reissued ?? "0";
      return [flow(account, "burned", token, amount), flow("issued", recipient, token, amount)];
    }
    case "exchangeDeposit": {
      const { sender, venue: name, owner, token, amount } = action;
      return [flow(sender, nodeOf({ kind: "exchange", name }, owner), token, amount)];
    }
    case "exchangeWithdraw": {
      const { sender, venue: name, recipient, token, amount } = action;
      return [flow(nodeOf({ kind: "exchange", name }, sender), recipient, token, amount)];
    }
    case "returnBlocked": {
      const { venue: name, account, recipient, token } = action;
      const from = nodeOf({ kind: "exchange", name }, account);
      return [flow(from, recipient, token, result.returned ?? "0")];
    }
    case "swap": {
      const { sender, venue, token, amount } = action;
      const pool = venueOf(world, "pool", venue);
      const other = pool.tokens[0] === token ? pool.tokens[1] : pool.tokens[0];
      const node = nodeOf(pool);
      return [flow(sender, node, token, amount), flow(node, sender, other, result.bought ?? "0")];
    }
    case "mix":
    case "unmix": {
      const mixer = venueOf(world, "mixer", action.venue);
      const [node, { token, denomination }] = [nodeOf(mixer), mixer];
      return action.verb === "mix"
        ? [flow(action.sender, node, token, denomination)]
        : [flow(node, action.recipient, token, denomination)];
    }
    default:
      return [];
  }
}

type Paying = Extract<Action, { verb: "submitWithdrawal" | "release" | "unlock" }>;
type MakeFlow = (from: string, to: string, token: string, amount: Amount) => Flow;

/** What leaves the vault: to the recipient, and what an unlocker keeps of it. */
function payment(
  { sender, withdrawal }: Paying,
  { fee = "0" }: ActionResult,
  flow: MakeFlow,
  held: Held,
): readonly Flow[] {
  const { recipient, token, amount } = withdrawal;
  const whole = flow("vault", recipient, token, amount);
  return [
    ...shortfall(whole, held),
    flow("vault", recipient, token, `${BigInt(amount) - BigInt(fee)}`),
    flow("vault", sender, token, fee),
  ];
}

/** What is made first, where a vault has less than it is to pay. */
function shortfall(paid: Flow, held: Held): readonly Flow[] {
  const lacking = BigInt(paid.amount) - held(paid);
  return lacking > 0n ? [{ ...paid, from: "issued", to: paid.from, amount: `${lacking}` }] : [];
}
