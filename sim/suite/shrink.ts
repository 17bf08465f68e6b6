import type { Timed } from "../agree/draw.ts";
import type { Command, CommandOf, Withdrawal } from "../bridge/port.ts";
import { isOne } from "./history.ts";

type List = readonly Timed[];

/** Whether a list still shows what is wrong: the same property, broken. */
export type StillFails = (list: List) => Promise<boolean>;

/**
 * Returns the shortest list that still fails: no step can be left out, no two be made one, no wait
 * or amount be smaller, no signature be missing. Each candidate is tried for the same failure.
 *
 * @param start Second at which the first step may happen.
 * @param tries How often it may be tried at most; a list cut short is still one that fails.
 */
export async function shrink(
  list: List,
  start: number,
  stillFails: StillFails,
  tries = 4_000,
): Promise<List> {
  let best = list;
  let left = tries;
  const attempt = async (candidate: List): Promise<boolean> => {
    left -= 1;
    return left >= 0 && (await stillFails(candidate));
  };
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const ways of [halves, single, merged, aimed, waits(start), amounts, signatures]) {
      for (let found = true; found; ) {
        found = false;
        for (const candidate of ways(best)) {
          if (!(await attempt(candidate))) continue;
          best = candidate;
          [found, isSmaller] = [true, true];
          break;
        }
      }
    }
  }
  return best;
}

/** Leaves out a half, a quarter, and so on. */
function* halves(list: List): Generator<List> {
  for (let size = Math.ceil(list.length / 2); size > 1; size = Math.floor(size / 2))
    for (let from = 0; from < list.length; from += size)
      yield [...list.slice(0, from), ...list.slice(from + size)];
}

/** Leaves out one step; or one step, and of the last one's signatures the first or the last few. */
function* single(list: List): Generator<List> {
  for (const index of list.keys()) yield list.filter((_, at) => at !== index);
  for (const [index, { command }] of list.entries())
    if (raisesEpoch.has(command.verb)) yield withoutEpoch(list, index);
  const last = list.at(-1);
  if (last?.command.verb !== "submitWithdrawal") return;
  const { command } = last;
  for (const count of command.signatures.keys())
    for (const some of [command.signatures.slice(0, count), command.signatures.slice(-count)])
      for (const index of list.slice(0, -1).keys())
        yield list
          .filter((_, at) => at !== index)
          .map((one) =>
            one === last ? { ...one, command: { ...command, signatures: some } } : one,
          );
}

const raisesEpoch: ReadonlySet<Command["verb"]> = new Set([
  "cancelEpoch",
  "raiseQuorum",
  "replaceSigner",
]);

/** Leaves out what ended an epoch: whatever came after it is of the epoch before. */
function withoutEpoch(list: List, index: number): List {
  const earlier = (withdrawal: Withdrawal): Withdrawal => {
    const { epoch = 1 } = withdrawal;
    return epoch > 1 ? { ...withdrawal, epoch: epoch - 1 } : withdrawal;
  };
  return list.flatMap((one, at): List => {
    if (at === index) return [];
    if (at < index) return [one];
    const { command } = one;
    if (command.verb === "cancelEpoch")
      return [{ ...one, command: { ...command, epoch: command.epoch - 1 } }];
    if (!("withdrawal" in command)) return [one];
    const { withdrawal } = command;
    return [{ ...one, command: renamed(command, withdrawal, earlier(withdrawal)) }];
  });
}

/** Makes one of two deposits, or of two withdrawals to one recipient: with the sum of both. */
function* merged(list: List): Generator<List> {
  for (const [first, one] of list.entries())
    for (const [second, other] of list.entries()) {
      if (second <= first) continue;
      const together = sumOf(one.command, other.command);
      if (together === null) continue;
      const rest = list.filter((_, at) => at !== second);
      yield rest.map((step, at) => (at === first ? { ...step, command: together } : step));
    }
}

