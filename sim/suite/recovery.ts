import type { World } from "../bridge/port.ts";
import { initializers } from "../bridge/upgrade.ts";
import { type Event, errorOf, isOf, keyOf } from "./history.ts";
import { noHolds } from "./holding.ts";
import { kindOf, type Property, type Sight, stepwise } from "./property.ts";

/** Seconds after which what V2 has locked should have an end. */
const longestLock = 72 * 3_600;

/** What is said of how a gateway gets out of what it was brought into. */
export const recovery: readonly Property[] = [
  {
    id: "V04",
    statement: "what is held too long, or under signers of before, can be ended by anybody",
    absent: (world) => (kindOf(world) === "v2" ? null : noHolds(world)),
    judge: stepwise((event, world) =>
      kindOf(world) === "v2" ? lookAtLocked(event) : lookAtExpiry(event, world),
    ),
  },
  {
    id: "A04",
    statement:
      "each step of an initialization is made once, in order, by who may, and the logic is locked",
    absent: ({ roninV2, guarded }) => {
      if (guarded !== undefined) return "it is set up by its constructor, and has no proxy";
      return roninV2?.next === undefined ? "nothing here upgrades it; see RoninGatewayV3" : null;
    },
    judge: stepwise(lookAtStep),
  },
];

function lookAtExpiry(event: Event, { guarded }: World): Sight {
  if (!isOf(event, "expire")) return null;
  const { before, command, at, outcome } = event;
  const entry = before.entries.get(keyOf(command.withdrawal));
  if (entry?.status !== "Held") return null;
  const isDue =
    (command.withdrawal.epoch ?? 1) !== before.epoch || at >= entry.since + (guarded?.maxHold ?? 0);
  if (outcome.status === "ok") return isDue ? "accepted" : { broken: "it is ended early" };
  if (isDue) return { broken: `refused: ${errorOf(event)?.name}` };
  return errorOf(event)?.name === "HoldNotExpired" ? "refused" : null;
}

function lookAtLocked(event: Event): Sight {
  if (isOf(event, "unlock")) return event.outcome.status === "ok" ? "accepted" : "refused";
  const old = [...event.before.entries.values()].find(
    ({ status, since }) => status === "Held" && event.at > since + longestLock,
  );
  if (old === undefined) return null;
  const hours = Math.floor((event.at - old.since) / 3_600);
  return { broken: `locked for ${hours} hours, and only a payment would end it` };
}

function lookAtStep(event: Event, { admin }: World): Sight {
  if (!isOf(event, "upgradeToAndCall", "initialize")) return null;
  const { command, outcome } = event;
  if (outcome.status !== "ok") return "refused";
  const now = outcome.result.initialization;
  if (now === undefined) return { broken: "it is initialized a second time" };
  if (command.sender !== admin) return { broken: `by ${command.sender}` };
  if (!now.isLogicLocked) return { broken: "the logic itself can be initialized" };
  const skipped = initializers.RoninGatewayV3.filter(
    ({ step }) => step < now.version && event.before.version < step,
  ).find(({ step }) => step !== command.step);
  return skipped === undefined ? "accepted" : { broken: `${skipped.name} was passed over` };
}
