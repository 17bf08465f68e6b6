import type { World } from "../bridge/port.ts";
import { type Entry, type Event, errorOf, isOf, isPaid, keyOf, type Of } from "./history.ts";
import { type Property, type Sight, stepwise } from "./property.ts";

/** Guards that hold, and what they wait for. */
const holders: { readonly [guard: string]: "a time" | "attestations" | "a person" } = {
  "recipient-rules": "a time",
  "delay-with-veto": "a time",
  "sliding-window": "a time",
  "circuit-breaker": "a time",
  "backing-attestation": "attestations",
  "pause-guardian": "a person",
};

const holderIn = ({ guarded }: World) =>
  guarded?.guards.map(({ guard }) => holders[guard]).find((found) => found !== undefined);

/** Why there is nothing held that a release or a cancellation would end. */
export const noHolds: Property["absent"] = (world) => {
  if (world.guarded === undefined)
    return "it holds nothing that a release or a cancellation would end";
  return holderIn(world) === undefined ? "its guard holds nothing" : null;
};

/** Why nothing that is held becomes payable by itself. */
export const noTime: Property["absent"] = (world) =>
  noHolds(world) ??
  (holderIn(world) === "a time" ? null : `what is held waits for ${holderIn(world)}`);

/** Why nothing that is held is ever released in these lists. */
const noRelease: Property["absent"] = (world) =>
  noHolds(world) ??
  (holderIn(world) === "a person" ? "nobody in these lists looks at what is held" : null);

type About = Of<"submitWithdrawal" | "release" | "cancel" | "expire">;

const isAbout = (event: Event): event is About =>
  isOf(event, "submitWithdrawal", "release", "cancel", "expire");

/** Looks at each step that is about a withdrawal which the gateway has recorded. */
const recorded = (look: (event: About, entry: Entry) => Sight): Property["judge"] =>
  stepwise((event) => {
    if (!isAbout(event)) return null;
    const entry = event.before.entries.get(keyOf(event.command.withdrawal));
    return entry === undefined ? null : look(event, entry);
  });

/** What is said of what is held. */
export const holding: readonly Property[] = [
  {
    id: "D01",
    statement: "nothing that is held is paid before its floor",
    absent: noTime,
    judge: recorded((event, { status, notBefore }) => {
      if (!isOf(event, "release") || status !== "Held") return null;
      if (event.at >= notBefore) return isPaid(event) ? "accepted" : null;
      if (isPaid(event)) return { broken: `${notBefore - event.at} seconds early` };
      return errorOf(event)?.name === "FloorNotReached" ? "refused" : null;
    }),
  },
  {
    id: "D02",
    statement: "no floor is ever lowered",
    absent: noHolds,
    judge: stepwise((event) => {
      if (!isOf(event, "submitWithdrawal")) return null;
      const { outcome, before, command } = event;
      const entry = before.entries.get(keyOf(command.withdrawal));
      if (entry === undefined) return outcome.status === "info" ? "accepted" : null;
      if (entry.status !== "Held") return null;
      if (outcome.status === "fail") return "refused";
      if (outcome.status === "ok") return { broken: "what is held is paid by a submission" };
      const again = Number(outcome.error.args.notBefore);
      return again < entry.notBefore
        ? { broken: `the floor goes from ${entry.notBefore} to ${again}` }
        : null;
    }),
  },
  {
    id: "D03",
    statement: "what was cancelled is never paid, by any path",
    absent: noHolds,
    judge: stepwise((event) => {
      if (!isOf(event, "submitWithdrawal", "release")) return null;
      const entry = event.before.entries.get(keyOf(event.command.withdrawal));
      if (entry?.status !== "Cancelled") return isPaid(event) ? "accepted" : null;
      if (event.outcome.status === "fail") return "refused";
      return { broken: isPaid(event) ? "it is paid" : "it is held once more" };
    }),
  },
  {
    id: "D04",
    statement: "as long as it is held, a canceller's cancellation works",
    absent: noHolds,
    judge: stepwise((event, { guarded }) => {
      if (!isOf(event, "cancel")) return null;
      const entry = event.before.entries.get(keyOf(event.command.withdrawal));
      const isCanceller = guarded?.roles.canceller.includes(event.command.sender) ?? false;
      if (event.outcome.status === "ok")
        return isCanceller ? "accepted" : { broken: "by a stranger" };
      return isCanceller && entry?.status === "Held"
        ? { broken: `refused: ${errorOf(event)?.name}` }
        : "refused";
    }),
  },
  {
    id: "D05",
    statement: "an entry's content never changes, and two withdrawals share none",
    absent: noHolds,
    judge: stepwise((event) => {
      if (!isOf(event, "release", "cancel", "expire")) return null;
      const entry = event.before.entries.get(keyOf(event.command.withdrawal));
      const isDone = event.outcome.status === "ok" || event.outcome.status === "info";
      if (entry === undefined) return isDone ? { broken: "nobody brought it" } : "refused";
      if (isDone) return "accepted";
      const isLost = entry.status === "Held" && errorOf(event)?.name === "NotHeld";
      return isLost ? { broken: "it is held, and is not there" } : null;
    }),
  },
  {
    id: "S14",
    statement: "a withdrawal is paid or ended, and never both",
    absent: noHolds,
    judge: recorded((event, { status }) => {
      if (isOf(event, "cancel", "expire")) {
        if (status !== "Paid") return event.outcome.status === "ok" ? "accepted" : null;
        return event.outcome.status === "ok" ? { broken: "it was paid, and is ended" } : "refused";
      }
      return status === "Cancelled" && isPaid(event)
        ? { broken: "it was ended, and is paid" }
        : null;
    }),
  },
  {
    id: "V03",
    statement:
      "what is held under the present signers is payable by anybody from its floor on, or says what it waits for",
    absent: noRelease,
    judge: recorded((event, { status, notBefore, epoch }) => {
      if (!isOf(event, "release") || status !== "Held" || epoch !== event.before.epoch) return null;
      if (isPaid(event)) return "accepted";
      const { name = "" } = errorOf(event) ?? {};
      if (event.at < notBefore) return name === "FloorNotReached" ? "refused" : null;
      if (name === "Withheld") return "refused";
      return name === "FloorNotReached" || name === "NotHeld" || name === "QuorumMismatch"
        ? { broken: `refused: ${name}` }
        : null;
    }),
  },
];
