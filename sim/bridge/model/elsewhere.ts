import type { Command } from "../port.ts";
import { isOfMissingBridge } from "../venue.ts";
import {
  changeMapping,
  changeMembers,
  switchGateway,
  updateContract,
  updateQuorum,
} from "./administration.ts";
import { block, exchangeDeposit, exchangeWithdraw, returnBlocked } from "./exchange.ts";
import { mix, unmix } from "./mixer.ts";
import { swap } from "./pool.ts";
import {
  acknowledgeDeposit,
  postSignature,
  requestSignatureAgain,
  requestWithdrawal,
} from "./sidechain.ts";
import { type Decision, done, refuse, type State } from "./state.ts";
import { approve, freeze, mint, reissue, transfer } from "./tokens.ts";

/**
 * Decides what happens elsewhere than at the mainchain's gateway: on the sidechain, at a token, at a
 * venue, or nowhere at all; `null` when it is the gateway's to decide.
 */
export function decideElsewhere(state: State, command: Command): Decision | null {
  if (isOfMissingBridge(state.world, command)) return refuse("NoBridge", { verb: command.verb });
  return (
    decideAtToken(state, command) ?? decideAtVenue(state, command) ?? decideAside(state, command)
  );
}

function decideAtToken(state: State, command: Command): Decision | null {
  switch (command.verb) {
    case "freeze":
    case "unfreeze":
      return freeze(state, command);
    case "reissue":
      return reissue(state, command);
    case "mint":
      return mint(state, command);
    case "approve":
      return approve(state, command);
    case "transfer":
    case "transferFrom":
      return transfer(state, command);
    default:
      return null;
  }
}

function decideAtVenue(state: State, command: Command): Decision | null {
  switch (command.verb) {
    case "exchangeDeposit":
      return exchangeDeposit(state, command);
    case "exchangeWithdraw":
      return exchangeWithdraw(state, command);
    case "blockAccount":
    case "unblockAccount":
      return block(state, command);
    case "returnBlocked":
      return returnBlocked(state, command);
    case "swap":
      return swap(state, command);
    case "mix":
      return mix(state, command);
    case "unmix":
      return unmix(state, command);
    default:
      return null;
  }
}

function decideAside(state: State, command: Command): Decision | null {
  if ("chain" in command && command.chain === "sidechain") {
    const decision = administerSidechain(state, command);
    if (decision !== null) return decision;
  }
  switch (command.verb) {
    case "acknowledgeDeposit":
      return acknowledgeDeposit(state, command);
    case "requestWithdrawal":
      return requestWithdrawal(state, command);
    case "postSignature":
      return postSignature(state, command);
    case "requestSignatureAgain":
      return requestSignatureAgain(state, command);
    case "sign":
      return done;
    default:
      return null;
  }
}

function administerSidechain(state: State, command: Command): Decision | null {
  switch (command.verb) {
    case "pause":
    case "unpause":
      return switchGateway(state, command);
    case "addValidator":
    case "removeValidator":
      return changeMembers(state, command);
    case "updateQuorum":
      return updateQuorum(state, command);
    case "mapToken":
    case "clearMapToken":
      return changeMapping(state, command);
    case "updateContract":
      return updateContract(state, command);
    default:
      return null;
  }
}
