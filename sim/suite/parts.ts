import type { World } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import { day } from "../core/time.ts";
import { type Event, errorOf, isOf } from "./history.ts";
import { limitsOf } from "./limits.ts";
import { ofUpgraded, type Property, type Sight, stepwise } from "./property.ts";

/** What is said of withdrawals that are parts of a larger one. */
export const parting: readonly Property[] = [
  {
    id: "L09",
    statement: "parts within a day are treated as their sum would be",
    absent: (world) => ofUpgraded(world) ?? looksAtNone(world),
    judge: stepwise(inParts),
  },
];

function looksAtNone(world: World): string | null {
  const hasSteps = world.tokens.some(({ symbol }) => stepsOf(world, symbol).length > 0);
  return hasSteps || limitsOf(world).length > 0 ? null : "it looks at no amount";
}

/** An amount from which on a withdrawal is treated otherwise, and whether signers are enough for it. */
type Step = { readonly from: bigint; readonly isMet: (signers: number) => boolean };

const never = () => false;

function stepsOf({ guarded, roninV2, validators }: World, token: string): readonly Step[] {
  if (roninV2 !== undefined) {
    const { highTierQuorum, limits } = roninV2;
    const { highTier, locked } = limits[token] ?? {};
    const votes = requiredVotes(highTierQuorum, validators.length);
    return [
      ...(highTier
        ? [{ from: BigInt(highTier), isMet: (signers: number) => signers >= votes }]
        : []),
      ...(locked ? [{ from: BigInt(locked), isMet: never }] : []),
    ];
  }
  return (guarded?.guards ?? []).flatMap((settings): readonly Step[] => {
    if (settings.guard === "tiered-quorum")
      return (settings.tiers[token] ?? []).map(({ from, quorum }) => {
        const votes = requiredVotes(quorum, validators.length);
        return { from: BigInt(from), isMet: (signers) => signers >= votes };
      });
    if (settings.guard === "pause-guardian" && settings.thresholds[token] !== undefined)
      return [{ from: BigInt(settings.thresholds[token]) + 1n, isMet: never }];
    if (settings.guard === "sliding-window" && settings.limits[token] !== undefined)
      return [{ from: BigInt(settings.limits[token].big), isMet: never }];
    return [];
  });
}

/** Whether payments of one day are together above a step that none of them comes up to. */
function inParts(event: Event, world: World): Sight {
  if (!isOf(event, "submitWithdrawal")) return null;
  const { token } = event.command.withdrawal;
  if (event.outcome.status !== "ok" || event.outcome.result.paid === undefined)
    return event.outcome.status === "info" || refusals.has(errorOf(event)?.name ?? "")
      ? "refused"
      : null;
  const amount = BigInt(event.command.withdrawal.amount);
  const signers = event.outcome.result.signers?.length ?? 0;
  const parts = event.before.payments.filter(
    ({ at, verb, withdrawal }) =>
      at + day > event.at && verb === "submitWithdrawal" && withdrawal.token === token,
  );
  if (parts.length === 0) return "accepted";
  const whole = parts.reduce((total, { paid }) => total + paid, amount);
  const isBelow = (from: bigint) =>
    [amount, ...parts.map(({ paid }) => paid)].every((one) => one < from);
  const step = stepsOf(world, token).find(
    ({ from, isMet }) => from <= whole && isBelow(from) && !isMet(signers),
  );
  return step === undefined
    ? "accepted"
    : { broken: `${whole} ${token} in ${parts.length + 1} parts, where ${step.from} takes more` };
}

/** Refusals that an amount can be the reason of. */
const refusals = new Set(["Refused", "QuorumNotReached", "DailyLimitReached"]);
