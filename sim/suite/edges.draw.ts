import type { Draw, Drawing, Pick, Walk } from "../agree/draw.ts";
import type { Drawers } from "../agree/drawers.ts";
import { edgesIn } from "../agree/time.ts";
import { oneOf } from "../agree/values.ts";
import type { Command, Withdrawal, World } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import { hour } from "../core/time.ts";
import { drawSigned } from "./again.draw.ts";

/** Changes what a submission is about, and has the same people sign that. */
function about(command: Command, change: (withdrawal: Withdrawal) => Withdrawal): Command {
  if (command.verb !== "submitWithdrawal") return command;
  const withdrawal = change(command.withdrawal);
  const signatures = command.signatures.map((one) =>
    "signer" in one ? { ...one, over: withdrawal } : one,
  );
  return { ...command, withdrawal, signatures };
}

/** Half of a withdrawal, and one more, by as few as may sign: two are above what the whole is. */
function drawHalf(walk: Walk, pick: Pick): Command {
  const command = about(drawSigned(walk, pick), (withdrawal) => ({
    ...withdrawal,
    amount: `${BigInt(withdrawal.amount) / 2n + 1n}`,
  }));
  if (command.verb !== "submitWithdrawal") return command;
  const { quorum, validators } = walk.state.sets.mainchain;
  const least = requiredVotes(quorum, validators.length + (walk.state.guarded?.vacant ?? 0));
  return { ...command, signatures: command.signatures.slice(0, Math.max(1, least)) };
}

/** A token that every guard lists. */
function listedIn(walk: Walk, pick: Pick): string | undefined {
  const listed = walk.world.tokens.filter(({ symbol }) =>
    edgesIn(walk, symbol).every(({ isListed }) => isListed),
  );
  return listed.length === 0 ? undefined : oneOf(pick, listed).symbol;
}

/** The lowest amount at which an answer about a token changes. */
function roomIn(walk: Walk, token: string): bigint {
  const rooms = edgesIn(walk, token).flatMap(({ amounts }) => amounts.filter((one) => one > 0n));
  return rooms.reduce((least, one) => (one < least ? one : least), rooms[0] ?? 1n);
}

/** Brings a little in, or takes out all that there is room for: who goes in and out again. */
const drawRound: Draw = (walk, pick) => {
  const token = listedIn(walk, pick);
  if (token === undefined) return drawSigned(walk, pick);
  const sender = oneOf(pick, ["alice", "bob"]);
  if (pick(3) === 0)
    return { verb: "deposit", sender, owner: sender, token, amount: oneOf(pick, ["100", "300"]) };
  const amount: `${bigint}` = `${roomIn(walk, token)}`;
  return about(drawSigned(walk, pick), (withdrawal) => ({ ...withdrawal, token, amount }));
};

/** Rings the bell with a little too much; or has it lifted, where it was rung. */
const drawAlarm: Draw = (walk, pick) => {
  const [stopped] = walk.state.guarded?.pausedTokens ?? [];
  if (stopped !== undefined)
    return { verb: "unpause", sender: "unpauser", chain: "mainchain", token: stopped };
  const token = listedIn(walk, pick);
  if (token === undefined) return drawSigned(walk, pick);
  const amount: `${bigint}` = `${roomIn(walk, token) + 1n}`;
  return about(drawSigned(walk, pick), (withdrawal) => ({ ...withdrawal, token, amount }));
};

/** A minute, or at once a quarter of a day. */
export const hurried: NonNullable<Drawing["pause"]> = (_walk, pick) =>
  pick(10) === 0 ? 6 * hour : 60;

/** Guards that treat a large withdrawal otherwise than a small one. */
const tiered = new Set<string>(["tiered-quorum", "pause-guardian", "sliding-window"]);
/** Guards at which a deposit makes room. */
const net = new Set<string>(["net-flow-epoch", "circuit-breaker"]);
const alarmed = new Set<string>(["circuit-breaker"]);

/** What goes round a limit, or comes up to it. */
export const edgeDrawers = ({ roninV2, guarded }: World): Drawers => {
  const has = (names: ReadonlySet<string>) =>
    guarded?.guards.some(({ guard }) => names.has(guard)) ?? false;
  return [
    ...((roninV2 !== undefined && roninV2.next === undefined) || has(tiered)
      ? [{ weight: 24, draw: drawHalf }]
      : []),
    ...(has(net) ? [{ weight: 30, draw: drawRound }] : []),
    ...(has(alarmed) ? [{ weight: 20, draw: drawAlarm }] : []),
  ];
};
