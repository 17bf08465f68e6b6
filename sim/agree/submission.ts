import { balanceOf, isEnough } from "../bridge/model/state.ts";
import type { Command, Signature, Withdrawal, World } from "../bridge/port.ts";
import type { Hex } from "../core/accounts.ts";
import type { Amount } from "../core/units.ts";
import type { Pick, Walk } from "./draw.ts";
import { amountNear, oneOf } from "./values.ts";

type Named = Extract<Signature, { signer: string }>;

const strangers = ["outsider", "alice", "bob"] as const;

// Of mode 3, which there is none of; of v 29; and r, s and v all zero: nobody's.
const raw: readonly Hex[] = [
  `0x03${"11".repeat(64)}1b`,
  `0x01${"11".repeat(64)}1d`,
  `0x00${"00".repeat(65)}`,
  `0xff${"22".repeat(64)}00`,
];

/** A payment that is asked for, most often one that was requested and is signed by enough. */
export function drawSubmission(walk: Walk, pick: Pick): Command {
  const { world, state } = walk;
  const withdrawal = drawWithdrawal(walk, pick);
  const set = state.sets.mainchain;
  const enough = [...set.validators.keys(), set.validators.length].findIndex((votes) =>
    isEnough(set, votes),
  );
  const count = Math.max(0, enough + oneOf(pick, [0, 0, 0, 0, 0, -1, 1, 2]));
  const first = pick(set.validators.length || 1);
  const signers = [...set.validators.slice(first), ...set.validators.slice(0, first)];
  const mode = oneOf(pick, [1, 1, 0, 2] as const);
  const plain = signers
    .slice(0, count)
    .map((signer): Signature => ({ signer, over: withdrawal, mode, form: "plain" }));
  const signatures = spoil(walk, pick, withdrawal, inOrder(world, plain));
  return {
    verb: "submitWithdrawal",
    sender: oneOf(pick, strangers),
    withdrawal,
    signatures,
  };
}

/** A signature over a withdrawal of an id, by somebody. */
export function drawSignature(walk: Walk, pick: Pick, id: Amount): Named {
  const { state, world } = walk;
  const over = state.requests[Number(id)] ?? forged(walk, pick, id);
  return {
    signer: oneOf(pick, [...world.validators, "outsider"]),
    over,
    mode: oneOf(pick, [1, 0, 2] as const),
    form: oneOf(pick, ["plain", "parity", "mirrored"] as const),
  };
}

function drawWithdrawal(walk: Walk, pick: Pick): Withdrawal {
  const { requests, paid } = walk.state;
  const open = requests.filter(({ id }) => !paid.has(id));
  const kind = pick(10);
  if (kind < 7 && open.length > 0) return oneOf(pick, open);
  if (kind < 9 && requests.length > 0)
    return (
      oneOf(pick, paid.size > 0 ? requests.filter(({ id }) => paid.has(id)) : requests) ??
      oneOf(pick, requests)
    );
  const last = BigInt(requests.length);
  return forged(walk, pick, `${last + BigInt(pick(3))}`);
}

/** What nobody requested: as much as the vault holds, one more, one less, nothing, everything. */
function forged({ state }: Walk, pick: Pick, id: Amount): Withdrawal {
  const token = oneOf(pick, ["ETH", "USDC", "SLP", "ETH", "USDC", "GONE"]);
  const vault = balanceOf(state, "mainchain", "vault", token);
  const recipient = oneOf(pick, ["bob", "outsider", "refuser", "alice", "nobody", "bob"]);
  return { id, token, recipient, amount: amountNear(pick, vault) };
}

/** Leaves a list as it is, or does one thing to it that a forger or a fool would. */
export function spoil(
  { world }: Walk,
  pick: Pick,
  withdrawal: Withdrawal,
  signatures: readonly Signature[],
): readonly Signature[] {
  const place = pick(signatures.length || 1);
  const change = (other: (signature: Named) => Signature): readonly Signature[] =>
    signatures.map((signature, index) =>
      index === place && "signer" in signature ? other(signature) : signature,
    );
  const stranger: Signature = {
    signer: oneOf(pick, strangers),
    over: withdrawal,
    mode: 1,
    form: "plain",
  };
  switch (pick(21)) {
    case 9:
      return change((signature) => ({ ...signature, form: "parity" }));
    case 10:
      return change((signature) => ({ ...signature, form: "mirrored" }));
    case 11:
      return change((signature) => ({ ...signature, mode: signature.mode === 2 ? 0 : 2 }));
    case 12:
      return [...signatures].reverse();
    case 13:
      return signatures.flatMap((signature, index) =>
        index === place ? [signature, signature] : [signature],
      );
    case 14:
      return inOrder(world, [...signatures, stranger]);
    case 15:
      return [...signatures, stranger];
    case 16:
    case 20:
      return change((signature) => ({
        ...signature,
        form: oneOf(pick, ["plain", "parity", "mirrored"]),
        over: { ...signature.over, id: `${BigInt(signature.over.id) + 1n}` },
      }));
    case 17:
      return [
        ...signatures.slice(0, place),
        { bytes: oneOf(pick, raw) },
        ...signatures.slice(place),
      ];
    case 18:
      return [];
    case 19:
      return signatures.filter((_, index) => index !== place);
    default:
      return signatures;
  }
}

/** Returns signatures ascending by their signers' addresses. */
export const inOrder = (
  { accounts }: World,
  signatures: readonly Signature[],
): readonly Signature[] => {
  const key = (signature: Signature): string =>
    "signer" in signature ? (accounts[signature.signer] ?? "") : "";
  return [...signatures].sort((a, b) => (key(a) < key(b) ? -1 : 1));
};
