import type { World } from "../bridge/port.ts";
import type { GuardSettings } from "../bridge/settings.ts";
import { type Event, errorOf, isOf, isPaid, keyOf, type Of } from "./history.ts";
import { noTime } from "./holding.ts";
import { askedAt, tooMuch } from "./limiting.ts";
import { isBreach, kindOf, ofGuarded, type Property, stepwise, through } from "./property.ts";

type Settings<Name extends string> = Extract<GuardSettings, { guard: Name }>;

/** A world's guard of a name. */
const guardIn = <Name extends GuardSettings["guard"]>(
  { guarded }: World,
  name: Name,
): Settings<Name> | undefined =>
  guarded?.guards.find((one): one is Settings<Name> & GuardSettings => one.guard === name) as
    | Settings<Name>
    | undefined;

/** Which tokens each guard lets be paid at all; a guard without a list is not among them. */
function listsOf({ guarded, roninV2 }: World): readonly ReadonlySet<string>[] {
  const named = (of: object) => new Set(Object.keys(of));
  if (roninV2 !== undefined) return [named(roninV2.limits)];
  return (guarded?.guards ?? []).flatMap((settings) => {
    switch (settings.guard) {
      case "utc-day-limit":
      case "sliding-window":
      case "net-flow-epoch":
      case "circuit-breaker":
        return [named(settings.limits)];
      case "token-bucket":
        return [named(settings.buckets)];
      case "tiered-quorum":
        return [named(settings.tiers)];
      case "pause-guardian":
        return [named(settings.thresholds)];
      default:
        return [];
    }
  });
}

/** What guards answer to a withdrawal that is too much for them, and that a token is stopped for. */
const alarms = new Set(["circuit-breaker too much at once", "pause-guardian above threshold"]);

const isAlarm = (event: Event): boolean => {
  const { args = {} } = errorOf(event) ?? {};
  const isRung = args.tripped === "true" || alarms.has(`${args.guard} ${args.reason}`);
  return isOf(event, "submitWithdrawal") && isRung;
};

const tokenOf = ({ command }: Event): string =>
  "withdrawal" in command ? command.withdrawal.token : "";

/** Refusals of the gateway, its guards and its tokens; what is none of them is a fault. */
const isFault = (event: Event): boolean => {
  const { name = "" } = errorOf(event) ?? {};
  return name === "Panic" || name === "" || name.startsWith("SafeCast") || name === "NotGateway";
};

