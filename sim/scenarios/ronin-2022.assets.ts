import type { Token } from "../bridge/port.ts";
import type { Venue } from "../bridge/venue.ts";
import { day, hour, minute, utcSeconds } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { MonitorSpec, RobberSpec, Route } from "../scenario/actors.ts";
import type { Definition, Parameters, Values } from "../scenario/define.ts";
import { ronin2022 } from "../scenario/facts.ts";
import type { Provenance } from "../scenario/scenario.ts";
import { noBridge } from "./no-bridge.ts";
import {
  type Asset,
  noticedBy,
  type Responder,
  responderAccounts,
  responseParameters,
  swapped,
  teamsOf,
} from "./responders.ts";
import { walletCustody } from "./ronin-2022.assets.custody.ts";
import { chosenVault, pricesAtTheft, v1Tokens } from "./ronin-2022.parts.ts";

const { inputs } = ronin2022;
const factsFile = "facts/incidents/ronin-2022.json";
const theftAt = inputs.etherPaidAt.value;
const start = theftAt - hour;
/** As long after the theft as the run of KuCoin's assets ends after its own. */
const end = theftAt + 47 * day;
const wallet = "hot-wallet";
const oneEther = 10n ** 18n;
const oneUsdCoin = 10n ** 6n;

const assets: readonly Asset[] = [
  { symbol: "ETH", class: "coin", issuer: null },
  { symbol: "USDC", class: "stablecoin", issuer: "usdc-issuer" },
];

const parametersBy = (responder: Responder): Parameters => ({
  "laundering.swap": {
    kind: "duration",
    default: hour,
    means: "How long the thief waits from the first payment until it begins to swap USDC to ether.",
    status: "chosen",
    source: `no source has the hour (${factsFile}: inputs.usdCoinSwapped)`,
  },
  "laundering.every": {
    kind: "duration",
    default: 20 * minute,
    means: "From one lot of a million USDC to the next.",
    status: "chosen",
    source: "no source has the lots",
  },
  ...responseParameters(responder),
});

/**
 * Ronin's assets in one wallet whose key is out: 173,600 ether and 25.5 million USDC, taken and made
 * off with at the pace of the record, against a responder of whichever name.
 */
export const roninAssetsAnsweredBy = (responder: Responder): Definition => ({
  name: "ronin-2022-assets",
  title: "Ronin's ether and USDC, 23 March 2022, in one wallet",
  question: "What would a responder have got back of these assets, whoever had them?",
  parameters: parametersBy(responder),
  control: { without: ["thief"], title: "Ronin's ether and USDC, without the thief" },
  build: (values, seed) => ({
    start,
    end,
    world: {
      seed,
      start,
      ...noBridge,
      accounts: accountsOf(seed, accountNames),
      tokens,
      wallets: assets.map(({ symbol }) => ({
        chain: "mainchain",
        account: wallet,
        token: symbol,
        amount: toAmount(chosenVault[symbol as "ETH" | "USDC"]),
      })),
      venues,
    },
    custody: walletCustody(wallet),
    actors: [
      ...noticedBy(responder, [largePayments], theftAt, values),
      ...teamsOf(responder, assets, parties, values),
      thief(values),
    ],
    declared: { threshold: 0, paidWithin: hour, finality: { mainchain: 0, sidechain: 0 } },
    prices: pricesAtTheft,
    victims: [wallet, home],
    expect: {},
    provenance: [swapped(responder), ...choices],
  }),
});

const home = "cold-wallet";
const accountNames = [
  ...["admin", "issuer", "thief", "cashed-out", "exchange-desk", "mixer-operator"],
  ...["usdc-issuer", wallet, home, ...responderAccounts],
];

const tokens: readonly Token[] = v1Tokens.map((token) =>
  token.symbol === "USDC" ? { ...token, kind: "reissuable", issuer: "usdc-issuer" } : token,
);

const parties = {
  monitor: "large-payments",
  server: "host:wallet-server",
  controls: ["person:team"],
  wallets: assets.map(({ symbol: token }) => ({ account: wallet, token })),
  moveWithin: 30 * minute,
  home,
  thief: "thief",
  exchange: { venue: "exchanges", operator: "exchange-desk" },
};

