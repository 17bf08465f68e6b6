import type { Pick, Walk } from "../agree/draw.ts";
import type { Drawers } from "../agree/drawers.ts";
import { oneOf } from "../agree/values.ts";
import type { Command, FunctionCall } from "../bridge/port.ts";
import type { Plain } from "../core/canonical.ts";

const guard = "token-bucket";

const of = (to: string, functionName: string, ...args: readonly Plain[]): FunctionCall => ({
  to,
  functionName,
  args,
});

/** Changes after which the same keys can take more. */
const loosening: readonly FunctionCall[] = [
  of("gateway", "removeGuard", `$${guard}`),
  of("gateway", "setGuardPowers", `$${guard}`, true, true),
  of("gateway", "setQuorum", "1", "9"),
  of("gateway", "setSpare", "$validator-2", "$bob"),
  of(guard, "setBucket", "$ETH", "90000", "3000"),
  of(guard, "setBucket", "$SLP", "5", "1"),
];

/** Changes after which they can take as much, or less. */
const others: readonly FunctionCall[] = [
  of(guard, "setBucket", "$ETH", "9000", "3"),
  of(guard, "setBucket", "$USDC", "700", "0"),
  of(guard, "setBucket", "$ETH", "8000", "2"),
];

/** A change without ado: what does not loosen goes through. */
function drawChange(_walk: Walk, pick: Pick): Command {
  const change = oneOf(pick, pick(2) === 0 ? loosening : others);
  return { verb: "call", sender: oneOf(pick, callers), ...change };
}

/** A change in its two steps, and what ends it in between. */
function drawScheduled(_walk: Walk, pick: Pick): Command {
  const change = oneOf(pick, loosening);
  const functionName = oneOf(pick, [
    "scheduleChange",
    "applyChange",
    "applyChange",
    "scheduleChange",
    "cancelChange",
  ]);
  const official = functionName === "cancelChange" ? "canceller" : oneOf(pick, callers);
  const args = [{ $call: change as unknown as Plain }];
  // The gateway keeps its own changes, and each guard its own.
  return { verb: "call", sender: official, to: change.to, functionName, args };
}

/** What the gateway alone may tell a guard. */
function drawCommit(_walk: Walk, pick: Pick): Command {
  const sender = oneOf(pick, ["outsider", "governor", "validator-1"]);
  const amount = oneOf(pick, ["9000", "1", "700"]);
  const token = oneOf(pick, ["$ETH", "$USDC"]);
  const request = requestOf(token, amount);
  const call = oneOf(pick, [
    of(guard, "onPaid", request, "0x"),
    of(guard, "onHeld", request, "0x"),
    of(guard, "onCancelled", request.key, token, amount),
    of(guard, "onDeposited", token, "$outsider", amount),
  ]);
  return { verb: "call", sender, ...call };
}

/** Mostly the governor; and those who are not. */
const callers = [
  "governor",
  "governor",
  "governor",
  "governor",
  "canceller",
  "outsider",
  "validator-1",
] as const;

const nothing = `0x${"0".repeat(64)}`;

const requestOf = (token: string, amount: string) => ({
  withdrawal: {
    id: "0",
    sourceChainId: "2020",
    sourceRef: nothing,
    token,
    recipient: "$outsider",
    amount,
    epoch: "1",
    deadline: "0",
  },
  key: nothing,
  quorum: { signers: ["$outsider"], weights: ["1"], weight: "1", total: "1", minimum: "1" },
  vault: { balance: "1000000", held: "0", isMintable: false },
  phase: 0,
  submitter: "$outsider",
  heldSince: "0",
  notBefore: "0",
});

/** What governors of a gateway with a token bucket would change, or whoever has their keys. */
export const governingDrawers: Drawers = [
  { weight: 24, draw: drawChange },
  { weight: 24, draw: drawScheduled },
  { weight: 8, draw: drawCommit },
];

/** Mostly as long as a loosening change waits, or a second less or more. */
export const governedPause =
  (otherwise: (walk: Walk, pick: Pick) => number) =>
  (walk: Walk, pick: Pick): number => {
    const delay = walk.world.guarded?.looseningDelay ?? 0;
    const kind = pick(8);
    return kind < 3 ? delay - 1 + kind : otherwise(walk, pick);
  };
