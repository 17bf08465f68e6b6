import type { Command } from "../port.ts";
import {
  changeMapping,
  changeMembers,
  switchGateway,
  updateContract,
  updateProxyTo,
  updateQuorum,
} from "./administration.ts";
import { notModeled } from "./gateway.ts";
import { deposit, sendEther, submitWithdrawal } from "./mainchain.ts";
import { type Decision, refuse, type State } from "./state.ts";

/** Decides what is asked of `RoninGatewayV1`, or of what it looks up. */
export function atV1(state: State, command: Command): Decision {
  switch (command.verb) {
    case "deposit":
      return deposit(state, command);
    case "submitWithdrawal":
      return submitWithdrawal(state, command);
    case "sendEther":
      return sendEther(state, command);
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
    case "updateProxyTo":
      return updateProxyTo(state, command);
    case "initialize":
      if (command.step !== undefined) throw notModeled(state, command);
      return refuse("InvalidInitialization");
    default:
      throw notModeled(state, command);
  }
}