const never = { numerator: 0, denominator: 1 };

/** A risk system such as KuCoin had, on single payments. */
const largePayments: MonitorSpec = {
  kind: "monitor",
  name: "large-payments",
  watches: {
    rule: "payment",
    wallets: [wallet],
    limits: { ETH: toAmount(1_000n * oneEther), USDC: toAmount(1_000_000n * oneUsdCoin) },
  },
  poll: minute,
  lag: { min: 0, max: 0 },
  misses: never,
  gaps: never,
  down: [],
};

function thief(values: Values): RobberSpec {
  const take = (token: "ETH" | "USDC", at: number, amount: string, unit: bigint) => ({
    at,
    account: wallet,
    token,
    part: {
      numerator: Number(BigInt(amount) / unit),
      denominator: Number(chosenVault[token] / unit),
    },
  });
  return {
    kind: "robber",
    name: "thief",
    footholds: [
      {
        at: start,
        node: "host:wallet-server",
        how: "an offer of work with spyware",
        capability: "use",
        until: null,
      },
    ],
    takes: [
      take("ETH", theftAt, inputs.etherAmount.value, oneEther),
      take("USDC", inputs.usdCoinPaidAt.value, inputs.usdCoinAmount.value, oneUsdCoin),
    ],
    routes: routesOf(values),
  };
}

const mixerLot = BigInt(inputs.mixerLot.value);
/** Seconds from one lot to the next, by what went to the mixer in a week. */
const mixedEvery = Number((BigInt(7 * day) * mixerLot) / BigInt(inputs.mixedPerWeek.value));

function routesOf(values: Values): readonly Route[] {
  return [
    {
      from: theftAt + values.seconds("laundering.swap"),
      every: values.seconds("laundering.every"),
      exits: [
        {
          token: "USDC",
          venue: "usdc-eth",
          lot: toAmount(1_000_000n * oneUsdCoin),
          most: null,
          withdraws: null,
        },
      ],
    },
    {
      from: inputs.launderingFrom.value,
      every: 12 * hour,
      exits: [
        {
          token: "ETH",
          venue: "exchanges",
          lot: toAmount(2_000n * oneEther),
          most: toAmount(12_000n * oneEther),
          withdraws: { after: 30 * minute, recipient: "cashed-out" },
        },
      ],
    },
    {
      from: utcSeconds(`${inputs.mixingFrom.value}T00:00:00Z`),
      every: mixedEvery,
      exits: [
        {
          token: "ETH",
          venue: "mixer",
          lot: toAmount(mixerLot),
          most: null,
          withdraws: null,
        },
      ],
    },
  ];
}

/** Where the money can go: exchanges that screen, a pool deep enough for all USDC, and a mixer. */
const venues: readonly Venue[] = [
  { kind: "exchange", name: "exchanges", operator: "exchange-desk" },
  {
    kind: "pool",
    name: "usdc-eth",
    tokens: ["USDC", "ETH"],
    reserves: [toAmount(311_000_000n * oneUsdCoin), toAmount(100_000n * oneEther)],
    feeBps: 30,
  },
  {
    kind: "mixer",
    name: "mixer",
    token: "ETH",
    denomination: toAmount(mixerLot),
    operator: "mixer-operator",
  },
];

const choice = (what: string, value: string, why: string): Provenance => ({
  what,
  value,
  status: "chosen",
  source: why,
});

const choices: readonly Provenance[] = [
  {
    what: "amounts, times of both payments, and the thief's pace",
    value: "173,600 ETH and 25.5 million USDC, from 28 March to exchanges, from 4 April mixed",
    status: "sourced",
    source: `${factsFile}: inputs.etherAmount, inputs.usdCoinAmount, inputs.etherPaidAt, inputs.usdCoinPaidAt, inputs.launderingFrom, inputs.mixingFrom, inputs.mixerLot, inputs.mixedPerWeek`,
  },
  choice("one wallet, one key", "in place of the bridge", "so that any responder can face it"),
  choice("what goes to exchanges", "12,000 ETH in six lots, half a day apart", "three are named"),
  choice("how deep the pool is", "100,000 ETH and their worth", "no source has it"),
  choice("the alarm of a responder with monitors", "1,000 ETH or a million USDC", "as KuCoin's"),
];
