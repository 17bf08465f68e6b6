import {
  concat,
  getBytes,
  keccak256,
  SigningKey,
  solidityPackedKeccak256,
  toBeHex,
  toUtf8Bytes,
} from "ethers";
import { describe, expect, it } from "vitest";
import { roninCalldata } from "../../sim/scenario/facts.ts";
import { signersOf } from "../../sim/verify/signers.ts";

const key = new SigningKey(`0x${"11".repeat(32)}`);
const signer = "0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a";
const signed = {
  id: 7n,
  owner: `0x${"22".repeat(20)}`,
  token: `0x${"33".repeat(20)}`,
  amount: 10n ** 18n,
};
const inner = solidityPackedKeccak256(
  ["string", "uint256", "address", "address", "uint256"],
  ["withdrawERC20", signed.id, signed.owner, signed.token, signed.amount],
);
const groupOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** One item of the list: the mode, and a signature over what the mode makes of the digest. */
function item(mode: number, form: "plain" | "parity" | "mirrored" = "plain"): string {
  const prefixes = ["", "\x19Ethereum Signed Message:\n32", "\x19Ethereum Signed Message:\n\x20"];
  const prefix = toUtf8Bytes(prefixes[mode] ?? "");
  const { r, s, v } = key.sign(mode === 0 ? inner : keccak256(concat([prefix, getBytes(inner)])));
  const isMirrored = form === "mirrored";
  return concat([
    toBeHex(mode, 1),
    r,
    isMirrored ? toBeHex(groupOrder - BigInt(s), 32) : s,
    toBeHex(form === "parity" ? v - 27 : isMirrored ? 55 - v : v, 1),
  ]);
}

describe("signersOf", () => {
  it.each([0, 1, 2])("recovers the signer of mode %i", (mode) => {
    expect(signersOf(signed, item(mode))).toEqual([signer]);
  });

  it("takes v as 0 or 1, and the mirrored s", () => {
    expect(signersOf(signed, concat([item(1, "parity"), item(1, "mirrored")]))).toEqual([
      signer,
      signer,
    ]);
  });

  it("ignores bytes after the last whole item", () => {
    expect(signersOf(signed, concat([item(1), "0x0102"]))).toEqual([signer]);
    expect(signersOf(signed, "0x")).toEqual([]);
  });

  it("gives nobody for an unknown mode and for bytes that are no signature", () => {
    const nothing = concat(["0x01", `0x${"00".repeat(65)}`]);
    expect(signersOf(signed, concat([`0x03${item(1).slice(4)}`, nothing]))).toEqual([null, null]);
  });

  it("gives somebody else for another amount", () => {
    expect(signersOf({ ...signed, amount: 1n }, item(1))).not.toEqual([signer]);
  });

  it("recovers the five signers of each of the two real calls", () => {
    for (const { arguments: call, signatures } of roninCalldata.calls) {
      const { withdrawalId, user, token, amount, signatures: list } = call.value;
      const withdrawal = { id: BigInt(withdrawalId), owner: user, token, amount: BigInt(amount) };
      expect(signersOf(withdrawal, list)).toEqual(signatures.value.map(({ signer: who }) => who));
      expect(signatures.value).toHaveLength(5);
    }
  });
});
