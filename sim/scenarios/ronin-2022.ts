import { InputError } from "../core/errors.ts";
import { randomStream } from "../core/random.ts";
import { hour, minute, utcSeconds } from "../core/time.ts";
import { formatAmount, toAmount } from "../core/units.ts";
import { removeEdge, revokeDelegation, withThreshold } from "../custody/change.ts";
import type { CustodyGraph } from "../custody/graph.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { ActorSpec, ThiefSpec, UserSpec, ValidatorSpec } from "../scenario/actors.ts";
import { defineScenario, type Parameters, type Values } from "../scenario/define.ts";
import { ronin2022 } from "../scenario/facts.ts";
import { drawHonestUsers } from "../scenario/honest.ts";
import type { Provenance } from "../scenario/scenario.ts";
import { roninCustody, roninPhishing } from "./ronin-2022.custody.ts";
import {
  chosenVault,
  depositor,
  pricesAtTheft,
  v1Contracts,
  v1Tokens,
} from "./ronin-2022.parts.ts";

const { inputs } = ronin2022;
const ether = { symbol: "ETH", decimals: 18 };
const usdCoin = { symbol: "USDC", decimals: 6 };
const factsFile = "facts/incidents/ronin-2022.json";

const delegationId = "axie-dao-delegation";
// The sources give the month, December 2021; its last second is chosen.
const delegationEnded = utcSeconds("2022-01-01T00:00:00Z");
const start = utcSeconds("2022-03-22T00:00:00Z");
const historicalEnd = utcSeconds("2022-03-30T00:00:00Z");
const theftAt = inputs.etherPaidAt.value;
const complaintAt = inputs.complaintAt.value;

/** The validators, in the graph's order: Sky Mavis', Axie DAO's, the independents'. */
const validatorNames = (graph: CustodyGraph): readonly string[] =>
  graph.edges
    .filter(({ kind }) => kind === "memberOf")
    .map(({ from }) => from.slice("key:".length));

const allValidators = validatorNames(roninCustody);
const ownKeys = allValidators.filter((name) => name.startsWith("sky-mavis-"));

const chosen = (means: string, why: string) => ({ means, status: "chosen", source: why }) as const;
const sourced = (means: string, fact: string) =>
  ({ means, status: "sourced", source: `${factsFile}: ${fact}` }) as const;

const parameters: Parameters = {
  "quorum.threshold": {
    kind: "quorum",
    default: inputs.threshold.value,
    of: allValidators.length,
    ...sourced("Validators who must sign a payment.", "inputs.threshold"),
  },
  "delegation.axie-dao": {
    kind: "choice",
    default: "standing",
    choices: ["standing", "revoked"],
    ...sourced(
      "Whether Axie DAO's delegation to the gas-free RPC still stands, or was revoked when it ended.",
      "inputs.delegationRevoked",
    ),
  },
  "keys.stolen": {
    kind: "count",
    default: inputs.keysOfSkyMavis.value,
    min: 0,
    max: allValidators.length,
    ...sourced(
      "Validator keys that the thief copies: Sky Mavis' first, then Axie DAO's, then the others'.",
      "inputs.keysOfSkyMavis",
    ),
  },
  "detection.delay": {
    kind: "duration",
    default: complaintAt - theftAt,
    ...chosen(
      "From the time of the first forged payment to the withdrawal whose refusal is noticed.",
      "the day is sourced (29 March), the hour of the complaint is in no source",
    ),
  },
  "response.delay": {
    kind: "duration",
    default: hour,
    ...chosen("From the alarm to the pause.", "no source says how long the pause took"),
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
    ...sourced("What the second forged withdrawal asks for.", "inputs.usdCoinAmount"),
  },
  "vault.ETH": {
    kind: "amount",
    token: ether,
    default: chosenVault.ETH,
    ...chosen(
      "What the vault holds at the start, the complainant's deposit included.",
      "no source gives the vault's balance; it covers the theft and leaves less than the complaint",
    ),
  },
  "vault.USDC": {
    kind: "amount",
    token: usdCoin,
    default: chosenVault.USDC,
    ...chosen("What the vault holds of USDC at the start.", "no source gives the vault's balance"),
  },
  "complaint.ETH": {
    kind: "amount",
    token: ether,
    default: BigInt(inputs.complaintAmount.value),
    ...sourced("What the user who notices wants to withdraw.", "inputs.complaintAmount"),
  },
  "honest.count": {
    kind: "count",
    default: 40,
    min: 0,
    max: 1000,
    ...chosen(
      "Honest users; sizes and arrivals follow the bridge's real traffic.",
      "a real week has about 1,900 withdrawals; this is a drawn sample",
    ),
  },
  "honest.deposit.*": {
    kind: "amount",
    token: ether,
    default: 0n,
    names: Array.from({ length: 1000 }, (_, index) => String(index + 1)),
    ...chosen(
      "What the honest user of that number deposits, in place of the drawn amount.",
      "drawn from the bridge's real traffic, unless it is given",
    ),
  },
  "custody.*": {
    kind: "choice",
    default: "standing",
    choices: ["standing", "removed"],
    names: roninCustody.edges.map(({ id }) => id),
    ...chosen("Whether that edge of the custody graph exists.", "the graph as it was"),
  },
};

