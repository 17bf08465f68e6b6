import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { recoverAddress, toHex } from "viem";
import { describe, expect, it } from "vitest";
import { agreementWorld as world } from "../../sim/agree/world.ts";
import { addressAt, addressUnder, signed } from "../../sim/bridge/model/curve.ts";
import { addressOf, privateKeyOf } from "../../sim/core/accounts.ts";
import { order } from "../../sim/core/curve.ts";

const signer = "validator-1";
const under = (made: Uint8Array, asked: Uint8Array) =>
  addressUnder(world, signer, { r: signed(world, signer, made).r, made, asked });
const address = addressOf(privateKeyOf(world.seed, signer));
const hashes = Array.from({ length: 12 }, (_, index) => keccak_256(utf8ToBytes(`hash ${index}`)));
const pairs = hashes.slice(1).map((asked, index) => ({ made: hashes[index] as Uint8Array, asked }));

/** r, s and the parity of an account's signature, in either of the two ways to write it. */
function written(hash: Uint8Array, isMirrored: boolean) {
  const { r, s, parity } = signed(world, signer, hash);
  const word = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
  return {
    rs: concatBytes(word(r), word(isMirrored ? order - s : s)),
    parity: isMirrored !== (parity === 1) ? (1 as const) : (0 as const),
  };
}

describe.each([false, true])("a signature, with the other s: %s", (isMirrored) => {
  it("is its signer's under what was signed", () => {
    for (const hash of hashes) {
      const { rs, parity } = written(hash, isMirrored);
      expect(addressAt(hash, rs, parity)).toBe(address);
      expect(under(hash, hash)).toBe(address);
    }
  });

  it("is under anything else whose recovery says it is, here and at viem", async () => {
    for (const { made, asked } of pairs) {
      const { rs, parity } = written(made, isMirrored);
      const found = under(made, asked);
      expect(found).not.toBe(address);
      expect(found).toBe(addressAt(asked, rs, parity));
      const signature = toHex(concatBytes(rs, Uint8Array.of(27 + parity)));
      const theirs = await recoverAddress({ hash: toHex(asked), signature });
      expect(found).toBe(theirs.toLowerCase());
    }
  });
});
