import type { BackingAttestation } from "../bridge/model/guards/backing-attestation.ts";
import type { Command, Withdrawal } from "../bridge/port.ts";
import type { Pick, Walk } from "./draw.ts";
import { broughtIn, drawTypedSubmission } from "./typed.ts";
import { oneOf } from "./values.ts";
import { users } from "./world.ts";

/** Asks for what is held; sometimes for what is not, or never was. */
function drawHeld(walk: Walk, pick: Pick, verb: "release" | "cancel" | "expire"): Command {
  const kind = pick(12);
  const from = kind > 0 ? heldIn(walk) : broughtIn(walk);
  if (from.length === 0) return drawTypedSubmission(walk, pick);
  const withdrawal = kind === 11 ? otherThan(oneOf(pick, from)) : oneOf(pick, from);
  const stranger = oneOf(pick, users);
  const sender = verb === "cancel" && pick(4) > 0 ? "canceller" : stranger;
  return { verb, sender, withdrawal };
}

/** The same withdrawal with a little more of it. */
const otherThan = (withdrawal: Withdrawal): Withdrawal => ({
  ...withdrawal,
  amount: `${BigInt(withdrawal.amount) / 2n + 1n}`,
});

export const drawRelease = (walk: Walk, pick: Pick): Command => drawHeld(walk, pick, "release");
export const drawCancel = (walk: Walk, pick: Pick): Command => drawHeld(walk, pick, "cancel");
export const drawExpire = (walk: Walk, pick: Pick): Command => drawHeld(walk, pick, "expire");

/** Asks for what V2 has locked; sometimes for what it has not. */
export function drawUnlock(walk: Walk, pick: Pick): Command {
  const { v2 } = walk.state;
  const brought = broughtIn(walk);
  const locked = brought.filter(({ id }) => v2?.locked.has(id));
  const kind = pick(12);
  const from = kind > 1 ? locked : brought;
  if (from.length === 0) return drawTypedSubmission(walk, pick);
  const found = oneOf(pick, from);
  const unknown = kind === 10 ? { ...found, id: "999" as const } : found;
  return {
    verb: "unlock",
    sender: pick(5) > 0 ? "unlocker" : oneOf(pick, users),
    withdrawal: kind === 11 ? otherThan(found) : unknown,
  };
}

/** Ends an epoch, in one of the ways in which that is done, or fails to. */
export function drawEpoch(walk: Walk, pick: Pick): Command {
  const { state, world } = walk;
  const kind = pick(3);
  const stranger = oneOf(pick, ["alice", "governor", "canceller", "responder"]);
  const epoch = (state.guarded?.epoch ?? 1) + oneOf(pick, [0, 0, 0, -1, 1]);
  if (kind === 0)
    return { verb: "cancelEpoch", sender: pick(4) > 0 ? "canceller" : stranger, epoch };
  const sender = pick(4) > 0 ? "responder" : stranger;
  if (kind === 1) {
    const signer = oneOf(pick, [...world.validators, "validator-1", "spare-1", "spare-2", "bob"]);
    return { verb: "replaceSigner", sender, signer };
  }
  const { numerator, denominator } = state.sets.mainchain.quorum;
  const quorum = oneOf(pick, [
    { numerator: numerator + 1, denominator },
    { numerator, denominator },
    { numerator: 0, denominator },
    { numerator: denominator + 1, denominator },
    { numerator: 4, denominator: 10 },
    { numerator: 0, denominator: 0 },
  ]);
  return { verb: "raiseQuorum", sender, quorum };
}

/** A watcher's word on what was brought, or will be; nothing of the kind where nobody listens. */
export function drawAttestation(walk: Walk, pick: Pick): Command {
  const guard = walk.state.guarded?.guards.find(({ name }) => name === "backing-attestation");
  if (guard === undefined) return drawTypedSubmission(walk, pick);
  const { watchers, said } = guard.state as BackingAttestation;
  const silentOn = ({ id }: Withdrawal) => watchers.filter((name) => !said.has(`${id} ${name}`));
  const open = heldIn(walk).slice(-3);
  const begun = open.filter((held) => silentOn(held).length < watchers.length);
  const submission = drawTypedSubmission(walk, pick);
  const next = submission.verb === "submitWithdrawal" ? [submission.withdrawal] : [];
  const kind = pick(6);
  const from = kind > 2 && begun.length > 0 ? begun : kind > 0 && open.length > 0 ? open : next;
  if (from.length === 0) return submission;
  const withdrawal = oneOf(pick, from);
  const silent = silentOn(withdrawal);
  const sender = oneOf(pick, pick(4) > 0 && silent.length > 0 ? silent : watchers);
  return {
    verb: "attest",
    sender: pick(12) === 11 ? "bob" : sender,
    withdrawal: pick(10) === 9 ? otherThan(withdrawal) : withdrawal,
  };
}

/** What is held, under whatever epoch. */
function heldIn(walk: Walk): readonly Withdrawal[] {
  const brought = broughtIn(walk);
  return [...(walk.state.guarded?.entries.values() ?? [])].flatMap(({ status }, index) =>
    status === "Held" ? (brought[index] ?? []) : [],
  );
}