/** Ronin, 23 March 2022, from the honest deposits to the day on which somebody noticed. */
export const ronin2022Scenario = defineScenario({
  name: "ronin-2022",
  title: "Ronin, 23 March 2022",
  question:
    "Five of nine signatures, four by stolen keys and one through a delegation that nobody had revoked: what leaves the bridge, who notices, and when?",
  parameters,
  control: { without: ["thief"], title: "Ronin, 23 March 2022, without the theft" },
  build: (values, seed) => {
    const custody = custodyOf(values);
    const validators = validatorNames(custody);
    const threshold = values.count("quorum.threshold");
    if (threshold > validators.length)
      throw new InputError(
        `quorum.threshold is ${threshold}, but without the removed edges there are ${validators.length} validators; it must be at most that.`,
      );
    const pauseBy = theftAt + values.seconds("detection.delay") + values.seconds("response.delay");
    const users = usersOf(values, seed);
    const actors: readonly ActorSpec[] = [
      ...users,
      ...validators.map(validatorOf),
      { kind: "relayer", name: "relayer", latency: { min: 10, max: 90 } },
      thiefOf(values, threshold),
      {
        kind: "responder",
        name: "sky-mavis-operations",
        controls: ["person:administrator"],
        account: "admin",
        reaction: values.seconds("response.delay"),
        pauses: ["mainchain", "sidechain"],
      },
    ];
    const accountNames = ["admin", "issuer", "relayer", "thief", ...allValidators];
    return {
      start,
      end: Math.max(historicalEnd, pauseBy + hour),
      world: {
        seed,
        start,
        chainIds: { mainchain: 1, sidechain: 2020 },
        accounts: accountsOf(seed, [...accountNames, ...users.map(({ name }) => name)]),
        admin: "admin",
        issuer: "issuer",
        contracts: v1Contracts,
        validators,
        quorum: { numerator: threshold, denominator: allValidators.length },
        quorumAuthorizesPay: custody.edges.some(({ id }) => id === "validators-authorize-pay"),
        tokens: v1Tokens,
        wallets: users.map(({ name, token, deposit }) => ({
          chain: "mainchain",
          account: name,
          token,
          amount: deposit,
        })),
      },
      custody,
      actors,
      declared: {
        threshold,
        paidWithin: 6 * hour,
        finality: { mainchain: 3 * minute, sidechain: minute },
      },
      prices: pricesAtTheft,
      expect: {
        conservation: true,
        authority: true,
        replay: true,
        backing: false,
        liveness: false,
        pause: true,
      },
      provenance: choices,
    };
  },
});

/** The custody graph as the parameters leave it. */
function custodyOf(values: Values): CustodyGraph {
  const stolen = values.count("keys.stolen");
  const removed = roninCustody.edges
    .map(({ id }) => id)
    .filter(
      (id) =>
        values.choice(`custody.${id}`) === "removed" ||
        ownKeys.slice(stolen).some((name) => id === `${name}-signer-holds-key`),
    );
  const standing = removed.reduce(removeEdge, roninCustody);
  const graph = withThreshold(standing, "validators", values.count("quorum.threshold"));
  const isGiven = graph.edges.some(({ id }) => id === delegationId);
  return isGiven && values.choice("delegation.axie-dao") === "revoked"
    ? revokeDelegation(graph, delegationId, delegationEnded)
    : graph;
}

