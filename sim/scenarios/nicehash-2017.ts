import type { Token } from "../bridge/port.ts";
import { day, hour, minute } from "../core/time.ts";
import { type Amount, toAmount } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { MonitorSpec, RobberSpec, ScriptSpec, TeamSpec } from "../scenario/actors.ts";
import { defineScenario, type Parameters, type Values } from "../scenario/define.ts";
import { nicehash2017 } from "../scenario/incidents.ts";
import type { Price, Provenance } from "../scenario/scenario.ts";
import { nicehashCustody } from "./nicehash-2017.custody.ts";
import { noBridge } from "./no-bridge.ts";

const { inputs, outcomes } = nicehash2017;
const factsFile = "facts/incidents/nicehash-2017.json";
const bitcoin = { symbol: "BTC", decimals: 8 };
const wallet = "hot-wallet";
const start = inputs.footholdAt.value - 2 * hour;
const firstPaymentAt = inputs.firstPaymentAt.value;

const miners = ["miner-1", "miner-2", "miner-3", "miner-4"];
/** What each miner asks for: before the theft, and in the afternoon after it. */
const payout: Amount = "12500000";

const chosen = (means: string, why: string) => ({ means, status: "chosen", source: why }) as const;

const parameters: Parameters = {
  "theft.payments": {
    kind: "count",
    default: 24,
    min: 1,
    max: 200,
    ...chosen(
      "In how many equal payments the thief empties the wallet, were it let alone.",
      `no source counts them (${factsFile}: inputs.payments)`,
    ),
  },
  "theft.every": {
    kind: "duration",
    default: 5 * minute,
    ...chosen("From one of its payments to the next.", "so that the last comes before the stop"),
  },
  "detection.lag": {
    kind: "duration",
    default: hour,
    ...chosen(
      "From the first payment to somebody's noticing.",
      `no source says who noticed what when (${factsFile}: inputs.stoppedBy)`,
    ),
  },
  "response.delay": {
    kind: "duration",
    default: inputs.windowShortest.value - hour,
    means: "From there until the service is shut down.",
    status: "derived",
    source: `${factsFile}: inputs.windowShortest`,
  },
  "wallet.BTC": {
    kind: "amount",
    token: bitcoin,
    default: BigInt(inputs.walletBitcoin.value),
    ...chosen(
      "What the wallet holds beside what it pays out before the theft.",
      `fitted: set to what was taken (${factsFile}: inputs.walletBitcoin)`,
    ),
  },
};

/** NiceHash, the night of 6 December 2017, and the day after it. */
export const nicehash2017Scenario = defineScenario({
  name: "nicehash-2017",
  title: "NiceHash, 6 December 2017",
  question:
    "One wallet, one engineer's credentials, and two hours until anybody stops it: what is left, and what would sooner have saved?",
  parameters,
  control: { without: ["thief"], title: "NiceHash, 6 December 2017, without the thief" },
  build: (values, seed) => ({
    start,
    end: start + day,
    world: {
      seed,
      start,
      ...noBridge,
      accounts: accountsOf(seed, ["admin", "issuer", "thief", wallet, ...miners]),
      tokens,
      wallets: [
        {
          chain: "mainchain",
          account: wallet,
          token: "BTC",
          amount: toAmount(values.amount("wallet.BTC") + BigInt(payout) * 2n),
        },
      ],
    },
    custody: nicehashCustody,
    actors: [payouts, monitor(values.seconds("detection.lag")), team(values), thief(values)],
    declared: { threshold: 0, paidWithin: hour, finality: { mainchain: 0, sidechain: 0 } },
    prices,
    victims: [wallet],
    custodian: {
      name: "NiceHash",
      wallets: [wallet],
      owes: miners.map((creditor, index) => ({
        creditor,
        token: "BTC",
        amount: toAmount(owed(values, index)),
      })),
    },
    expect: { conservation: true, authority: true, backing: true, solvency: false },
    provenance,
  }),
});

/** All that the wallet holds is owed, in equal parts; the first miner has what does not divide. */
function owed(values: Values, index: number): bigint {
  const all = values.amount("wallet.BTC") + BigInt(payout) * 2n;
  const part = all / BigInt(miners.length);
  return index === 0 ? all - part * BigInt(miners.length - 1) : part;
}

const tokens: readonly Token[] = [
  { ...bitcoin, kind: "foreign", address: "0x00000000000000000000000000000000000000b1" },
];

/** The desk that pays miners: two before the theft, two in the afternoon. */
const payouts: ScriptSpec = {
  kind: "script",
  name: "payout-desk",
  isHonest: true,
  accounts: [wallet],
  steps: miners.map((recipient, index) => ({
    at: start + (index < 2 ? hour + index * minute : 14 * hour + index * minute),
    command: {
      verb: "transfer",
      sender: wallet,
      chain: "mainchain",
      token: "BTC",
      recipient,
      amount: payout,
    },
  })),
};

/** Whoever noticed: a payment larger than the desk makes, seen late. */
const monitor = (lag: number): MonitorSpec => ({
  kind: "monitor",
  name: "morning-shift",
  watches: { rule: "payment", wallets: [wallet], limits: { BTC: "100000000" } },
  poll: minute,
  lag: { min: lag, max: lag },
  misses: { numerator: 0, denominator: 1 },
  gaps: { numerator: 0, denominator: 1 },
  down: [],
});

const team = (values: Values): TeamSpec => ({
  kind: "team",
  name: "operations",
  controls: ["person:on-call"],
  accounts: [],
  runbook: [
    {
      name: "shut-service",
      after: "morning-shift",
      delay: values.seconds("response.delay"),
      does: { power: "shutDown", node: "service:payments" },
    },
  ],
});

function thief(values: Values): RobberSpec {
  const count = values.count("theft.payments");
  return {
    kind: "robber",
    name: "thief",
    footholds: [
      {
        at: inputs.footholdAt.value,
        node: "host:company-computer",
        how: "malware, and a login from outside the European Union",
        capability: "use",
        until: null,
      },
    ],
    // The last takes what is left, so that nothing is lost to rounding.
    takes: Array.from({ length: count }, (_, index) => ({
      at: firstPaymentAt + index * values.seconds("theft.every"),
      account: wallet,
      token: "BTC",
      part: { numerator: 1, denominator: count - index },
    })),
    routes: [],
  };
}

const { numerator, denominator } = outcomes.bitcoinPrice.value;
const prices: readonly Price[] = [
  {
    token: "BTC",
    dollars: { numerator, denominator },
    basis: `${numerator}/${denominator} dollars per BTC, on the day of the theft (${factsFile})`,
  },
];

const choice = (what: string, value: string, why: string): Provenance => ({
  what,
  value,
  status: "chosen",
  source: why,
});

const provenance: readonly Provenance[] = [
  {
    what: "the login",
    value: "2017-12-06 00:00:00",
    status: "sourced",
    source: `${factsFile}: inputs.footholdAt`,
  },
  {
    what: "one wallet, one key",
    value: "one engineer's credentials have it pay",
    status: "derived",
    source: `${factsFile}: inputs.wallets, inputs.keysNeeded`,
  },
  choice("the first payment", "2017-12-06 00:18:00", "handed down without the page that says it"),
  choice("how the service paid", "the key stays with the service", "no source says it was copied"),
  choice("who is owed what", "four miners, all that the wallet holds", "no source has the books"),
  choice("payouts", "0.125 BTC to each: two before the theft, two after it", "no source has any"),
  choice("the payout desk", "pays with a copy of the key kept apart", "no source says how it paid"),
  choice("what becomes of it", "it stays where it went", "so it did in the first days"),
];
