import type { Refusal, World } from "../bridge/port.ts";
import { day } from "../core/time.ts";
import { type Event, errorOf, isOf, keyOf, type Of } from "./history.ts";
import { type Limit, limitsOf } from "./limits.ts";
import { isBreach, ofUpgraded, type Property, type Sight, stepwise } from "./property.ts";

/** A withdrawal that a limit had to answer, with the room that there was by what is documented. */
type Asked = {
  readonly event: Of<"submitWithdrawal" | "release">;
  readonly limit: Limit;
  readonly token: string;
  readonly amount: bigint;
  readonly room: bigint;
  /** Whether it was paid; if not, the limit said that there is no room. */
  readonly isPaid: boolean;
};

/** Returns what each limit of a world answered at a step, as far as that can be told. */
export function askedAt(event: Event, world: World): readonly Asked[] {
  if (!isOf(event, "submitWithdrawal", "release")) return [];
  const { outcome, before, at, command } = event;
  const { token, amount } = command.withdrawal;
  const entry = before.entries.get(keyOf(command.withdrawal));
  const heldSince = command.verb === "release" ? (entry?.since ?? at) : null;
  return limitsOf(world).flatMap((limit) => {
    const error = errorOf(event);
    const isPaid = outcome.status === "ok" && outcome.result.paid !== undefined;
    if (!isPaid && (error === null || !isNo(limit, error, world))) return [];
    const room = limit.room({ token, book: before, now: at, heldSince, start: world.start });
    return room === null ? [] : [{ event, limit, token, amount: BigInt(amount), room, isPaid }];
  });
}

/** Whether a limit says that there is no room; of one that stands alone, it is who does not answer. */
const isNo = ({ isFull }: Limit, error: Refusal, { guarded }: World): boolean =>
  isFull(error) || (error.name === "NotAnswered" && guarded?.guards.length === 1);

/** Judges each answer of a limit; of several at a step the worst counts. */
const answers = (look: (asked: Asked, world: World) => Sight): Property["judge"] =>
  stepwise((event, world) => {
    const sights = askedAt(event, world).map((asked) => look(asked, world));
    return (
      sights.find(isBreach) ??
      sights.find((sight) => sight === "accepted") ??
      sights.find((sight) => sight === "refused") ??
      null
    );
  });

/** Judges answers that come after something: which tokens that has happened to. */
const answersAfter = (
  happens: (event: Event) => string | null,
  look: (asked: Asked) => Sight,
): Property["judge"] => {
  return ({ events, world, after }) => {
    const tokens = new Set<string>();
    const since = new Map<number, ReadonlySet<string>>();
    for (const event of events) {
      since.set(event.step, new Set(tokens));
      const token = happens(event);
      if (token !== null) tokens.add(token);
    }
    return answers((asked) =>
      since.get(asked.event.step)?.has(asked.token) === true ? look(asked) : null,
    )({ events, world, after });
  };
};

/** More is paid than there is room for. */
export function tooMuch({ isPaid, amount, room, token }: Asked): Sight {
  if (!isPaid) return amount > room ? "refused" : null;
  return amount <= room ? "accepted" : { broken: `${amount} ${token} leave, where ${room} may` };
}

/** Less is paid than there is room for. */
function tooLittle({ isPaid, amount, room, token }: Asked): Sight {
  if (isPaid) return amount <= room ? "accepted" : null;
  return amount > room
    ? "refused"
    : { broken: `${amount} ${token} may not leave, where ${room} may` };
}

/** Another answer than the room says, either way. */
function otherwise(asked: Asked): Sight {
  const sights = [tooMuch(asked), tooLittle(asked)];
  return sights.find(isBreach) ?? sights[0] ?? null;
}

const limits = (world: World): string | null =>
  limitsOf(world).length === 0 ? "it limits no sum" : null;

const netLimits = (world: World): string | null =>
  limitsOf(world).some(({ isNet }) => isNet) ? null : "no deposit makes room there";

const large = 2n ** 64n;
const isLarge = ({ event, amount, token }: Asked): boolean =>
  amount >= large ||
  event.before.payments.some(({ withdrawal, paid }) => withdrawal.token === token && paid >= large);

const tokenOf = (event: Event): string =>
  "withdrawal" in event.command ? event.command.withdrawal.token : "";

