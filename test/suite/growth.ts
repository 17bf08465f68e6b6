import { encodeAbiParameters, keccak256, numberToHex } from "viem";
import type { Chain } from "../../sim/bridge/hardhat/chain.ts";
import type { Address, Hex } from "../../sim/core/accounts.ts";

/** A running total, as `RollingSum` keeps it: what was added up to and with a second. */
export type Point = { readonly time: number; readonly total: bigint };

/** Where a `RollingSum` of a token stands in the storage of a contract. */
export type Place = { readonly contract: Address; readonly slot: bigint; readonly token: Address };

/** Where a value of a mapping stands. */
const slotIn = (key: Hex | bigint, mapping: bigint): bigint => {
  const type = typeof key === "bigint" ? "uint256" : "address";
  return BigInt(keccak256(encodeAbiParameters([{ type }, { type: "uint256" }], [key, mapping])));
};

const hex = (value: bigint): Hex => numberToHex(value, { size: 32 });

/** Writes a history of payments into a sum's storage, as if each had been committed. */
export async function preload(chain: Chain, place: Place, points: readonly Point[]): Promise<void> {
  for (const [slot, word] of wordsOf(place, points))
    await chain.request("hardhat_setStorageAt", [place.contract, numberToHex(slot), hex(word)]);
}

/** Reads what `preload` would have written, which is how the two are held against each other. */
export async function kept(
  chain: Chain,
  place: Place,
  points: readonly Point[],
): Promise<{ readonly wanted: readonly bigint[]; readonly found: readonly bigint[] }> {
  const words = wordsOf(place, points);
  const found: bigint[] = [];
  for (const [slot] of words) found.push(await chain.storageAt(place.contract, hex(slot)));
  return { wanted: words.map(([, word]) => word), found };
}

/** The count, then the points: the time in the low 64 bits, the total above it. */
function wordsOf({ slot, token }: Place, points: readonly Point[]): readonly [bigint, bigint][] {
  const sum = slotIn(token, slot);
  return [
    [sum, BigInt(points.length)],
    ...points.map(({ time, total }, index): [bigint, bigint] => [
      slotIn(BigInt(index), sum + 1n),
      (total << 64n) | BigInt(time),
    ]),
  ];
}

const account = `0x${"ab".repeat(20)}`;
const word = `0x${"00".repeat(32)}`;

/** A withdrawal as a gateway tells a guard of it, with nothing in it but token and amount. */
export const requestOf = (token: Address, amount: bigint) => ({
  withdrawal: {
    id: 0n,
    sourceChainId: 2020n,
    sourceRef: word,
    token,
    recipient: account,
    amount,
    epoch: 1n,
    deadline: 0n,
  },
  key: word,
  quorum: { signers: [], weights: [], weight: 0n, total: 0n, minimum: 0n },
  vault: { balance: 0n, held: 0n, isMintable: false },
  phase: 0,
  submitter: account,
  heldSince: 0n,
  notBefore: 0n,
});

/** Most slots that a gateway's own members take; the mapping of its entries is among them. */
const slots = 64n;

/**
 * Writes entries into a gateway's storage that are as the one that it holds, under other keys.
 *
 * @param key The hash of the withdrawal that it holds.
 */
export async function preloadEntries(
  chain: Chain,
  gateway: Address,
  key: Hex,
  count: number,
): Promise<void> {
  const at = (of: Hex, mapping: bigint): bigint =>
    BigInt(
      keccak256(encodeAbiParameters([{ type: "bytes32" }, { type: "uint256" }], [of, mapping])),
    );
  for (let mapping = 0n; mapping < slots; mapping += 1n) {
    const entry = at(key, mapping);
    const words = [
      await chain.storageAt(gateway, hex(entry)),
      await chain.storageAt(gateway, hex(entry + 1n)),
    ];
    // Alone among the mappings by key an entry has two words.
    if (words.some((word) => word === 0n)) continue;
    for (let index = 0; index < count; index += 1)
      for (const [offset, word] of words.entries()) {
        const slot = at(keccak256(hex(BigInt(index))), mapping) + BigInt(offset);
        await chain.request("hardhat_setStorageAt", [gateway, numberToHex(slot), hex(word)]);
      }
    return;
  }
  throw new Error("The gateway holds nothing under this key.");
}
