import { requiredVotes } from "../bridge/quorum.ts";
import { hour, minute, utcSeconds } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { ActorSpec, MonitorSpec, ThiefSpec, ValidatorSpec } from "../scenario/actors.ts";
import { defineScenario, type Parameters, type Values } from "../scenario/define.ts";
import { ronin2024 } from "../scenario/incidents.ts";
import { roninV3 } from "../scenario/parameters.ts";
import { depositor, v1Contracts } from "./ronin-2022.parts.ts";
import { roninCustody2024 } from "./ronin-2024.custody.ts";
import {
  gatewaySettings,
  honestUsers,
  operators,
  prices,
  start,
  tokens,
  unwrapper,
  upgradeBy,
  withBothSteps,
} from "./ronin-2024.parts.ts";
import { choices } from "./ronin-2024.provenance.ts";

const { inputs } = ronin2024;
const factsFile = "facts/incidents/ronin-2024.json";
const ether = { symbol: "ETH", decimals: 18 };
const usdCoin = { symbol: "USDC", decimals: 6 };
const end = utcSeconds("2024-08-06T20:00:00Z");
const threshold = requiredVotes(roninV3.inputs.quorum.value, operators.length);

const chosen = (means: string, why: string) => ({ means, status: "chosen", source: why }) as const;
const sourced = (means: string, fact: string) =>
  ({ means, status: "sourced", source: `${factsFile}: ${fact}` }) as const;

const toReport = 28 * minute;
const parameters: Parameters = {
  "upgrade.initializers": {
    kind: "choice",
    default: "v4-only",
    choices: ["both", "v4-only"],
    ...sourced(
      "Which steps of its initialization the upgrade makes: step 4 alone, or steps 3 and 4.",
      "inputs.upgradeStepRun, inputs.upgradeStepSkipped",
    ),
  },
  "theft.ETH": {
    kind: "amount",
    token: ether,
    default: BigInt(inputs.etherAmount.value),
    ...sourced("What the first forged withdrawal asks for.", "inputs.etherAmount"),
  },
  "theft.USDC": {
    kind: "amount",
    token: usdCoin,
    default: BigInt(inputs.usdCoinAmount.value),
    ...chosen(
      "What the second forged withdrawal asks for.",
      "no source has it exactly; facts/incidents/ronin-2024.json says why this",
    ),
  },
  "detection.delay": {
    kind: "duration",
    default: toReport,
    ...chosen(
      "From the first forged payment to the report of the white hats outside.",
      "no source says when they reported it",
    ),
  },
  "response.delay": {
    kind: "duration",
    default: inputs.pausedAt.value - inputs.firstPaymentAt.value - toReport,
    means: "From the report to the pause.",
    status: "derived",
    source: `${factsFile}: inputs.pausedAt, inputs.firstPaymentAt`,
  },
  "vault.ETH": {
    kind: "amount",
    token: ether,
    default: 100_000n * 10n ** 18n,
    ...chosen("What the vault holds at the start.", "no source gives the vault's balance"),
  },
  "vault.USDC": {
    kind: "amount",
    token: usdCoin,
    default: 10_000_000n * 10n ** 6n,
    ...chosen("What the vault holds of USDC at the start.", "no source gives the vault's balance"),
  },
  "honest.count": {
    kind: "count",
    default: 6,
    min: 0,
    max: 10,
    ...chosen(
      "Honest users, of whom every other one asks while the gateway is paused.",
      "no source has the traffic of that day",
    ),
  },
};

