import { invert, mod, pow } from "@noble/curves/abstract/modular.js";
import { describe, expect, it } from "vitest";
import { exitsWorld } from "../../sim/agree/exits.world.ts";
import { blindKeyOf, modulusBytes } from "../../sim/bridge/blind-key.ts";
import { isSigned, noteOf, signBlinded } from "../../sim/bridge/note.ts";
import type { Hex } from "../../sim/core/accounts.ts";

const venue = "eth-mixer";
const { modulus, exponent } = blindKeyOf(exitsWorld.seed, "mixer-operator");

/** Two people's notes, two each, with what the mixer answers and what they make of it. */
const notes = ["alice", "bob"].flatMap((owner) =>
  [0, 1].map((index) => {
    const note = noteOf(exitsWorld, venue, owner, index, "outsider");
    const answer = signBlinded(exitsWorld, venue, note.blinded);
    return { note, answer, signature: note.unblind(answer) };
  }),
);

const times = (a: bigint, b: bigint): bigint => mod(a * b, modulus);

describe("a note", () => {
  it("is signed by what its owner makes of the mixer's answer, and by nothing else", () => {
    for (const { note, answer, signature } of notes) {
      expect(isSigned(exitsWorld, venue, note, signature)).toBe(true);
      expect(isSigned(exitsWorld, venue, note, answer)).toBe(false);
      expect(isSigned(exitsWorld, venue, { ...note, recipient: "bob" }, signature)).toBe(false);
      const longer: Hex = `${signature}00`;
      expect(isSigned(exitsWorld, venue, note, longer)).toBe(false);
      for (const other of notes)
        expect(isSigned(exitsWorld, venue, other.note, signature)).toBe(other.note === note);
    }
  });

  it("is another for each owner and number, the same each time, as long as the modulus", () => {
    const shown = notes.flatMap(({ note, signature }) => [note.serial, note.blinded, signature]);
    expect(new Set(shown).size).toBe(3 * notes.length);
    for (const { note } of notes) expect(note.blinded).toHaveLength(2 + 2 * modulusBytes);
    const again = noteOf(exitsWorld, venue, "alice", 0, "outsider");
    expect(again.blinded).toBe(notes[0]?.note.blinded);
  });

  it("could have been bought by any deposit: some blinding fits each of them", () => {
    for (const { signature } of notes)
      for (const { note, answer } of notes) {
        const factor = times(BigInt(answer), invert(BigInt(signature), modulus));
        const message = pow(BigInt(signature), exponent, modulus);
        expect(times(message, pow(factor, exponent, modulus))).toBe(BigInt(note.blinded));
      }
  });

  it("is signed with a key of its operator's, of 1,024 bits", () => {
    expect(modulus.toString(2)).toHaveLength(1_024);
    expect(blindKeyOf(exitsWorld.seed, "somebody").modulus).not.toBe(modulus);
    expect(blindKeyOf(exitsWorld.seed + 1, "mixer-operator").modulus).not.toBe(modulus);
  });
});
