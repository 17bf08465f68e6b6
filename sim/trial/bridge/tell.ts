import { formatDuration, formatUtc } from "../../core/time.ts";
import type { BridgeHappening } from "./play.ts";

/** Tells what happened, a line a step, in the words of the bridge. */
export function bridgeStory(happenings: readonly BridgeHappening[]): readonly string[] {
  const [first] = happenings;
  return happenings.map((happening) => {
    const { at, outcome, why } = happening;
    const start = first?.at ?? at;
    const later = at === start ? "" : ` (${formatDuration(at - start)} after the first)`;
    const reason = why === null ? "" : ` (${why})`;
    return `${formatUtc(at)}${later}: ${deedOf(happening)}: ${outcome}${reason}`;
  });
}

const places = {
  here: "",
  gateway: ", at another gateway",
  chain: ", on another chain",
  fork: ", on a fork of the chain",
};

function deedOf({ step, withdrawal, plan, where }: BridgeHappening): string {
  const by = "by" in step && step.by === "outsider" ? "an outsider tries to " : "";
  const what = withdrawal === null ? "what is not there" : about(withdrawal);
  switch (step.do) {
    case "withdraw":
      return `withdraw ${what}, signed by ${signers(plan)}${places[where]}`;
    case "rotate":
      return `${by}rotate to ${step.next === "next" ? "the next set" : `a set with ${step.next}`}, signed by ${signers(plan)}`;
    case "deposit":
      return "deposit";
    case "release":
      return `release ${what}${places[where]}`;
    case "cancel":
      return `${by}cancel ${what}`;
    default:
      return `${by}${step.do}`;
  }
}

const about = ({ id, amount, to }: NonNullable<BridgeHappening["withdrawal"]>): string =>
  `${moneyOf(amount)} (id ${id}) to ${to}`;

/** Base units, of which 10^18 are written as a person scans them. */
const moneyOf = (amount: bigint): string =>
  amount > 0n && amount % 10n ** 18n === 0n ? `${amount / 10n ** 18n}e18` : `${amount}`;

function signers(plan: BridgeHappening["plan"]): string {
  if (plan === null) return "nobody";
  const { trick, entries, weight, threshold } = plan;
  return `${entries.length} with weight ${weight} of ${threshold} (${trick})`;
}
