import { InputError } from "../../core/errors.ts";
import { invariant } from "../../core/invariant.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, Command, Moment, Outcome, Query, World } from "../port.ts";
import { requireWorld } from "../venue.sound.ts";
import { hasBridge } from "../venue.ts";
import { decideElsewhere } from "./elsewhere.ts";
import { isBlocked } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { atGuarded } from "./guarded.gateway.ts";
import { reservesOf } from "./pool.ts";
import { requireSound } from "./sound.ts";
import { balanceOf, type Decision, openState, refuse, type State } from "./state.ts";
import { atV1 } from "./v1.gateway.ts";
import { atV2 } from "./v2.gateway.ts";
import { initializationOf } from "./v2.upgrade.ts";
import { isFrozen } from "./vault.ts";

/** A bridge that answers at once: the port without promises. */
export type Model = {
  readonly execute: (command: Command, moment: Moment) => Outcome;
  readonly read: <Q extends Query>(query: Q) => Answer[Q["what"]];
  readonly close: () => readonly object[];
};

/**
 * Opens the reference model of a bridge: what its gateways and guards are specified to do, without
 * chains, contracts or bytes. `test/agree/` holds it against the chains.
 *
 * @throws InputError for a world with other contracts, which only the chains can tell about, and for
 * settings that a gateway or a guard cannot be set up with.
 */
export function openModel(world: World): Model {
  const { gateway, validatorSet, sidechainGateway } = world.contracts;
  const planted = [...world.tokens, ...(world.venues ?? [])].find(
    ({ contract }) => contract !== undefined,
  );
  if (planted !== undefined)
    throw new InputError(
      `The model does not know the contract ${planted.contract}; run it on the chains.`,
    );
  requireWorld(world);
  if (!hasBridge(world)) return modelOf(openState(world));
  const isKnown =
    Object.hasOwn(gateways, gateway) &&
    validatorSet === "ValidatorSet" &&
    sidechainGateway === "SidechainGateway";
  if (!isKnown)
    throw new InputError(
      `The model knows ${Object.keys(gateways).join(", ")}, ValidatorSet and SidechainGateway, not ${gateway}, ${validatorSet} and ${sidechainGateway}; run those on the chains.`,
    );
  requireSound(world);
  return modelOf(openState(world));
}

const gateways: { readonly [gateway: string]: Gateway } = {
  RoninGatewayV1: atV1,
  RoninGatewayV2: atV2,
  GuardedGateway: atGuarded,
  none: (_state, command) => refuse("NoBridge", { verb: command.verb }),
};

/** Returns the model on a state that the caller can look into. */
export const modelOf = (state: State): Model => {
  const { gateway } = state.world.contracts;
  const decide = gateways[gateway];
  invariant(decide, `The model knows the gateway ${gateway}.`);
  return {
    execute: (command, { at }) =>
      outcomeOf(decideElsewhere(state, command) ?? decide(state, command, at)),
    read: (query) => readers[query.what](state, query as never) as never,
    close: () => [],
  };
};

function outcomeOf(decision: Decision): Outcome {
  if ("refused" in decision) return { status: "fail", error: decision.refused };
  if ("held" in decision) return { status: "info", error: decision.held };
  return { status: "ok", ...decision };
}

const readers: {
  readonly [W in Query["what"]]: (state: State, query: Extract<Query, { what: W }>) => Answer[W];
} = {
  deposit: (state, { depositId }) => at(state.deposits, depositId),
  withdrawal: (state, { withdrawalId }) => at(state.requests, withdrawalId),
  mailbox: (state, { withdrawalId }) => [...(state.mailboxes.get(withdrawalId)?.values() ?? [])],
  quorum: ({ sets, guarded }, { chain }) => ({
    quorum: sets[chain].quorum,
    validators:
      sets[chain].validators.length + (chain === "mainchain" ? (guarded?.vacant ?? 0) : 0),
  }),
  epoch: ({ guarded }) => guarded?.epoch ?? 0,
  initialization: initializationOf,
  frozen: (state, { token, account }) => isFrozen(state, token, account),
  blocked: (state, { venue, account }) => isBlocked(state, venue, account),
  reserves: (state, { venue }) => reservesOf(state, venue),
  balance: (state, { chain, account, token }) => `${balanceOf(state, chain, account, token)}`,
  vault: (state, { token }) => `${balanceOf(state, "mainchain", "vault", token)}`,
};

const at = <T>(list: readonly T[], id: Amount): T | null => list[Number(id)] ?? null;
