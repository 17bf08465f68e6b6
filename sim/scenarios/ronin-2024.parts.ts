import type { Command, Token } from "../bridge/port.ts";
import type { RoninV2Settings } from "../bridge/settings.ts";
import type { Address } from "../core/accounts.ts";
import { type Random, randomStream } from "../core/random.ts";
import { hour, minute, utcSeconds } from "../core/time.ts";
import { type Amount, toAmount } from "../core/units.ts";
import type { ScriptSpec, UserSpec } from "../scenario/actors.ts";
import { ronin2024 } from "../scenario/incidents.ts";
import { roninV2, roninV3 } from "../scenario/parameters.ts";
import type { Price, Scenario } from "../scenario/scenario.ts";
import { drawWithdrawal } from "../scenario/traffic.ts";
import { v1Tokens } from "./ronin-2022.parts.ts";

const { inputs } = roninV3;
const at = (time: string) => utcSeconds(`2024-08-06T${time}Z`);

/** No source gives the hour of the upgrade; it is chosen. */
const upgradedAt = at("09:00:00");
export const start = at("00:00:00");

/** The accounts of the operators, of weight one each: 22 of weight 100 in the contract. */
export const operators: readonly string[] = Array.from(
  { length: inputs.operators.value },
  (_, index) => `operator-${index + 1}`,
);

export const tokens: readonly Token[] = v1Tokens;

/** The helper that step 4 named, as the call of the upgrade has it. */
export const unwrapper = `0x${inputs.upgradeCall.value.slice(-96, -56)}` as Address;

/** The limits of March 2024, assumed to have been the same in August. */
export const gatewaySettings: RoninV2Settings = {
  highTierQuorum: inputs.highTierQuorum.value,
  unlockers: ["unlocker"],
  pausers: ["sentry"],
  limits: { ETH: limitsOf("ETH"), USDC: limitsOf("USDC") },
  next: { contract: "RoninGatewayV3", unwrapper: "unwrapper" },
};

function limitsOf(token: "ETH" | "USDC"): RoninV2Settings["limits"][string] {
  return {
    highTier: inputs[`highTierFrom.${token}`].value as Amount,
    locked: inputs[`lockedFrom.${token}`].value as Amount,
    daily: inputs[`dailyLimit.${token}`].value as Amount,
    unlockFee: roninV2.inputs.unlockFee.value,
  };
}

const upgrader = "governance";
const admin = "admin";

/** The proposal as it was carried out: step 4 alone, or both steps. */
export const upgradeBy = (hasBoth: boolean): ScriptSpec => ({
  kind: "script",
  name: upgrader,
  isHonest: true,
  accounts: [admin],
  steps: (hasBoth ? bothSteps : stepFour).map((command) => ({ at: upgradedAt, command })),
});

const bothSteps: readonly Command[] = [
  { verb: "upgradeToAndCall", sender: admin, step: 3 },
  { verb: "initialize", sender: admin, step: 4 },
];
const stepFour: readonly Command[] = [{ verb: "upgradeToAndCall", sender: admin, step: 4 }];

/** The same scenario with the step that was skipped. */
export const withBothSteps = (scenario: Scenario): Scenario => ({
  ...scenario,
  actors: scenario.actors.map((actor) => (actor.name === upgrader ? upgradeBy(true) : actor)),
});

const { numerator, denominator } = ronin2024.inputs.etherPrice.value;

/** What the tokens were worth that day. */
export const prices: readonly Price[] = [
  {
    token: "ETH",
    dollars: { numerator, denominator },
    basis: `${numerator}/${denominator} dollars per ETH, on the day of the theft (facts/incidents/ronin-2024.json)`,
  },
  {
    token: "USDC",
    dollars: { numerator: 1, denominator: 1 },
    basis: "1 dollar per USDC, which is chosen",
  },
];

const mostEther = 50n * 10n ** 18n;

/**
 * Draws honest users of that day. Sizes are those of 2022, capped: all of a day's withdrawals must
 * leave room for the theft below the day's limit. Half ask in the night, before the upgrade, and half
 * in the afternoon, when the gateway is paused; nobody asks in the hours between.
 */
export function honestUsers(count: number, seed: number): readonly UserSpec[] {
  const random = randomStream(seed, "honest");
  return Array.from({ length: count }, (_, index) => userOf(index, random));
}

function userOf(index: number, random: Random): UserSpec {
  const own = random.stream(`user/${index + 1}`);
  const drawn = drawWithdrawal(own.stream("size"));
  const amount = drawn < mostEther ? drawn : mostEther;
  const [from, until] = index % 2 === 0 ? [at("02:00:00"), at("08:00:00")] : afternoon;
  const requestAt = own.stream("arrival").integer(from, until);
  return {
    kind: "user",
    name: `user-${String(index + 1).padStart(2, "0")}`,
    token: "ETH",
    deposit: toAmount(amount),
    depositAt: index % 2 === 0 ? start + 10 * minute : requestAt - 10 * hour,
    withdrawal: { amount: toAmount(amount), requestAt, submitAt: null },
    complains: false,
  };
}

const afternoon = [at("12:00:00"), at("16:00:00")] as const;