function usersOf(values: Values, seed: number): readonly UserSpec[] {
  const complaint = values.amount("complaint.ETH");
  const vault = values.amount("vault.ETH");
  if (complaint >= vault)
    throw new InputError(
      `vault.ETH is ${formatAmount(vault, ether)}, but must be more than complaint.ETH, ${formatAmount(complaint, ether)}, which is part of it.`,
    );
  const count = values.count("honest.count");
  const given = Array.from({ length: 1000 }, (_, index) => index + 1).filter((number) =>
    values.isSet(`honest.deposit.${number}`),
  );
  const beyond = given.find((number) => number > count);
  if (beyond !== undefined)
    throw new InputError(
      `honest.deposit.${beyond} is set, but honest.count is ${count}; it must be at least ${beyond}.`,
    );
  const noticedAt = theftAt + values.seconds("detection.delay");
  return [
    depositor("early-depositors-eth", "ETH", vault - complaint, start),
    ...(values.amount("vault.USDC") > 0n
      ? [depositor("early-depositors-usdc", "USDC", values.amount("vault.USDC"), start)]
      : []),
    {
      kind: "user",
      name: "complainant",
      token: "ETH",
      deposit: toAmount(complaint),
      depositAt: start,
      withdrawal: {
        amount: toAmount(complaint),
        requestAt: noticedAt - 30 * minute,
        submitAt: noticedAt,
      },
      complains: true,
    },
    ...drawHonestUsers(
      {
        count,
        fromDay: "2022-03-22",
        toDay: "2022-03-29",
        earliest: start + hour,
        latest: historicalEnd - hour,
        quiet: [
          { from: theftAt - 10 * minute, until: theftAt + 10 * minute },
          { from: complaintAt - 40 * minute, until: complaintAt + 10 * minute },
        ],
        deposits: new Map(
          given.map((number) => [number, values.amount(`honest.deposit.${number}`)]),
        ),
      },
      randomStream(seed, "honest"),
    ),
  ];
}

const validatorOf = (name: string): ValidatorSpec => ({
  kind: "validator",
  name,
  finality: { mainchain: 3 * minute, sidechain: minute },
  latency: { min: 5, max: 60 },
});

function thiefOf(values: Values, threshold: number): ThiefSpec {
  const stolen = allValidators.slice(ownKeys.length, values.count("keys.stolen"));
  const payment = (id: number, token: string, amount: bigint, submitAt: number) => ({
    signAt: submitAt - 5 * minute,
    submitAt,
    withdrawal: { id: toAmount(BigInt(id)), token, recipient: "thief", amount: toAmount(amount) },
  });
  return {
    kind: "thief",
    name: "thief",
    footholds: [
      { ...roninPhishing, capability: "use" },
      ...stolen.map((name) => ({
        at: roninPhishing.at,
        node: `key:${name}`,
        how: "what if: stolen as well",
        capability: "extract" as const,
        until: null,
      })),
    ],
    targets: [...ownKeys, ...new Set(["axie-dao", ...stolen])],
    signaturesNeeded: threshold,
    payments: [
      payment(inputs.etherWithdrawalId.value, "ETH", values.amount("theft.ETH"), theftAt),
      payment(
        inputs.usdCoinWithdrawalId.value,
        "USDC",
        values.amount("theft.USDC"),
        inputs.usdCoinPaidAt.value,
      ),
    ],
  };
}

const choice = (what: string, value: string, why: string): Provenance => ({
  what,
  value,
  status: "chosen",
  source: why,
});

/** What is neither a parameter nor drawn: said here, so that a report can say it. */
const choices: readonly Provenance[] = [
  choice("the hour of the phishing", "2022-03-22 09:00:00", "no source gives the day"),
  choice("when the thief signs", "5 minutes before each payment", "no source says it"),
  choice("finality", "3 minutes on the mainchain, 1 minute on the sidechain", "no source says it"),
  choice("latency of validators", "5 to 60 seconds after finality", "no source says it"),
  choice("latency of the relayer", "10 to 90 seconds", "no source says it"),
  choice("declared time to payment", "6 hours", "no source promises one"),
  choice("stay of an honest user", "1 to 6 hours from deposit to request", "no source says it"),
  choice(
    "what an honest user leaves behind",
    "at most a tenth, and at most 1 ETH",
    "no source says it",
  ),
  {
    what: "times of both payments",
    value: "2022-03-23 13:29:09 and 13:31:04",
    status: "sourced",
    source: `${factsFile}: inputs.etherPaidAt, inputs.usdCoinPaidAt`,
  },
  {
    what: "sizes and arrivals of honest withdrawals",
    value: "19,218 withdrawals of WETH",
    status: "drawn",
    source: "facts/traffic/ronin-v1.json",
  },
];