function sumOf(one: Command, other: Command): Command | null {
  if (one.verb === "deposit" && other.verb === "deposit" && one.token === other.token)
    return { ...one, amount: sum(one.amount, other.amount) };
  if (one.verb !== "submitWithdrawal" || other.verb !== "submitWithdrawal") return null;
  const [a, b] = [one.withdrawal, other.withdrawal];
  if (a.token !== b.token || a.recipient !== b.recipient) return null;
  return renamed(one, a, { ...a, amount: sum(a.amount, b.amount) });
}

const sum = (a: `${bigint}`, b: `${bigint}`): `${bigint}` => `${BigInt(a) + BigInt(b)}`;

/** Has a step be about another withdrawal, which was brought before; and leaves its own out. */
function* aimed(list: List): Generator<List> {
  for (const [index, { command }] of list.entries()) {
    if (command.verb === "submitWithdrawal" || !("withdrawal" in command)) continue;
    const own = command.withdrawal;
    for (const other of list.slice(0, index)) {
      if (other.command.verb !== "submitWithdrawal" || isOne(other.command.withdrawal, own))
        continue;
      const { withdrawal } = other.command;
      yield list
        .map((one, at) => (at === index ? { ...one, command: { ...command, withdrawal } } : one))
        .filter((one) => !("withdrawal" in one.command && isOne(one.command.withdrawal, own)));
    }
  }
}

/** Lets less time pass before a step: none, or less by a power of two. */
const waits = (start: number) =>
  function* (list: List): Generator<List> {
    for (const [index, step] of list.entries()) {
      const gap = step.at - (list[index - 1]?.at ?? start);
      for (const less of smaller(BigInt(gap)))
        yield list.map((one, at) => (at < index ? one : { ...one, at: one.at - Number(less) }));
    }
  };

/** Has a step be about less: as little as there is, or less by a power of two. */
function* amounts(list: List): Generator<List> {
  for (const [index, { command }] of list.entries()) {
    if ("amount" in command) {
      for (const less of smaller(BigInt(command.amount) - 1n)) {
        const amount: `${bigint}` = `${BigInt(command.amount) - less}`;
        const other = { ...command, amount } as Command;
        yield list.map((one, at) => (at === index ? { ...one, command: other } : one));
      }
      continue;
    }
    if (command.verb !== "submitWithdrawal") continue;
    const { withdrawal } = command;
    for (const less of smaller(BigInt(withdrawal.amount) - 1n)) {
      const other = { ...withdrawal, amount: `${BigInt(withdrawal.amount) - less}` } as const;
      yield list.map((one) => ({ ...one, command: renamed(one.command, withdrawal, other) }));
    }
  }
}

/** All of a number, then its powers of two from the highest down. */
function* smaller(value: bigint): Generator<bigint> {
  if (value <= 0n) return;
  yield value;
  for (let power = 1n << BigInt(value.toString(2).length - 1); power > 0n; power >>= 1n)
    if (power < value) yield power;
}

/** Hands over one signature less. */
function* signatures(list: List): Generator<List> {
  for (const [index, { command }] of list.entries()) {
    if (command.verb !== "submitWithdrawal") continue;
    for (const place of command.signatures.keys()) {
      const fewer = { ...command, signatures: command.signatures.filter((_, at) => at !== place) };
      yield list.map((one, at) => (at === index ? { ...one, command: fewer } : one));
    }
  }
}

/** Puts another withdrawal in the place of one, wherever it is named or signed. */
function renamed<C extends Command>(command: C, from: Withdrawal, to: Withdrawal): C {
  const put = (withdrawal: Withdrawal) => (isOne(withdrawal, from) ? to : withdrawal);
  const other: Record<string, unknown> = { ...command };
  if ("withdrawal" in command) other.withdrawal = put(command.withdrawal);
  if (command.verb === "sign") other.over = put(command.over);
  if (command.verb === "submitWithdrawal")
    other.signatures = (command as CommandOf<"submitWithdrawal">).signatures.map((one) =>
      "signer" in one ? { ...one, over: put(one.over) } : one,
    );
  return other as C;
}
