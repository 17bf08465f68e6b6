import { keccak256, numberToHex } from "viem";
import type { Chain } from "../../sim/bridge/hardhat/chain.ts";
import type { Address, Hex } from "../../sim/core/accounts.ts";

/** A running total, as `RollingSum` keeps it: what was added up to and with a second. */
export type Point = { readonly time: number; readonly total: bigint };

/** Where a `RollingSum` of a token stands in the storage of a contract. */
export type Place = { readonly contract: Address; readonly slot: bigint; readonly token: Address };

const hex = (value: bigint): Hex => numberToHex(value, { size: 32 });
const digits = (value: bigint): string => value.toString(16).padStart(64, "0");

/** Where a value of a mapping stands; a key is a word, or an address before which zeros stand. */
const slotIn = (key: Hex | bigint, mapping: bigint): bigint =>
  BigInt(keccak256(`0x${digits(BigInt(key))}${digits(mapping)}`));

type Word = readonly [slot: bigint, word: bigint];

/**
 * Code that stores what it is called with, pairs of a slot and a word: PUSH0, and then as long as
 * there is more, SSTORE of the word 32 bytes on at the slot here, and 64 bytes on.
 */
const storing = "0x5f5b80361460165780602001358135556040016001565b00";

/** More are not stored at once: each takes some 23,000 units of a transaction's gas. */
const most = 600;

/**
 * Writes words into a contract's storage, with other code in its place meanwhile: a request for
 * each word would take ten times as long.
 */
async function store(chain: Chain, contract: Address, words: readonly Word[]): Promise<void> {
  const code = (await chain.request("eth_getCode", [contract, "latest"])) as Hex;
  const block = await chain.request("eth_getBlockByNumber", ["latest", false]);
  const at = Number((block as { readonly timestamp: string }).timestamp);
  await chain.setCode(contract, storing);
  for (let from = 0; from < words.length; from += most) {
    const some = words.slice(from, from + most);
    const data: Hex = `0x${some.map(([slot, word]) => digits(slot) + digits(word)).join("")}`;
    const { reverted } = await chain.sendAs({ from: account, to: contract, data }, at);
    if (reverted !== null) throw new Error("What is written down is not stored.");
  }
  await chain.setCode(contract, code);
}

/** Writes a history of payments into a sum's storage, as if each had been committed. */
export const preload = (chain: Chain, place: Place, points: readonly Point[]): Promise<void> =>
  store(chain, place.contract, wordsOf(place, points));

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
function wordsOf({ slot, token }: Place, points: readonly Point[]): readonly Word[] {
  const sum = slotIn(token, slot);
  return [
    [sum, BigInt(points.length)],
    ...points.map(
      ({ time, total }, index): Word => [
        slotIn(BigInt(index), sum + 1n),
        (total << 64n) | BigInt(time),
      ],
    ),
  ];
}

const account: Hex = `0x${"ab".repeat(20)}`;
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
  for (let mapping = 0n; mapping < slots; mapping += 1n) {
    const entry = slotIn(key, mapping);
    const words = [
      await chain.storageAt(gateway, hex(entry)),
      await chain.storageAt(gateway, hex(entry + 1n)),
    ];
    // Alone among the mappings by key an entry has two words.
    if (words.some((word) => word === 0n)) continue;
    const entries = Array.from({ length: count }, (_, index) =>
      words.map((word, offset): Word => {
        const slot = slotIn(keccak256(hex(BigInt(index))), mapping) + BigInt(offset);
        return [slot, word];
      }),
    );
    await store(chain, gateway, entries.flat());
    return;
  }
  throw new Error("The gateway holds nothing under this key.");
}