/** What is said of limits on what leaves. */
export const limiting: readonly Property[] = [
  {
    id: "L01",
    statement: "no window, day, epoch or bucket pays more than it is bounded by",
    absent: (world) => ofUpgraded(world) ?? limits(world),
    judge: (history) =>
      history.world.roninV2 === undefined
        ? answers(tooMuch)(history)
        : stepwise(inRollingDay)(history),
  },
  {
    id: "L02",
    statement: "one less than what remains, exactly it and one more are answered as documented",
    absent: limits,
    judge: answers((asked) => {
      const beyond = asked.amount - asked.room;
      return beyond >= -1n && beyond <= 1n ? otherwise(asked) : null;
    }),
  },
  {
    id: "L03",
    statement: "what was refused, or held and cancelled, takes no room",
    absent: limits,
    judge: answersAfter((event) => {
      const isRefused =
        isOf(event, "submitWithdrawal", "release") &&
        event.outcome.status !== "ok" &&
        event.outcome.error.name !== "Held";
      const isEnded = isOf(event, "cancel", "expire") && event.outcome.status === "ok";
      return isRefused || isEnded ? tokenOf(event) : null;
    }, tooLittle),
  },
  {
    id: "L04",
    statement: "what was paid counts once, however it came to be paid",
    absent: limits,
    judge: answersAfter(
      ({ outcome, ...event }) =>
        outcome.status === "ok" && outcome.result.paid !== undefined
          ? tokenOf({ ...event, outcome })
          : null,
      otherwise,
    ),
  },
  {
    id: "L06",
    statement: "one token's payments, refusals and pauses take nothing from another",
    absent: limits,
    judge: stepwise((event, world) => {
      const { before } = event;
      const others = [...before.payments.map(({ withdrawal }) => withdrawal.token)].concat(
        before.pausedTokens,
      );
      if (!isOf(event, "submitWithdrawal") || others.every((one) => one === tokenOf(event)))
        return null;
      const isStopped = errorOf(event)?.name === "EnforcedPause";
      if (isStopped && !before.isPaused)
        return before.pausedTokens.includes(tokenOf(event))
          ? "refused"
          : { broken: "another token's pause stops it" };
      const [asked] = askedAt(event, world);
      const isFresh = before.payments.every(
        ({ withdrawal }) => withdrawal.token !== tokenOf(event),
      );
      return asked !== undefined && isFresh ? tooLittle(asked) : null;
    }),
  },
  {
    id: "L07",
    statement: "limits and amounts are in the same unit for tokens that have not 18 decimals",
    absent: limits,
    judge: answers((asked, { tokens }) =>
      tokens.find(({ symbol }) => symbol === asked.token)?.decimals === 18
        ? null
        : otherwise(asked),
    ),
  },
  {
    id: "L10",
    statement: "amounts of 2^64 and more are counted in full",
    absent: (world) =>
      limitsOf(world).some(({ largest }) => largest >= large)
        ? null
        : "no limit here is as large as 2^64",
    judge: answers((asked) => (isLarge(asked) ? otherwise(asked) : null)),
  },
  {
    id: "L11",
    statement: "what is brought in lets out no more than what arrived",
    absent: netLimits,
    judge: answers((asked) =>
      asked.event.before.deposits.some(({ token }) => token === asked.token)
        ? tooMuch(asked)
        : null,
    ),
  },
  {
    id: "R01",
    statement: "a limit is filled by payments alone: no step that costs less keeps others out",
    absent: limits,
    judge: answers(tooLittle),
  },
];

/** V2 against the claim that any day, and not only a calendar's, stays below the limit. */
function inRollingDay(event: Event, { roninV2 }: World): Sight {
  if (!isOf(event, "submitWithdrawal")) return null;
  if (errorOf(event)?.name === "DailyLimitReached") return "refused";
  if (event.outcome.status !== "ok") return null;
  const { token, amount } = event.command.withdrawal;
  const daily = BigInt(roninV2?.limits[token]?.daily ?? 0);
  const last = event.before.payments.filter(
    ({ verb, at, withdrawal }) =>
      verb === "submitWithdrawal" && at + day > event.at && withdrawal.token === token,
  );
  const left = last.reduce((total, { paid }) => total + paid, BigInt(amount));
  return left < daily ? "accepted" : { broken: `${left} ${token} within 24 hours` };
}
