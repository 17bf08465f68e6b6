import { InputError } from "../../core/errors.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, Bridge, Command, Outcome, Query, World } from "../port.ts";
import {
  changeMapping,
  changeMembers,
  switchGateway,
  updateContract,
  updateProxyTo,
  updateQuorum,
} from "./administration.ts";
import { deposit, freeze, sendEther, submitWithdrawal } from "./mainchain.ts";
import {
  acknowledgeDeposit,
  postSignature,
  requestSignatureAgain,
  requestWithdrawal,
} from "./sidechain.ts";
import { balanceOf, type Decision, openState, refuse, type State } from "./state.ts";
import { approve, mint, transfer } from "./tokens.ts";

/** A bridge that answers at once: the port without promises. */
export type Model = Bridge & {
  readonly execute: (command: Command) => Outcome;
  readonly read: <Q extends Query>(query: Q) => Answer[Q["what"]];
  readonly close: () => readonly object[];
};

/**
 * Opens the reference model of the first Ronin bridge: what both gateways are specified to do,
 * without chains, contracts or bytes. `test/agree/` holds it against the chains.
 *
 * @throws InputError for a world with other contracts, which only the chains can tell about.
 */
export function openModel(world: World): Model {
  const { gateway, validatorSet, sidechainGateway } = world.contracts;
  const isKnown =
    gateway === "RoninGatewayV1" &&
    validatorSet === "ValidatorSet" &&
    sidechainGateway === "SidechainGateway";
  if (!isKnown)
    throw new InputError(
      `The model knows RoninGatewayV1, ValidatorSet and SidechainGateway, not ${gateway}, ${validatorSet} and ${sidechainGateway}; run those on the chains.`,
    );
  return modelOf(openState(world));
}

/** Returns the model on a state that the caller can look into. */
export const modelOf = (state: State): Model => ({
  execute: (command) => outcomeOf(decide(state, command)),
  read: (query) => readers[query.what](state, query as never) as never,
  close: () => [],
});

function decide(state: State, command: Command): Decision {
  switch (command.verb) {
    case "deposit":
      return deposit(state, command);
    case "acknowledgeDeposit":
      return acknowledgeDeposit(state, command);
    case "requestWithdrawal":
      return requestWithdrawal(state, command);
    case "sign":
      return { result: {}, balances: [] };
    case "postSignature":
      return postSignature(state, command);
    case "submitWithdrawal":
      return submitWithdrawal(state, command);
    case "pause":
    case "unpause":
      return switchGateway(state, command);
    case "addValidator":
    case "removeValidator":
      return changeMembers(state, command);
    case "updateQuorum":
      return updateQuorum(state, command);
    case "freeze":
    case "unfreeze":
      return freeze(state, command);
    case "requestSignatureAgain":
      return requestSignatureAgain(state, command);
    case "sendEther":
      return sendEther(state, command);
    case "mint":
      return mint(state, command);
    case "approve":
      return approve(state, command);
    case "transfer":
    case "transferFrom":
      return transfer(state, command);
    case "mapToken":
    case "clearMapToken":
      return changeMapping(state, command);
    case "updateContract":
      return updateContract(state, command);
    case "updateProxyTo":
      return updateProxyTo(state, command);
    case "initialize":
      return refuse("InvalidInitialization");
  }
}

const outcomeOf = (decision: Decision): Outcome =>
  "refused" in decision
    ? { status: "fail", error: decision.refused }
    : { status: "ok", ...decision };

const readers: {
  readonly [W in Query["what"]]: (state: State, query: Extract<Query, { what: W }>) => Answer[W];
} = {
  deposit: (state, { depositId }) => at(state.deposits, depositId),
  withdrawal: (state, { withdrawalId }) => at(state.requests, withdrawalId),
  mailbox: (state, { withdrawalId }) => [...(state.mailboxes.get(withdrawalId)?.values() ?? [])],
  quorum: (state, { chain }) => ({
    quorum: state.sets[chain].quorum,
    validators: state.sets[chain].validators.length,
  }),
  balance: (state, { chain, account, token }) => `${balanceOf(state, chain, account, token)}`,
  vault: (state, { token }) => `${balanceOf(state, "mainchain", "vault", token)}`,
};

const at = <T>(list: readonly T[], id: Amount): T | null => list[Number(id)] ?? null;
