import { InputError } from "../../core/errors.ts";
import type { CommandOf } from "../port.ts";
import { bookOf } from "./guarded.rules.ts";
import { type BackingAttestation, say } from "./guards/backing-attestation.ts";
import { refuseRole } from "./roles.ts";
import { type Decision, done, refuse, type State } from "./state.ts";

/** Stops everything or a token, or starts it again, at once; what is done may be done again. */
export function switchGateway(
  state: State,
  { verb, sender, token }: CommandOf<"pause"> | CommandOf<"unpause">,
): Decision {
  const { pauser, unpauser } = bookOf(state).roles;
  const refused =
    verb === "pause"
      ? refuseRole(sender, "PAUSER", pauser)
      : refuseRole(sender, "UNPAUSER", unpauser);
  if (refused) return refused;
  if (token !== undefined) {
    const { pausedTokens } = bookOf(state);
    if (verb === "pause") pausedTokens.add(token);
    else pausedTokens.delete(token);
  } else if (verb === "pause") state.paused.add("mainchain");
  else state.paused.delete("mainchain");
  return done;
}

/** Takes a watcher's word on a request. */
export function attest(state: State, { sender, withdrawal }: CommandOf<"attest">): Decision {
  const guard = bookOf(state).guards.find(({ name }) => name === "backing-attestation");
  if (guard === undefined)
    throw new InputError("There is nothing to attest to: the stack has no backing-attestation.");
  const attestations = guard.state as BackingAttestation;
  if (!attestations.watchers.includes(sender)) return refuse("NotWatcher", { caller: sender });
  say(attestations, sender, { ...withdrawal, amount: BigInt(withdrawal.amount) });
  return done;
}
