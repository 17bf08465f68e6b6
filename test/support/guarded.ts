import type { Command, Outcome, Withdrawal, World } from "../../sim/bridge/port.ts";
import type { GuardedSettings, GuardSettings } from "../../sim/bridge/settings.ts";
import { bridgeOf, dollars, ether, smallWorld } from "./small.ts";

export const hour = 3_600;
export const day = 24 * hour;

/** An empty stack, and a person for each role. */
export const settings: GuardedSettings = {
  looseningDelay: 2 * day,
  maxHold: 7 * day,
  roles: {
    governor: ["governor"],
    pauser: ["pauser"],
    unpauser: ["unpauser"],
    canceller: ["canceller"],
    responder: ["responder"],
  },
  spares: { "v-1": "spare-1", "v-2": "spare-2" },
  guards: [],
};

export const people = [
  ...["governor", "pauser", "unpauser", "canceller", "responder"],
  ...["spare-1", "spare-2", "watcher-1", "watcher-2"],
];

/** Returns the small world with a stack of guards. */
export const guardedBy = (...guards: readonly GuardSettings[]): World =>
  smallWorld("GuardedGateway", people, { guarded: { ...settings, guards } });

/** Opens a gateway with a stack of guards, and a vault with a hundred of ether and of dollars. */
export const open = (...guards: readonly GuardSettings[]) =>
  bridgeOf(guardedBy(...guards), { ETH: ether(100), USDC: dollars(100) });

export const delay: GuardSettings = { guard: "delay-with-veto", delay: hour };

export const about =
  <V extends "release" | "cancel" | "expire" | "attest">(verb: V, sender = "passer-by") =>
  (withdrawal: Withdrawal): Command =>
    ({ verb, sender, withdrawal }) as Command;

export const release = about("release");
export const expire = about("expire");
export const cancel = about("cancel", "canceller");

/** What a submission answers that is held. */
export const held = (args: {
  readonly notBefore: number;
  readonly guard: string;
  readonly reason: string;
  readonly tripped?: boolean;
}): Outcome => ({
  status: "info",
  error: {
    name: "Held",
    args: { ...args, notBefore: `${args.notBefore}`, tripped: `${args.tripped ?? false}` },
  },
});