/** Ronin, 6 August 2024, from the night before the upgrade to the money's return. */
export const ronin2024Scenario = defineScenario({
  name: "ronin-2024",
  title: "Ronin, 6 August 2024",
  question:
    "An upgrade skips the step that copies the operators' weights, so that one signature of any key is enough: what holds, what leaves, and would a rehearsal have told?",
  parameters,
  control: {
    without: ["bot-owners"],
    title: "Ronin, 6 August 2024, upgraded with both steps",
    change: { does: "makes the step that was skipped", apply: withBothSteps },
  },
  build: (values, seed) => {
    const users = honestUsers(values.count("honest.count"), seed);
    const depositors = [
      depositor("depositors-eth", "ETH", values.amount("vault.ETH"), start),
      depositor("depositors-usdc", "USDC", values.amount("vault.USDC"), start),
    ];
    const actors: readonly ActorSpec[] = [
      ...depositors,
      ...users,
      ...operators.map(operatorOf),
      { kind: "relayer", name: "relayer", latency: { min: 10, max: 90 } },
      upgradeBy(values.choice("upgrade.initializers") === "both"),
      botOf("first-bot", 0, "ETH", values.amount("theft.ETH"), inputs.firstPaymentAt.value),
      botOf("second-bot", 1, "USDC", values.amount("theft.USDC"), inputs.secondPaymentAt.value),
      reporter(values.seconds("detection.delay")),
      {
        kind: "responder",
        name: "sky-mavis-on-call",
        controls: ["person:sentry"],
        account: "sentry",
        reaction: values.seconds("response.delay"),
        pauses: ["mainchain"],
      },
      owners(values),
    ];
    const people = [...depositors, ...users];
    const names = ["admin", "issuer", "relayer", "sentry", "unlocker", "first-bot", "second-bot"];
    return {
      start,
      end,
      world: {
        seed,
        start,
        chainIds: { mainchain: 1, sidechain: 2020 },
        accounts: accountsOf(
          seed,
          [
            ...names,
            "ronin-treasury",
            "block-builder",
            "unwrapper",
            ...operators,
            ...people.map(({ name }) => name),
          ],
          { unwrapper },
        ),
        admin: "admin",
        issuer: "issuer",
        contracts: { ...v1Contracts, gateway: "RoninGatewayV2" },
        validators: operators,
        quorum: roninV3.inputs.quorum.value,
        quorumAuthorizesPay: true,
        tokens,
        wallets: people.map(({ name, token, deposit }) => ({
          chain: "mainchain",
          account: name,
          token,
          amount: deposit,
        })),
        roninV2: gatewaySettings,
      },
      custody: roninCustody2024(operators, threshold),
      actors,
      declared: {
        threshold,
        paidWithin: 6 * hour,
        finality: { mainchain: 3 * minute, sidechain: minute },
      },
      prices,
      // What comes in there is back with the bridge's owners.
      victims: ["ronin-treasury"],
      expect: {
        conservation: true,
        authority: false,
        replay: true,
        backing: false,
        liveness: true,
        pause: true,
        quorum: false,
        upgrade: false,
      },
      provenance: choices,
    };
  },
});

const operatorOf = (name: string): ValidatorSpec => ({
  kind: "validator",
  name,
  finality: { mainchain: 3 * minute, sidechain: minute },
  latency: { min: 5, max: 60 },
});

/** A bot that signs with a key of its own, and has no other. */
function botOf(
  name: string,
  index: number,
  token: string,
  amount: bigint,
  submitAt: number,
): ThiefSpec {
  const id = toAmount(BigInt(roninV3.inputs.receiptId.value + index));
  return {
    kind: "thief",
    name,
    footholds: [],
    targets: [name],
    signaturesNeeded: inputs.signaturesNeeded.value,
    payments: [
      {
        signAt: submitAt - minute,
        submitAt,
        withdrawal: { id, token, recipient: name, amount: toAmount(amount) },
      },
    ],
  };
}

/** People outside who see a payment without a request, and tell the team. */
const reporter = (delay: number): MonitorSpec => ({
  kind: "monitor",
  name: "outside-observers",
  watches: { rule: "backing" },
  poll: minute,
  lag: { min: delay, max: delay },
  misses: { numerator: 0, denominator: 1 },
  gaps: { numerator: 0, denominator: 1 },
  down: [],
});

/** What becomes of what the bots got: a block builder's share, and what is given back. */
function owners(values: Values): ActorSpec {
  const taken = values.amount("theft.ETH");
  const share = lesser(BigInt(inputs.builderPayment.value), taken);
  const returned = lesser(BigInt(inputs.etherReturned.value), taken - share);
  const paidAt = inputs.firstPaymentAt.value + block;
  return {
    kind: "script",
    name: "bot-owners",
    isHonest: false,
    accounts: ["first-bot", "second-bot"],
    steps: [
      { at: paidAt, command: sending("first-bot", "ETH", "block-builder", share) },
      {
        at: inputs.etherReturnedAt.value,
        command: sending("first-bot", "ETH", "ronin-treasury", returned),
      },
      {
        at: inputs.usdCoinReturnedAt.value,
        command: sending("second-bot", "USDC", "ronin-treasury", values.amount("theft.USDC")),
      },
    ],
  };
}

const block = 12;
const lesser = (one: bigint, other: bigint): bigint => (one < other ? one : other);

const sending = (sender: string, token: string, recipient: string, amount: bigint) =>
  ({
    verb: "transfer",
    sender,
    chain: "mainchain",
    token,
    recipient,
    amount: toAmount(amount),
  }) as const;
