import { keccak256, recoverAddress, stringToHex } from "viem";
import { describe, expect, it } from "vitest";
import { memoizedSigner } from "../../sim/bridge/hardhat/signing.ts";
import { tableSigner } from "../../sim/bridge/hardhat/table-signing.ts";
import { addressOf, type Hex, privateKeyOf } from "../../sim/core/accounts.ts";

const digests = Array.from({ length: 600 }, (_, index) =>
  keccak256(stringToHex(`digest ${index}`)),
);
const names = ["validator-1", "validator-2", "stranger"] as const;
const sign = tableSigner();
const wallet = memoizedSigner();

/** Whose 65 bytes of r, s and v are. */
const recovered = async (hash: Hex, item: Hex): Promise<string> =>
  (await recoverAddress({ hash, signature: `0x${item.slice(4)}` })).toLowerCase();

describe("a signature with a nonce from the table", () => {
  it("is its signer's, whichever nonce it is", async () => {
    for (const [index, digest] of digests.entries()) {
      const name = names[index % 3] ?? "stranger";
      const item = await sign(9, name, digest, 1, "plain");
      expect(await recovered(digest, item)).toBe(addressOf(privateKeyOf(9, name)));
    }
  });

  it("has the lower s, and mirrored the higher, which is its signer's as well", async () => {
    const half = 2n ** 255n - 1n;
    for (const digest of digests.slice(0, 50)) {
      const [plain, mirrored] = [
        await sign(9, "validator-1", digest, 0, "plain"),
        await sign(9, "validator-1", digest, 0, "mirrored"),
      ];
      expect(BigInt(`0x${plain.slice(68, 132)}`) < half).toBe(true);
      expect(BigInt(`0x${mirrored.slice(68, 132)}`) > 2n ** 254n).toBe(true);
      expect(await recovered(digest, mirrored)).toBe(await recovered(digest, plain));
    }
  });

  it("is written as the wallets' are: mode first, v last, as 27 or 28, or as 0 or 1", async () => {
    const [digest] = digests as [Hex];
    for (const form of ["plain", "parity"] as const) {
      const [ours, theirs] = [
        await sign(9, "validator-1", digest, 2, form),
        await wallet(9, "validator-1", digest, 2, form),
      ];
      expect(ours.length).toBe(theirs.length);
      expect(ours.slice(0, 4)).toBe(theirs.slice(0, 4));
      expect([0, 1]).toContain(Number(`0x${ours.slice(132)}`) - (form === "plain" ? 27 : 0));
    }
  });

  it("is the same each time", async () => {
    const [digest] = digests as [Hex];
    expect(await tableSigner()(9, "validator-1", digest, 1, "plain")).toBe(
      await sign(9, "validator-1", digest, 1, "plain"),
    );
  });
});
