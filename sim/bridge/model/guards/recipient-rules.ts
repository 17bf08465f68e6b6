import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, hold, refuse } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "recipient-rules" }>;

export type RecipientRules = {
  readonly refused: ReadonlySet<string>;
  readonly firstDelay: number;
  /** Recipients who were paid before. */
  readonly known: Set<string>;
};

/** Recipients on the list are refused; one who was never paid waits, once. */
export const recipientRules: GuardModel<Settings, RecipientRules> = {
  open: ({ refused, firstDelay }) => ({ refused: new Set(refused), firstDelay, known: new Set() }),
  assess: ({ refused, firstDelay, known }, { recipient, phase, heldSince, now }) => {
    if (refused.has(recipient)) return refuse("recipient refused", 0);
    const due = (phase === "submit" ? now : heldSince) + firstDelay;
    return known.has(recipient) || now >= due ? allow : hold("new recipient", due, due);
  },
  onPaid: ({ known }, { recipient }) => {
    known.add(recipient);
  },
};
