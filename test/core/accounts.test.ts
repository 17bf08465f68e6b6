import { Wallet } from "ethers";
import { privateKeyToAccount } from "viem/accounts";
import { expect, it } from "vitest";
import { addressOf, privateKeyOf } from "../../sim/core/accounts.ts";

it("makes the addresses that viem and ethers make of the same keys", () => {
  for (const name of ["admin", "sky-mavis-1", "user-07"]) {
    const key = privateKeyOf(1, name);
    expect(addressOf(key)).toBe(privateKeyToAccount(key).address.toLowerCase());
    expect(addressOf(key)).toBe(new Wallet(key).address.toLowerCase());
  }
});

it("gives each seed and each name a key of its own, the same every time", () => {
  const keys = [1, 2].flatMap((seed) => ["a", "b"].map((name) => privateKeyOf(seed, name)));
  expect(new Set(keys).size).toBe(4);
  expect(privateKeyOf(1, "a")).toBe(keys[0]);
});
