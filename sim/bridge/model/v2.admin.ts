import type { CommandOf } from "../port.ts";
import { type Decision, done, isNobody, refuse, type State } from "./state.ts";
import { bookOf } from "./v2.ts";

/**
 * Stops or starts the gateway, at once: the administrator itself, a pauser by way of the enforcer,
 * which starts only what one of the pausers has stopped.
 */
export function switchGateway(
  state: State,
  { verb, sender }: CommandOf<"pause"> | CommandOf<"unpause">,
): Decision {
  const v2 = bookOf(state);
  const isAdmin = sender === state.world.admin;
  const isPauser = !isAdmin && v2.pausers.includes(sender);
  if (!isPauser && !isAdmin) return refuse("NotPauser", { caller: sender });
  if (isPauser && verb === "unpause" && !v2.isEmergency) return refuse("NoEmergency");
  const isPaused = state.paused.has("mainchain");
  if (verb === "pause" && isPaused) return refuse("EnforcedPause");
  if (verb === "unpause" && !isPaused) return refuse("ExpectedPause");
  if (isPauser) v2.isEmergency = verb === "pause";
  if (verb === "pause") state.paused.add("mainchain");
  else state.paused.delete("mainchain");
  return done;
}

/** Replaces all operators by them and another, or all but one; the administrator only. */
export function changeOperators(
  state: State,
  { verb, sender, validator }: CommandOf<"addValidator"> | CommandOf<"removeValidator">,
): Decision {
  const set = state.sets.mainchain;
  const isOperator = set.validators.includes(validator);
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (verb === "addValidator" && isNobody(state, validator)) return refuse("ZeroAddress");
  if (verb === "addValidator" && isOperator)
    return refuse("AlreadyOperator", { account: validator });
  const others = set.validators.filter((name) => name !== validator);
  set.validators = verb === "addValidator" ? [...others, validator] : others;
  return done;
}

/** Sets the ordinary quorum beside that of the high tier; the administrator only. */
export function updateQuorum(
  state: State,
  { sender, quorum }: CommandOf<"updateQuorum">,
): Decision {
  const { highTierQuorum: high } = bookOf(state);
  const { numerator, denominator } = quorum;
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (numerator > denominator)
    return refuse("QuorumAboveOne", {
      numerator: `${numerator}`,
      denominator: `${denominator}`,
    });
  if (BigInt(numerator) * BigInt(high.denominator) > BigInt(high.numerator) * BigInt(denominator))
    return refuse("HighTierBelowQuorum", {
      highTierQuorum: `${high.numerator}/${high.denominator}`,
      quorum: `${numerator}/${denominator}`,
    });
  state.sets.mainchain.quorum = quorum;
  return done;
}

/** Pairs a token with its counterpart, or parts them; the administrator only. */
export function changeMapping(
  state: State,
  { verb, sender, token }: CommandOf<"mapToken"> | CommandOf<"clearMapToken">,
): Decision {
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (verb === "mapToken") state.missing.delete(`mainchain ${token}`);
  else state.missing.add(`mainchain ${token}`);
  return done;
}
