import { TypedDataEncoder } from "ethers";
import { decodeFunctionData, hashStruct, hashTypedData, keccak256, parseAbi, toBytes } from "viem";
import { describe, expect, test } from "vitest";
import type { Hex } from "../../sim/core/accounts.ts";
import { roninV2, roninV3 } from "../../sim/scenario/parameters.ts";
import { receiptTypes as types } from "../support/typed.ts";

const v2 = roninV2.inputs;
const v3 = roninV3.inputs;

const domain = {
  name: v2.domainName.value,
  version: v2.domainVersion.value,
  chainId: v2.chainId.value,
  verifyingContract: v2.gateway.value as Hex,
};

/** The receipt of 6 August 2024. */
const receipt = {
  id: BigInt(v3.receiptId.value),
  kind: 1,
  mainchain: {
    addr: v3.receiptRecipient.value as Hex,
    tokenAddr: v3.receiptToken.value as Hex,
    chainId: BigInt(v2.chainId.value),
  },
  ronin: {
    addr: v3.receiptRequester.value as Hex,
    tokenAddr: v3.receiptSidechainToken.value as Hex,
    chainId: BigInt(v2.sidechainChainId.value),
  },
  info: { erc: 0, id: 0n, quantity: BigInt(v3.receiptAmount.value) },
};

/** The least weight that is a share of all weight. */
const minimumOf = (
  { numerator, denominator }: { readonly numerator: number; readonly denominator: number },
  totalWeight: number,
): number => Math.ceil((numerator * totalWeight) / denominator);

describe("what operators sign", () => {
  test.each([
    ["Receipt", v2.receiptType.value, v2.receiptTypeHash.value],
    ["TokenInfo", v2.tokenInfoType.value, v2.tokenInfoTypeHash.value],
    ["TokenOwner", v2.tokenOwnerType.value, v2.tokenOwnerTypeHash.value],
  ])("has the type hash of %s", (name, type, hash) => {
    expect(TypedDataEncoder.from(types).encodeType(name)).toBe(type);
    expect(keccak256(toBytes(type))).toBe(hash);
  });

  test("has the separator of the real gateway", () => {
    expect(TypedDataEncoder.hashDomain(domain)).toBe(v2.domainSeparator.value);
  });

  test("has the hashes of the receipt of 6 August 2024", () => {
    expect(hashStruct({ data: receipt, primaryType: "Receipt", types })).toBe(v3.receiptHash.value);
    expect(TypedDataEncoder.hashStruct("Receipt", types, receipt)).toBe(v3.receiptHash.value);
    expect(hashTypedData({ domain, types, primaryType: "Receipt", message: receipt })).toBe(
      v3.receiptDigest.value,
    );
    expect(TypedDataEncoder.hash(domain, types, receipt)).toBe(v3.receiptDigest.value);
  });
});

describe("the limits", () => {
  test.each([
    ["2022", v2],
    ["2024", v3],
  ])("of %s have their tiers in order, below the limit of the day", (_, inputs) => {
    for (const token of ["ETH", "USDC"] as const) {
      const [highTier, locked, day] = [
        BigInt(inputs[`highTierFrom.${token}`].value),
        BigInt(inputs[`lockedFrom.${token}`].value),
        BigInt(inputs[`dailyLimit.${token}`].value),
      ];
      expect(highTier).toBeLessThan(locked);
      expect(locked).toBeLessThan(day);
    }
  });

  test("of 2022 are in the same proportion for ether and dollars", () => {
    for (const token of ["ETH", "USDC"] as const) {
      const highTier = BigInt(v2[`highTierFrom.${token}`].value);
      expect(BigInt(v2[`lockedFrom.${token}`].value)).toBe(highTier * 10n);
      expect(BigInt(v2[`dailyLimit.${token}`].value)).toBe(highTier * 50n);
    }
  });

  test("of 2024 held the receipt of 6 August below the locked tier and the day", () => {
    const amount = BigInt(v3.receiptAmount.value);
    expect(amount).toBeGreaterThan(BigInt(v3["highTierFrom.ETH"].value));
    expect(amount).toBeLessThan(BigInt(v3["lockedFrom.ETH"].value));
    expect(amount).toBeLessThan(BigInt(v3["dailyLimit.ETH"].value));
  });
});

describe("the quorums", () => {
  test("need seven of the nine operators, and all of them for the high tier", () => {
    const total = v2.operators.value * v2.operatorWeight.value;
    const keysOf = (minimum: number) => Math.ceil(minimum / v2.operatorWeight.value);
    expect(keysOf(minimumOf(v2.quorum.value, total))).toBe(7);
    expect(keysOf(minimumOf(v2.highTierQuorum.value, total))).toBe(9);
  });

  test("give the minimum weights that the repair of 2024 tested", () => {
    expect(v3.operators.value * v3.operatorWeight.value).toBe(v3.totalWeight.value);
    expect(minimumOf(v3.quorum.value, v3.totalWeight.value)).toBe(v3.minimumWeight.value);
    expect(minimumOf(v3.highTierQuorum.value, v3.totalWeight.value)).toBe(
      v3.highTierMinimumWeight.value,
    );
  });
});

test("the upgrade of 2024 called step 4 of the initialization", () => {
  const abi = parseAbi([
    "function upgradeToAndCall(address,bytes)",
    "function initializeV4(address)",
  ]);
  const upgrade = decodeFunctionData({ abi, data: v3.upgradeCall.value as Hex });
  expect(upgrade.functionName).toBe("upgradeToAndCall");
  const step = decodeFunctionData({ abi, data: upgrade.args[1] as Hex });
  expect(step.functionName).toBe("initializeV4");
});
