import type { Command } from "../port.ts";
import { type Decision, refuse, type State } from "./state.ts";

type Of<V extends Command["verb"]> = Extract<Command, { verb: V }>;

const done: Decision = { result: {}, balances: [] };

/** Stops or starts a gateway, at once; the administrator only. */
export function switchGateway(state: State, command: Of<"pause"> | Of<"unpause">): Decision {
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
  command: Of<"addValidator"> | Of<"removeValidator">,
): Decision {
  const { verb, sender, chain, validator } = command;
  const set = state.sets[chain];
  const isMember = set.validators.includes(validator);
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
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
export function updateQuorum(state: State, command: Of<"updateQuorum">): Decision {
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
