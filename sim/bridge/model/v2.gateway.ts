import type { Command } from "../port.ts";
import { notModeled } from "./gateway.ts";
import type { Decision, State } from "./state.ts";
import { changeMapping, changeOperators, switchGateway, updateQuorum } from "./v2.admin.ts";
import { deposit, sendEther, submitWithdrawal, unlock } from "./v2.ts";
import { initialize, updateProxyTo, upgradeToAndCall } from "./v2.upgrade.ts";

/** Decides what is asked of `RoninGatewayV2`, or of the enforcer that may pause it. */
export function atV2(state: State, command: Command, now: number): Decision {
  switch (command.verb) {
    case "deposit":
      return deposit(state, command);
    case "submitWithdrawal":
      return submitWithdrawal(state, command, now);
    case "unlock":
      return unlock(state, command);
    case "sendEther":
      return sendEther(state, command);
    case "pause":
    case "unpause":
      return switchGateway(state, command);
    case "addValidator":
    case "removeValidator":
      return changeOperators(state, command);
    case "updateQuorum":
      return updateQuorum(state, command);
    case "mapToken":
    case "clearMapToken":
      return changeMapping(state, command);
    case "updateProxyTo":
      return updateProxyTo(state, command);
    case "upgradeToAndCall":
      return upgradeToAndCall(state, command);
    case "initialize":
      return initialize(state, command);
    default:
      throw notModeled(state, command);
  }
}
