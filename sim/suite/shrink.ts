import type { Timed } from "../agree/draw.ts";
import type { Command, CommandOf, Withdrawal } from "../bridge/port.ts";
import { isOne } from "./history.ts";

type List = readonly Timed[];

/** Whether a list still shows what is wrong: the same property, broken. */
export type StillFails = (list: List) => Promise<boolean>;

/**
 * Returns the shortest list that still fails: no step can be left out, no two be made one, no wait
 * or amount be one less, no signature be missing. Each candidate is tried for the same failure.
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
    for (const ways of [halves, single, merged, aimed, signatures]) {
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
    for (const index of best.keys())
      for (const dialOf of [waitBefore(start), amountOf]) {
        const least = await leastOf(dialOf, best, index, attempt);
        if (least === null) continue;
        best = least;
        isSmaller = true;
      }
  }
  return best;
}

/** A number of a step, and the list with another in its place. */
type Dial = {
  readonly value: bigint;
  readonly least: bigint;
  readonly put: (value: bigint) => List;
};

type DialOf = (list: List, index: number) => Dial | null;

/**
 * Halves the way between a number that fails and one that does not, until they are neighbors.
 *
 * @returns `null` where no smaller number was found.
 */
async function leastOf(
  dialOf: DialOf,
  list: List,
  index: number,
  attempt: StillFails,
): Promise<List | null> {
  const dial = dialOf(list, index);
  if (dial === null || dial.value <= dial.least) return null;
  if (await attempt(dial.put(dial.least))) return dial.put(dial.least);
  let [holds, fails] = [dial.least, dial.value];
  while (fails - holds > 1n) {
    const middle = (holds + fails) / 2n;
    if (await attempt(dial.put(middle))) fails = middle;
    else holds = middle;
  }
  return fails === dial.value ? null : dial.put(fails);
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

/** How much time passes before a step. */
const waitBefore =
  (start: number): DialOf =>
  (list, index) => {
    const step = list[index];
    if (step === undefined) return null;
    const gap = step.at - (list[index - 1]?.at ?? start);
    return {
      value: BigInt(gap),
      least: 0n,
      put: (value) =>
        list.map((one, at) => (at < index ? one : { ...one, at: one.at - gap + Number(value) })),
    };
  };

/** How much a step is about. */
const amountOf: DialOf = (list, index) => {
  const command = list[index]?.command;
  if (command === undefined) return null;
  if ("amount" in command)
    return {
      value: BigInt(command.amount),
      least: 1n,
      put: (value) => {
        const other = { ...command, amount: `${value}` } as Command;
        return list.map((one, at) => (at === index ? { ...one, command: other } : one));
      },
    };
  if (command.verb !== "submitWithdrawal") return null;
  const { withdrawal } = command;
  return {
    value: BigInt(withdrawal.amount),
    least: 1n,
    put: (value) => {
      const other = { ...withdrawal, amount: `${value}` } as const;
      return list.map((one) => ({ ...one, command: renamed(one.command, withdrawal, other) }));
    },
  };
};

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
