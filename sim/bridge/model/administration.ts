import { InputError } from "../../core/errors.ts";
import type { CommandOf } from "../port.ts";
import { type Decision, isNobody, refuse, type State } from "./state.ts";

const done: Decision = { result: {}, balances: [] };

/** Stops or starts a gateway, at once; the administrator only. */
export function switchGateway(
  state: State,
  command: CommandOf<"pause"> | CommandOf<"unpause">,
): Decision {
  const { verb, sender, chain } = command;
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (verb === "pause" && state.paused.has(chain)) return refuse("EnforcedPause");
  if (verb === "unpause" && !state.paused.has(chain)) return refuse("ExpectedPause");
  if (verb === "pause") state.paused.add(chain);
  else state.paused.delete(chain);
  return done;
}

/** Changes who is a validator, at once; the administrator only. */
export function changeMembers(
  state: State,
  command: CommandOf<"addValidator"> | CommandOf<"removeValidator">,
): Decision {
  const { verb, sender, chain, validator } = command;
  const set = state.sets[chain];
  const isMember = set.validators.includes(validator);
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (verb === "addValidator" && isNobody(state, validator)) return refuse("ZeroAddress");
  if (verb === "addValidator" && isMember) return refuse("AlreadyValidator", { validator });
  if (verb === "removeValidator" && !isMember)
    return refuse("NotValidator", { account: validator });
  set.validators =
    verb === "addValidator"
      ? [...set.validators, validator]
      : set.validators.filter((name) => name !== validator);
  return done;
}

/** Changes the share of the validators that is enough, at once; the administrator only. */
export function updateQuorum(state: State, command: CommandOf<"updateQuorum">): Decision {
  const { sender, chain, quorum } = command;
  const { numerator, denominator } = quorum;
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (numerator > denominator)
    return refuse("QuorumAboveOne", {
      numerator: `${numerator}`,
      denominator: `${denominator}`,
    });
  state.sets[chain].quorum = quorum;
  return done;
}

/** Pairs a token with its counterpart in a registry, or parts them; the administrator only. */
export function changeMapping(
  state: State,
  { verb, sender, chain, token }: CommandOf<"mapToken"> | CommandOf<"clearMapToken">,
): Decision {
  const key = `${chain} ${token}`;
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (verb === "clearMapToken" && state.missing.has(key))
    return refuse("TokenNotMapped", { token });
  if (verb === "mapToken") state.missing.delete(key);
  else state.missing.add(key);
  return done;
}

/** Names a contract in a registry, or takes the name away; the administrator only. */
export function updateContract(
  state: State,
  { sender, chain, name, isSet }: CommandOf<"updateContract">,
): Decision {
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (isSet) state.missing.delete(`${chain} ${name}`);
  else state.missing.add(`${chain} ${name}`);
  return done;
}

/** Puts other code behind the mainchain proxy, where there is code; the administrator only. */
export function updateProxyTo(
  state: State,
  { sender, account }: CommandOf<"updateProxyTo">,
): Decision {
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (account === null) return done;
  if (state.world.refusesEther?.includes(account))
    throw new InputError(`The model knows no gateway with the code of "${account}".`);
  return refuse("ERC1967InvalidImplementation", { implementation: account });
}
