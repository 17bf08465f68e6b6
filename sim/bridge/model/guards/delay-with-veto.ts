import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, hold, refuse } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "delay-with-veto" }>;

export type DelayWithVeto = { readonly delay: number };

/** Every withdrawal waits, in which time it can be canceled; without a delay none is paid at all. */
export const delayWithVeto: GuardModel<Settings, DelayWithVeto> = {
  open: ({ delay }) => ({ delay }),
  assess: ({ delay }, { phase, heldSince, now }) => {
    if (delay === 0) return refuse("token not listed", 0);
    const due = (phase === "submit" ? now : heldSince) + delay;
    return phase === "release" && now >= due ? allow : hold("open to veto", due, due);
  },
};
