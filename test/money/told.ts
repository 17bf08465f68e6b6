import { expect } from "vitest";
import { exitsWorld } from "../../sim/agree/exits.world.ts";
import { noteOf, signBlinded } from "../../sim/bridge/note.ts";
import type { Command } from "../../sim/bridge/port.ts";
import type { Amount } from "../../sim/core/units.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { stepsOf } from "../../sim/trace/trace.ts";
import { type Told, toldHeist } from "./drawn.ts";

export const pay = (sender: string, recipient: string, token: string, amount: Amount): Command => ({
  verb: "transfer",
  sender,
  chain: "mainchain",
  token,
  recipient,
  amount,
});
export const sell = (sender: string, venue: string, token: string, amount: Amount): Command => ({
  verb: "swap",
  sender,
  venue,
  token,
  amount,
  least: "0",
});
export const bring = (sender: string, owner: string, token: string, amount: Amount): Command => ({
  verb: "exchangeDeposit",
  sender,
  venue: "bourse",
  owner,
  token,
  amount,
});
export const freeze = (account: string): Command => ({
  verb: "freeze",
  sender: "tether",
  token: "USDT",
  account,
});
export const block = (account: string): Command => ({
  verb: "blockAccount",
  sender: "exchange-operator",
  venue: "bourse",
  account,
});

/** Bob pays a mixer, and outsider is paid by it. */
export function mixing(): readonly Told[] {
  const venue = "usdt-mixer";
  const note = noteOf(exitsWorld, venue, "bob", 0, "outsider");
  const signature = note.unblind(signBlinded(exitsWorld, venue, note.blinded));
  const { serial, recipient } = note;
  return [
    ["thief", { verb: "mix", sender: "bob", venue, blinded: note.blinded }],
    ["thief", { verb: "unmix", sender: "outsider", venue, recipient, serial, signature }],
  ];
}

/** Every step goes through, or the story is not what it says. */
export function heist(...told: readonly Told[]): Trace {
  const trace = toldHeist(exitsWorld, told);
  expect(stepsOf(trace).filter(({ status }) => status !== "ok")).toEqual([]);
  return trace;
}
