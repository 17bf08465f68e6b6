import type { BackingAttestation } from "../bridge/model/guards/backing-attestation.ts";
import { balanceOf, uint256Max } from "../bridge/model/state.ts";
import type { Command, Signature, Withdrawal } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import { day } from "../core/time.ts";
import type { Amount } from "../core/units.ts";
import type { Pick, Walk } from "./draw.ts";
import { inOrder, spoil } from "./submission.ts";
import { edgesIn } from "./time.ts";
import { oneOf } from "./values.ts";

/**
 * A payment that is asked for at a gateway which has typed data signed: mostly one that is signed
 * by enough, of an amount at which an answer changes, or just beside.
 */
export function drawTypedSubmission(walk: Walk, pick: Pick): Command {
  const { world, state } = walk;
  const withdrawal = drawWithdrawal(walk, pick);
  const members = signersOf(state);
  const count = Math.max(0, enoughFor(walk, withdrawal, pick) + oneOf(pick, surplus));
  const first = pick(members.length || 1);
  const signers = [...members.slice(first), ...members.slice(0, first)].slice(0, count);
  const plain = inOrder(
    world,
    signers.map((signer): Signature => ({ signer, over: withdrawal, mode: 1, form: "plain" })),
  );
  return {
    verb: "submitWithdrawal",
    sender: oneOf(pick, ["outsider", "alice", "bob"]),
    withdrawal,
    signatures: pick(4) === 0 ? spoil(walk, pick, withdrawal, plain) : plain,
  };
}

/** Those who count; at a gateway that an upgrade left without any, whoever comes. */
function signersOf({ sets, v2 }: Walk["state"]): readonly string[] {
  const { validators } = sets.mainchain;
  const isBare = validators.length === 0 && v2?.upgrade?.isNext === true;
  return isBare ? ["outsider", "validator-1", "bob"] : validators;
}

const surplus = [0, 0, 0, 0, 0, 0, -1, 1, 2, 9];

/** How many signatures a withdrawal takes, as far as the gateway and its tiers say. */
function enoughFor({ state }: Walk, { token, amount }: Withdrawal, pick: Pick): number {
  const { quorum, validators } = state.sets.mainchain;
  const total = validators.length + (state.guarded?.vacant ?? 0);
  const least = requiredVotes(quorum, total);
  const high = state.v2?.limits.get(token)?.highTier ?? 0n;
  if (state.v2 !== null && high <= BigInt(amount))
    return requiredVotes(state.v2.highTierQuorum, total);
  const isTiered = state.guarded?.guards.some(({ name }) => isAboutSigners.has(name)) ?? false;
  return isTiered ? oneOf(pick, [least, least + 1, least + 2, 8, total]) : least;
}

const isAboutSigners = new Set(["tiered-quorum", "operator-cap"]);

function drawWithdrawal(walk: Walk, pick: Pick): Withdrawal {
  const { requests } = walk.state;
  const brought = broughtIn(walk);
  const kind = pick(20);
  if (kind === 0 && requests.length > 0) return inEpoch(walk, pick, oneOf(pick, requests));
  if (kind === 1 && brought.length > 0) return oneOf(pick, brought);
  const attested = attestedIn(walk);
  if (kind > 15 && attested.length > 0) return inEpoch(walk, pick, oneOf(pick, attested));
  const token = drawToken(walk, pick);
  const known = brought.map(({ id }) => id);
  // Of a request that was answered already, another content.
  const id = kind === 2 && known.length > 0 ? oneOf(pick, known) : `${1_000 + brought.length}`;
  const recipient = oneOf(pick, ["bob", "alice", "outsider", "bob", "alice", "refuser"]);
  return inEpoch(walk, pick, {
    id: id as Amount,
    token,
    recipient: pick(40) === 39 ? "nobody" : recipient,
    amount: amountAtEdge(walk, pick, token),
  });
}

