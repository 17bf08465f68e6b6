import type { Signature, Withdrawal } from "../bridge/port.ts";
import type { Hex } from "../core/accounts.ts";
import type { History } from "./history.ts";
import { pick, type Trick } from "./move.ts";
import { strangers } from "./setting.ts";

type Named = Extract<Signature, { signer: string }>;
type Mode = Named["mode"];

/** Returns a signature as a wallet makes it. */
export const signatureOf = (signer: string, over: Withdrawal, mode: Mode = 1): Named => ({
  signer,
  over,
  mode,
  form: "plain",
});

/** Returns signatures by their signers' addresses, ascending, as V1 wants them. */
export function inOrder(
  { setting: { world } }: History,
  signatures: readonly Signature[],
): readonly Signature[] {
  const key = (signature: Signature) =>
    "signer" in signature ? (world.accounts[signature.signer] ?? "") : "~";
  return [...signatures].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

type Played = (
  list: readonly Signature[],
  at: number,
  history: History,
  over: Withdrawal,
) => readonly Signature[];

/** Returns a list with a signature after the place where the last one stands. */
const after = (list: readonly Signature[], at: number, item: Signature) => [
  ...list.slice(0, at + 1),
  item,
  ...list.slice(at + 1),
];

const replaced = (list: readonly Signature[], at: number, item: Signature) =>
  list.map((one, index) => (index === at ? item : one));

/** Does something to the named signature at a place; raw ones are left as they are. */
const named =
  (change: (item: Named, history: History) => Signature, isTwin: boolean): Played =>
  (list, at, history) => {
    const item = list[at];
    if (item === undefined || !("signer" in item)) return list;
    return (isTwin ? after : replaced)(list, at, change(item, history));
  };

const inForm =
  (form: Named["form"]) =>
  (item: Named): Signature => ({
    ...item,
    form: item.form === form ? "plain" : form,
  });

/** Only whoever has the key can sign under another prefix; anybody else leaves it. */
const inOtherMode = (item: Named, { setting }: History): Signature =>
  setting.stolen.includes(item.signer) ? { ...item, mode: ((item.mode + 1) % 3) as Mode } : item;

/** The same key's signature over a payment that differs in one field, if the key is there. */
const elsewhere: Played = (list, at, history, over) => {
  const item = list[at];
  const [first] = history.setting.stolen;
  if (item === undefined || !("signer" in item) || first === undefined) return list;
  const others: readonly Withdrawal[] = [
    { ...over, id: `${BigInt(over.id) === 0n ? 1n : BigInt(over.id) - 1n}` },
    { ...over, amount: `${BigInt(over.amount) + 1n}` },
    { ...over, recipient: over.recipient === "mule" ? "attacker" : "mule" },
    { ...over, token: over.token === "ETH" ? "USDC" : "ETH" },
  ];
  const signer = history.setting.stolen.includes(item.signer) ? item.signer : first;
  return replaced(list, at, signatureOf(signer, pick(others, at), item.mode));
};

/** A signature that an honest validator has posted for something else. */
const borrowed: Played = (list, at, history) => {
  const all = [...history.mailboxes.values()].flat();
  return all.length === 0 ? list : inOrder(history, [...list, pick(all, at)]);
};

const order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
const zeros = "0".repeat(64);
const one = `${"0".repeat(63)}1`;
const item = (mode: string, r: string, s: string, v: string): Hex => `0x${mode}${r}${s}${v}`;

/** Bytes that are nobody's signature: r or s of zero or of the group's order, v out of range. */
const garbage: readonly Hex[] = [
  item("01", zeros, zeros, "1b"),
  item("01", zeros, one, "1b"),
  item("01", one, zeros, "1c"),
  item("01", order, one, "1b"),
  item("01", one, order, "00"),
  item("01", one, one, "1d"),
  item("01", one, one, "02"),
  item("03", one, one, "1b"),
  item("ff", one, one, "ff"),
];

/**
 * Everything that can be done to a list of signatures; the place of a trick is its number. Those
 * with bytes that are nobody's signature come last.
 */
export const tricks: readonly { readonly name: string; readonly play: Played }[] = [
  { name: "again", play: named((same) => same, true) },
  { name: "v as 0 or 1", play: named(inForm("parity"), false) },
  { name: "again, v as 0 or 1", play: named(inForm("parity"), true) },
  { name: "n - s", play: named(inForm("mirrored"), false) },
  { name: "again, n - s", play: named(inForm("mirrored"), true) },
  { name: "other mode", play: named(inOtherMode, false) },
  { name: "again, other mode", play: named(inOtherMode, true) },
  { name: "again, apart", play: (list, at) => [...list, ...list.slice(at, at + 1)] },
  {
    name: "a stranger, in order",
    play: (list, at, history, over) =>
      inOrder(history, [...list, signatureOf(pick(strangers, at), over)]),
  },
  {
    name: "a stranger, last",
    play: (list, at, _history, over) => [...list, signatureOf(pick(strangers, at), over)],
  },
  { name: "over something else", play: elsewhere },
  { name: "an honest one for something else", play: borrowed },
  { name: "one left out", play: (list, at) => list.filter((_, index) => index !== at) },
  {
    name: "two swapped",
    play: (list, at) => {
      const [a, b] = [list[at], list[at + 1]];
      return a === undefined || b === undefined
        ? list
        : [...list.slice(0, at), b, a, ...list.slice(at + 2)];
    },
  },
  { name: "backwards", play: (list) => [...list].reverse() },
  { name: "everybody twice", play: (list) => list.flatMap((same) => [same, same]) },
  {
    name: "nobody's, first",
    play: (list, at) => [{ bytes: pick(garbage, at) }, ...list],
  },
  {
    name: "nobody's, in the middle",
    play: (list, at) => after(list, at, { bytes: pick(garbage, at + 3) }),
  },
  { name: "nobody's, last", play: (list, at) => [...list, { bytes: pick(garbage, at + 5) }] },
];

/** The number of tricks that keep to signatures of somebody's. */
export const wellFormedTricks = tricks.findIndex(({ name }) => name.startsWith("nobody's"));

/** Returns a list of signatures after tricks. */
export const withTricks = (
  list: readonly Signature[],
  played: readonly Trick[],
  history: History,
  over: Withdrawal,
): readonly Signature[] =>
  played.reduce(
    (before, { trick, at }) =>
      pick(tricks, trick).play(before, at % Math.max(before.length, 1), history, over),
    list,
  );
