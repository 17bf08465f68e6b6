import { hour, minute, utcSeconds } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { MonitorSpec, ScriptSpec } from "../scenario/actors.ts";
import { type Definition, defineScenario, type Parameters } from "../scenario/define.ts";
import { kucoin2020 } from "../scenario/incidents.ts";
import { assetsOf, type Held, hotWallets, pricesOf, rest, tokensOf } from "./kucoin-2020.assets.ts";
import { kucoinCustody } from "./kucoin-2020.custody.ts";
import { choices } from "./kucoin-2020.provenance.ts";
import { kucoinResponder, moveWithin } from "./kucoin-2020.runbook.ts";
import { thiefOf, venuesOf } from "./kucoin-2020.thief.ts";
import { noBridge } from "./no-bridge.ts";
import {
  noticedBy,
  type Responder,
  responderAccounts,
  responseParameters,
  swapped,
  teamsOf,
} from "./responders.ts";

const { inputs } = kucoin2020;
const factsFile = "facts/incidents/kucoin-2020.json";
const start = utcSeconds("2020-09-25T16:00:00Z");
const end = utcSeconds("2020-11-12T00:00:00Z");
const cold = "cold-wallet";
const customers = ["customer-1", "customer-2"];
/** What each customer takes out in ether, before the theft and on the day after it. */
const payout = 10n ** 18n;

const chosen = (means: string, why: string) => ({ means, status: "chosen", source: why }) as const;

const parametersBy = (responder: Responder): Parameters => ({
  "keys.leaked": {
    kind: "choice",
    default: "extract",
    choices: ["extract", "use"],
    means: "Whether the thief had copies of the keys, or had the server sign.",
    status: "derived",
    source: `${factsFile}: inputs.serverShutAt`,
  },
  "laundering.after": {
    kind: "duration",
    default: utcSeconds("2020-09-27T10:00:00Z") - inputs.firstPaymentAt.value,
    ...chosen(
      "How long the thief waits from the first payment until it sells on open pools.",
      "no source has the hour of the first sale",
    ),
  },
  "laundering.every": {
    kind: "duration",
    default: 20 * minute,
    ...chosen(
      "From one lot of 100,000 dollars to the next.",
      `fitted to 7.5 million by Monday (${factsFile}: inputs.thiefSoldByMonday)`,
    ),
  },
  "wallet.REST": {
    kind: "amount",
    token: rest,
    default: 10_000_000_000_000n,
    ...chosen(
      "What else the hot wallets held, in dollars, to which the thief did not come.",
      "no source says what was moved away in time",
    ),
  },
  ...responseParameters(responder),
});

/**
 * KuCoin, from the night of the theft to the announcement of what was recovered, with a responder
 * who may be another than it had: history expects nothing then.
 */
export const kucoinAnsweredBy = (responder: Responder): Definition => ({
  name: "kucoin-2020",
  title: "KuCoin, 26 September 2020",
  question:
    "The first alert comes within the minute, the server is off after half an hour, and money still leaves: which step saved what?",
  parameters: parametersBy(responder),
  control: { without: ["thief"], title: "KuCoin, 26 September 2020, without the thief" },
  build: (values, seed) => {
    const assets = assetsOf(values.amount("wallet.REST"));
    const issuers = assets.flatMap(({ issuer }) => issuer ?? []);
    const names = [
      ...["admin", "issuer", "thief", "cashed-out", "exchange-desk", "mixer-operator", cold],
      ...["customers", ...hotWallets, ...issuers, ...responderAccounts, ...customers],
    ];
    return {
      start,
      end,
      world: {
        seed,
        start,
        ...noBridge,
        accounts: accountsOf(seed, [...new Set(names)]),
        tokens: tokensOf(assets),
        wallets: assets.map((asset) => ({
          chain: "mainchain",
          account: asset.wallet,
          token: asset.symbol,
          amount: toAmount(heldOf(asset)),
        })),
        venues: venuesOf(assets),
      },
      custody: kucoinCustody(hotWallets, values.choice("keys.leaked") as "extract" | "use"),
      actors: [
        payouts,
        ...noticedBy(
          responder,
          [riskOfPayments, riskOfBalances],
          inputs.firstPaymentAt.value,
          values,
        ),
        ...teamsOf(responder, assets, partiesOf(assets), values),
        thiefOf(assets, values),
      ],
      declared: { threshold: 0, paidWithin: hour, finality: { mainchain: 0, sidechain: 0 } },
      prices: pricesOf(assets),
      victims: [...hotWallets, cold],
      custodian: {
        name: "KuCoin",
        wallets: [...hotWallets, cold],
        owes: assets.flatMap((asset) => debtsOf(asset)),
      },
      expect: responder === kucoinResponder ? expected : {},
      provenance: responder === kucoinResponder ? choices : [swapped(responder), ...choices],
    };
  },
});

