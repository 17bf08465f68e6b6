import { type Address, addressOf, type Hex, privateKeyOf } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { QuorumSet } from "./adapter.ts";

const seed = 1;
const noAddress: Address = `0x${"00".repeat(20)}`;

/** How many members there are, what each weighs, and how much is enough. */
export type Shape = { readonly weights: readonly bigint[]; readonly threshold: bigint };

/** Five of nine; and weights of which sums come to one below, exactly and one above what is enough. */
export const shapes = {
  votes: { weights: Array.from({ length: 9 }, () => 1n), threshold: 5n },
  weights: { weights: [1n, 1n, 2n, 3n, 5n, 8n], threshold: 11n },
} as const satisfies { readonly [name: string]: Shape };

export type ShapeName = keyof typeof shapes;

const keys = new Map<Address, Hex>();
const addresses = new Map<string, Address>();

/** Returns the address of the member of a number, or of somebody who never is one. */
function addressAt(kind: "member" | "stranger", number: number): Address {
  const name = `${kind}-${number}`;
  const known = addresses.get(name);
  if (known !== undefined) return known;
  const key = privateKeyOf(seed, name);
  const address = addressOf(key);
  keys.set(address, key);
  addresses.set(name, address);
  return address;
}

/** Returns the private key of somebody who signs. */
export function keyOf(signer: Address): Hex {
  const key = keys.get(signer);
  invariant(key, "Whoever signs was made by us.");
  return key;
}

const made = new Map<string, QuorumSet>();

/** Returns the set of a number: of the one before, its first member has gone, and one has come. */
export function setAt(name: ShapeName, number: number): QuorumSet {
  const known = made.get(`${name} ${number}`);
  if (known !== undefined) return known;
  const { weights, threshold } = shapes[name];
  const set = sorted(
    weights.map((weight, index) => ({ address: addressAt("member", number + index), weight })),
    threshold,
    number,
  );
  made.set(`${name} ${number}`, set);
  return set;
}

/** Returns a set of the same weights whose members never were any. */
export const strangersLike = ({ members, threshold, number }: QuorumSet): QuorumSet =>
  sorted(
    members.map(({ weight }, index) => ({ address: addressAt("stranger", index), weight })),
    threshold,
    number,
  );

const sorted = (members: QuorumSet["members"], threshold: bigint, number: number): QuorumSet => ({
  members: [...members].sort((a, b) => (a.address < b.address ? -1 : 1)),
  threshold,
  number,
});

/** Sets that no bridge may hand over to: with them nobody, or anybody, signs. */
export const badSets = [
  "no members",
  "no threshold",
  "too high a threshold",
  "a member twice",
  "a member without an address",
  "a member without weight",
] as const;

export type BadSet = (typeof badSets)[number];

/** Returns a set with one thing wrong with it. */
export function spoiled(set: QuorumSet, how: BadSet): QuorumSet {
  const { members } = set;
  const [first, second, ...others] = members;
  invariant(first && second, "A set has two members.");
  const total = weightOf(members);
  switch (how) {
    case "no members":
      return { ...set, members: [] };
    case "no threshold":
      return { ...set, threshold: 0n };
    case "too high a threshold":
      return { ...set, threshold: total + 1n };
    case "a member twice":
      return { ...set, members: [first, { ...second, address: first.address }, ...others] };
    case "a member without an address":
      return { ...set, members: [{ ...first, address: noAddress }, second, ...others] };
    case "a member without weight":
      return { ...set, members: [{ ...first, weight: 0n }, second, ...others] };
  }
}

export const weightOf = (members: QuorumSet["members"]): bigint =>
  members.reduce((sum, { weight }) => sum + weight, 0n);

export const totalOf = ({ members }: QuorumSet): bigint => weightOf(members);