/** What is said of guards, beside what they let out. */
export const guarding: readonly Property[] = [
  {
    id: "L08",
    statement: "a token without parameters pays nothing freely",
    absent: (world) => (listsOf(world).length === 0 ? "it has no list of tokens" : null),
    judge: stepwise((event, world) => {
      if (!isOf(event, "submitWithdrawal")) return null;
      const isListed = listsOf(world).every((list) => list.has(tokenOf(event)));
      if (isListed) return isPaid(event) ? "accepted" : null;
      if (isPaid(event)) return { broken: `${tokenOf(event)} is paid` };
      const isAnswer = event.outcome.status === "info" || errorOf(event)?.name === "Refused";
      return isAnswer ? "refused" : null;
    }),
  },
  {
    id: "R02",
    statement:
      "a breaker holds for one cooldown after an alarm, and no try in it makes that longer",
    absent: (world) =>
      guardIn(world, "circuit-breaker") ? null : "nothing here cools down after an alarm",
    judge: through(
      () => new Map<string, number>(),
      (event, rung, world) => {
        if (!isOf(event, "submitWithdrawal", "release")) return null;
        const { cooldown = 0 } = guardIn(world, "circuit-breaker") ?? {};
        const last = rung.get(tokenOf(event)) ?? Number.NEGATIVE_INFINITY;
        if (isAlarm(event)) rung.set(tokenOf(event), event.at);
        if (isPaid(event)) return "accepted";
        if (errorOf(event)?.args.reason !== "cooling down") return null;
        return event.at < last + cooldown
          ? "refused"
          : { broken: `it still cools down ${event.at - last - cooldown} seconds after` };
      },
    ),
  },
  {
    id: "R05",
    statement:
      "nothing is paid that fewer watchers than needed attested, and nothing is held that enough did",
    absent: (world) => (guardIn(world, "backing-attestation") ? null : "nobody attests anything"),
    judge: through(
      () => new Map<string, string>(),
      (event, said, world) => {
        if (isOf(event, "attest") && event.outcome.status === "ok")
          said.set(`${event.command.withdrawal.id} ${event.command.sender}`, contentOf(event));
        if (!isOf(event, "submitWithdrawal", "release")) return null;
        const { watchers = [], needed = 0 } = guardIn(world, "backing-attestation") ?? {};
        const { id } = event.command.withdrawal;
        const count = new Set(
          watchers.filter((one) => said.get(`${id} ${one}`) === contentOf(event)),
        );
        const isEnough = count.size >= needed;
        if (isPaid(event))
          return isEnough ? "accepted" : { broken: `${count.size} of ${needed} attested it` };
        if (errorOf(event)?.args.reason !== "not attested") return null;
        return isEnough ? { broken: `${count.size} attested it, and it is held` } : "refused";
      },
    ),
  },
  {
    id: "D07",
    statement: "who may only stop can do nothing else, and others cannot stop",
    absent: (world) =>
      kindOf(world) === "v1" ? "its administrator stops it, and does all else" : null,
    judge: stepwise((event, { roninV2, guarded }) => {
      if (!("sender" in event.command) || event.outcome.status === "info") return null;
      const { sender, verb } = event.command;
      const pausers = guarded?.roles.pauser ?? roninV2?.pausers ?? [];
      const cancellers = guarded?.roles.canceller ?? [];
      const may = new Set([
        ...(pausers.includes(sender) ? ["pause", ...(roninV2 ? ["unpause"] : [])] : []),
        ...(cancellers.includes(sender) ? ["cancel", "cancelEpoch"] : []),
      ]);
      if (!powers.has(verb)) return null;
      if (event.outcome.status === "fail") return may.has(verb) ? null : "refused";
      if (may.size === 0) return null;
      return may.has(verb) ? "accepted" : { broken: `${sender} makes it ${verb}` };
    }),
  },
  {
    id: "D08",
    statement: "an alarm stays: nothing of its token is paid until somebody lifts it",
    absent: (world) =>
      guardIn(world, "circuit-breaker") || guardIn(world, "pause-guardian")
        ? null
        : "nothing here stops a token by itself",
    judge: through(
      () => new Set<string>(),
      (event, rung) => {
        if (isOf(event, "unpause") && event.outcome.status === "ok")
          rung.delete(event.command.token ?? "");
        const isRung = rung.has(tokenOf(event));
        if (isAlarm(event)) rung.add(tokenOf(event));
        if (!isOf(event, "submitWithdrawal", "release")) return null;
        if (isPaid(event))
          return isRung ? { broken: `${tokenOf(event)} is paid after the alarm` } : "accepted";
        return isRung && event.outcome.status === "fail" ? "refused" : null;
      },
    ),
  },
  {
    id: "D09",
    statement: "nobody moves the floor of what is held, by whatever he brings or asks for",
    absent: noTime,
    judge: stepwise((event) => {
      if (!isOf(event, "release")) return null;
      const entry = event.before.entries.get(keyOf(event.command.withdrawal));
      if (entry?.status !== "Held") return null;
      if (isPaid(event)) return "accepted";
      if (errorOf(event)?.name !== "FloorNotReached") return null;
      const floor = Number(errorOf(event)?.args.notBefore);
      return floor === entry.notBefore
        ? "refused"
        : { broken: `the floor went from ${entry.notBefore} to ${floor}` };
    }),
  },
  {
    id: "A02",
    statement:
      "nothing leaves the vault but in a payment that every guard was asked about and has counted",
    absent: ofGuarded("it has no guards"),
    judge: stepwise((event, world) => {
      const [gone] = leaving(event);
      if (gone !== undefined)
        return { broken: `${gone.amount} ${gone.token} leave by ${event.command.verb}` };
      if (isPaid(event)) return askedAt(event, world).map(tooMuch).find(isBreach) ?? "accepted";
      return errorOf(event)?.args.guard === undefined ? null : "refused";
    }),
  },
  {
    id: "G01",
    statement: "every guard answers whatever it is asked",
    absent: ofGuarded("it has no guards"),
    judge: stepwise((event) => {
      if (!isOf(event, "submitWithdrawal", "release")) return null;
      const { name, args = {} } = errorOf(event) ?? {};
      if (args.reason === "guard failed") return { broken: `${args.guard} failed` };
      if (isPaid(event)) return "accepted";
      return name === "Refused" || name === "Withheld" || name === "Held" ? "refused" : null;
    }),
  },
  {
    id: "G03",
    statement: "what every guard allows, every guard commits to",
    absent: ofGuarded("it has no guards"),
    judge: stepwise((event) => {
      if (!isOf(event, "submitWithdrawal", "release")) return null;
      if (isPaid(event)) return "accepted";
      if (event.outcome.status === "fail" && isFault(event))
        return { broken: `refused: ${errorOf(event)?.name}` };
      return errorOf(event)?.args.guard === undefined ? null : "refused";
    }),
  },
];

/** What the vault has less of after a step, by the balances that it told, than was paid in it. */
function leaving({ outcome, command, before }: Event) {
  if (outcome.status !== "ok") return [];
  return outcome.balances.flatMap(({ chain, account, token, amount }) => {
    if (chain !== "mainchain" || account !== "vault") return [];
    const isOfPaid = "withdrawal" in command && command.withdrawal.token === token;
    const paid = BigInt((isOfPaid ? outcome.result.paid : undefined) ?? 0);
    const less = (before.vault.get(token) ?? 0n) - BigInt(amount);
    return less > paid ? [{ token, amount: less - paid }] : [];
  });
}

/** What only some may do; whoever stops is to do no more than stop. */
const powers = new Set(
  "pause unpause cancel cancelEpoch replaceSigner raiseQuorum updateQuorum addValidator removeValidator unlock mapToken clearMapToken upgradeToAndCall".split(
    " ",
  ),
);

const contentOf = ({ command }: Of<"attest" | "submitWithdrawal" | "release">): string =>
  `${command.withdrawal.token} ${command.withdrawal.recipient} ${command.withdrawal.amount}`;