/** Mostly a token that the vault has some of, or that is minted, and that the guards know. */
function drawToken(walk: Walk, pick: Pick): string {
  const { world, state } = walk;
  const payable = world.tokens.filter(
    ({ symbol, kind }) => kind === "minted" || balanceOf(state, "mainchain", "vault", symbol) > 0n,
  );
  const listed = payable.filter(({ symbol }) =>
    edgesIn(walk, symbol).every(({ isListed }) => isListed),
  );
  const from = listed.length > 0 && pick(6) > 0 ? listed : payable;
  return pick(12) > 0 && from.length > 0
    ? oneOf(pick, from).symbol
    : oneOf(pick, ["ETH", "USDC", "SLP", "GONE"]);
}

/** What watchers have attested and nobody has brought yet. */
function attestedIn({ state }: Walk): readonly Withdrawal[] {
  const guard = state.guarded?.guards.find(({ name }) => name === "backing-attestation");
  if (guard === undefined) return [];
  return [...(guard.state as BackingAttestation).said].flatMap(([key, content]) => {
    const [id = "0"] = key.split(" ");
    const [token = "", recipient = "", amount = "0"] = content.split(" ");
    const isNew = !state.guarded?.keyOfSource.has(id);
    return isNew ? [{ id: id as Amount, token, recipient, amount: amount as Amount }] : [];
  });
}

/** Returns a withdrawal in the present epoch, where there are any, or seldom in another. */
function inEpoch({ state }: Walk, pick: Pick, withdrawal: Withdrawal): Withdrawal {
  if (state.guarded === null) return withdrawal;
  const { epoch } = state.guarded;
  const odd = pick(24);
  const given = odd === 22 ? epoch - 1 : odd === 23 ? epoch + 1 : epoch;
  return given === 1 && pick(2) === 0 ? withdrawal : { ...withdrawal, epoch: given };
}

/** What was paid, held or ended, in the order in which it was brought. */
export function broughtIn({ state }: Walk): readonly Withdrawal[] {
  if (state.v2 !== null)
    return [...state.v2.submitted.values()].map(({ withdrawal }) => withdrawal);
  return [...(state.guarded?.entries.keys() ?? [])].map((key) => {
    const [id, token = "", recipient = "", amount, epoch] = key.split(" ");
    return {
      id: id as Amount,
      token,
      recipient,
      amount: amount as Amount,
      epoch: Number(epoch),
    };
  });
}

const uint128Max = 2n ** 128n - 1n;

/** An amount at which an answer changes, or just beside; or a small part of the vault. */
function amountAtEdge(walk: Walk, pick: Pick, token: string): Amount {
  const { state } = walk;
  const vault = balanceOf(state, "mainchain", "vault", token);
  const kind = pick(30);
  if (kind === 29) return `${oneOf(pick, [0n, uint256Max, uint128Max, uint128Max + 1n])}`;
  if (kind > 26) return `${beside(pick, vault)}`;
  if (kind > 14) return `${oneOf(pick, [1n, vault / 50n + 1n, vault / 7n + 1n, 9n])}`;
  const edges = [...limitsIn(walk, token), ...edgesIn(walk, token).flatMap((one) => one.amounts)];
  return `${edges.length === 0 ? beside(pick, vault / 3n) : beside(pick, oneOf(pick, edges))}`;
}

function beside(pick: Pick, edge: bigint): bigint {
  const value = edge + oneOf(pick, [0n, -1n, 1n, 0n]);
  return value < 1n ? 1n : value;
}

function limitsIn({ state, now }: Walk, token: string): readonly bigint[] {
  const limits = state.v2?.limits.get(token);
  if (limits === undefined) return [];
  const { highTier, locked, daily } = limits;
  const left = state.v2?.days.get(token);
  const today = left?.day === Math.floor(now / day) ? left.amount : 0n;
  return [highTier, locked, daily - today, daily];
}
