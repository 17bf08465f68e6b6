import type { Command } from "../port.ts";
import { notModeled } from "./gateway.ts";
import { attest, switchGateway } from "./guarded.admin.ts";
import { cancel, cancelEpoch, expire } from "./guarded.end.ts";
import { raiseQuorum, replaceSigner } from "./guarded.quorum.ts";
import { deposit, release, sendEther, submitWithdrawal } from "./guarded.ts";
import type { Decision, State } from "./state.ts";

/** Decides what is asked of `GuardedGateway`, or of one of its guards. */
export function atGuarded(state: State, command: Command, now: number): Decision {
  switch (command.verb) {
    case "deposit":
      return deposit(state, command, now);
    case "submitWithdrawal":
      return submitWithdrawal(state, command, now);
    case "release":
      return release(state, command, now);
    case "cancel":
      return cancel(state, command);
    case "expire":
      return expire(state, command, now);
    case "cancelEpoch":
      return cancelEpoch(state, command);
    case "replaceSigner":
      return replaceSigner(state, command);
    case "raiseQuorum":
      return raiseQuorum(state, command);
    case "attest":
      return attest(state, command);
    case "sendEther":
      return sendEther(state, command);
    case "pause":
    case "unpause":
      return switchGateway(state, command);
    default:
      throw notModeled(state, command);
  }
}
