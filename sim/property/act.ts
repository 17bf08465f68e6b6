import type { Command } from "../bridge/port.ts";

/** A command that is to be carried out, by whom, and how many seconds after the one before it. */
export type Act = {
  readonly actor: string;
  readonly command: Command;
  /** One second unless something else is said: blocks of the same second have no order here. */
  readonly after?: number;
};

/** The parties of a draw, and the accounts whose keys each has beside that of its own name. */
export const party = {
  attacker: "attacker",
  validators: "validators",
  operators: "operators",
  relayer: "relayer",
} as const;
