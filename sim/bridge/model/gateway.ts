import { InputError } from "../../core/errors.ts";
import type { Command } from "../port.ts";
import type { Decision, State } from "./state.ts";

/** Decides what is asked of a mainchain gateway, in a second. */
export type Gateway = (state: State, command: Command, now: number) => Decision;

/** Says that a gateway has nothing that a command could be. */
export const notModeled = ({ world }: State, { verb }: Command): InputError =>
  new InputError(
    `"${verb}" is not modelled for a mainchain gateway like ${world.contracts.gateway}.`,
  );
