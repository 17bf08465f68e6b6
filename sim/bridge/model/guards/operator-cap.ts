import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, refuse } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "operator-cap" }>;

export type OperatorCap = {
  readonly cap: number;
  /** By signer. */
  readonly operators: ReadonlyMap<string, string>;
};

/**
 * However many keys an operator runs, they count for no more than the cap, and keys that nobody is
 * known to run for nothing; the gateway's own minimum must still be reached.
 */
export const operatorCap: GuardModel<Settings, OperatorCap> = {
  open: ({ operators, cap }) => ({ cap, operators: new Map(Object.entries(operators)) }),
  assess: ({ cap, operators }, { quorum }) => {
    const keys = new Map<string, number>();
    for (const signer of quorum.signers) {
      const operator = operators.get(signer);
      if (operator !== undefined) keys.set(operator, (keys.get(operator) ?? 0) + 1);
    }
    let counted = 0;
    for (const count of keys.values()) counted += Math.min(count, cap);
    return counted >= quorum.minimum ? allow : refuse("too few operators", 0);
  },
};