/** KuCoin with the responder it had. */
export const kucoin2020Scenario = defineScenario(kucoinAnsweredBy(kucoinResponder));

const expected = {
  conservation: true,
  authority: true,
  backing: true,
  exits: true,
  solvency: false,
} as const;

/** Ether is paid out before the theft, beyond what was taken. */
const heldOf = ({ symbol, amount }: Held): bigint =>
  symbol === "ETH" ? amount + payout * BigInt(customers.length) : amount;

/** All that the wallets hold is owed: of ether twice a payout to each customer, the rest to others. */
function debtsOf(asset: Held) {
  const { symbol: token } = asset;
  const own = token === "ETH" ? customers : [];
  const others = heldOf(asset) - 2n * payout * BigInt(own.length);
  return [
    ...own.map((creditor) => ({ creditor, token, amount: toAmount(2n * payout) })),
    { creditor: "customers", token, amount: toAmount(others) },
  ];
}

function partiesOf(assets: readonly Held[]) {
  const wallets = assets.map(({ wallet: account, symbol: token }) => ({ account, token }));
  return {
    monitor: "risk-payments",
    server: "host:wallet-server",
    controls: ["person:team"],
    wallets,
    moveWithin,
    home: cold,
    thief: "thief",
    exchange: { venue: "exchanges", operator: "exchange-desk" },
  };
}

const payouts: ScriptSpec = {
  kind: "script",
  name: "payout-desk",
  isHonest: true,
  accounts: ["hot-ethereum"],
  steps: [start + hour, start + 24 * hour].flatMap((from) =>
    customers.map((recipient, index) => ({
      at: from + index * minute,
      command: {
        verb: "transfer",
        sender: "hot-ethereum",
        chain: "mainchain",
        token: "ETH",
        recipient,
        amount: toAmount(payout),
      },
    })),
  ),
};

const never = { numerator: 0, denominator: 1 };
const watching = { kind: "monitor", poll: minute, misses: never, gaps: never, down: [] } as const;

/** The risk system on single payments: of the coins and of VELO, as the record names alerts. */
const riskOfPayments: MonitorSpec = {
  ...watching,
  name: "risk-payments",
  watches: {
    rule: "payment",
    wallets: hotWallets,
    limits: {
      ETH: "1000000000000000000000",
      XRP: "1000000000000",
      BTC: "10000000000",
      LTC: "100000000000",
      BSV: "100000000000",
      TRX: "10000000000000",
      XLM: "10000000000000",
      VELO: "10000000000000",
    },
  },
  lag: { min: 0, max: 0 },
};

const balanceLag = inputs.balanceAlertAt.value - inputs.firstAlertAt.value;

/** The risk system on balances, ten minutes behind. */
const riskOfBalances: MonitorSpec = {
  ...watching,
  name: "risk-balances",
  watches: {
    rule: "reserve",
    reserves: [{ account: "hot-ethereum", token: "ETH", least: "1000000000000000000000" }],
  },
  lag: { min: balanceLag, max: balanceLag },
};
