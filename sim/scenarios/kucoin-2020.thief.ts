import type { Venue } from "../bridge/venue.ts";
import { minute, utcSeconds } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import type { RobberSpec, Route } from "../scenario/actors.ts";
import type { Values } from "../scenario/define.ts";
import { kucoin2020 } from "../scenario/incidents.ts";
import { type Held, whole } from "./kucoin-2020.assets.ts";

const { inputs } = kucoin2020;
/** A time of that night, in UTC+8 as the record has it. */
const at = (time: string): number => utcSeconds(`2020-09-26T${time}:00Z`) - 8 * 60 * minute;

/** The night in order: the first, XRP and BTC as alerts name them, the others in between. */
const nightly: readonly (readonly [symbol: string, at: number])[] = [
  ["ETH", inputs.firstPaymentAt.value],
  ["OCEAN", at("02:53")],
  ["KAI", at("02:55")],
  ["ORN", at("02:57")],
  ["AMPL", at("02:59")],
  ["USDT", at("03:02")],
  ["XRP", inputs.rippleAlertAt.value],
  ["BTC", inputs.otherAlertsFrom.value],
  ["LTC", at("03:12")],
  ["BSV", at("03:18")],
  ["TRX", at("03:24")],
  ["XLM", at("03:31")],
  ["VELO", inputs.otherAlertsUntil.value],
  ["STELLAR", at("03:46")],
  ["OPEN", at("03:55")],
  ["REPLACED", at("04:15")],
  ["REST", at("04:55")],
];

/** The thief: what it has, what it takes first, and how it makes off with that. */
export function thiefOf(assets: readonly Held[], values: Values): RobberSpec {
  const all = { numerator: 1, denominator: 1 };
  return {
    kind: "robber",
    name: "thief",
    footholds: [
      {
        at: at("02:00"),
        node: "host:wallet-server",
        how: "nobody has published how",
        capability: "use",
        until: null,
      },
    ],
    takes: nightly.flatMap(([symbol, takenAt]) =>
      assets
        .filter((asset) => asset.symbol === symbol)
        .map(({ wallet: account, symbol: token }) => ({ at: takenAt, account, token, part: all })),
    ),
    routes: routesOf(values),
  };
}

const dollars = { decimals: 6 };
/** A first lot to see whether it gets through, and the rest of what goes to exchanges. */
const exchangeLots = [2_395_000, 17_450_000];
/** Lots of 10,000 tokens, as they were counted. */
const oceanLot = whole(10_000, { decimals: 18 });

function routesOf(values: Values): readonly Route[] {
  const waits = values.seconds("laundering.after");
  const from = inputs.firstPaymentAt.value + waits;
  const every = values.seconds("laundering.every");
  const common = { most: null, withdraws: null };
  return [
    {
      from: at("05:10"),
      every: 45 * minute,
      exits: exchangeLots.map((lot) => ({
        token: "OPEN",
        venue: "exchanges",
        lot: whole(lot, dollars),
        most: whole(lot, dollars),
        withdraws: { after: 30 * minute, recipient: "cashed-out" },
      })),
    },
    {
      from,
      every: 5 * minute,
      exits: [{ token: "OCEAN", venue: "ocean-eth", lot: oceanLot, ...common }],
    },
    {
      from: from + 3 * 60 * minute,
      every,
      exits: [{ token: "OPEN", venue: "open-eth", lot: whole(100_000, dollars), ...common }],
    },
    {
      from: from + 24 * 60 * minute,
      every: 30 * minute,
      exits: [
        { token: "XRP", venue: "xrp-btc", lot: whole(1_000_000, { decimals: 6 }), ...common },
        { token: "TRX", venue: "trx-btc", lot: whole(10_000_000, { decimals: 6 }), ...common },
      ],
    },
    {
      from: from + 72 * 60 * minute,
      every: 30 * minute,
      exits: [
        {
          token: "BTC",
          venue: "btc-mixer",
          lot: mixed,
          most: whole(68 * 10, { decimals: 8 }),
          withdraws: null,
        },
      ],
    },
  ];
}

const mixed = whole(10, { decimals: 8 });

/** How deep pools are beside what is sold to them, in thousandths: fitted to what was bought. */
const depth = 8_873n;

/** Where the money can go. Exchanges that screen are one; those that do not are pools. */
export function venuesOf(assets: readonly Held[]): readonly Venue[] {
  const asset = (symbol: string) => assets.find((one) => one.symbol === symbol) as Held;
  const pool = (name: string, sold: string, bought: string): Venue => {
    const [one, other] = [asset(sold), asset(bought)];
    const reserve = (one.amount * depth) / 1_000n;
    // At the price of the day, the two sides are worth the same.
    const otherReserve = (((one.cents * depth) / 1_000n) * other.amount) / other.cents;
    return {
      kind: "pool",
      name,
      tokens: [sold, bought],
      reserves: [toAmount(reserve), toAmount(otherReserve)],
      feeBps: 30,
    };
  };
  return [
    { kind: "exchange", name: "exchanges", operator: "exchange-desk" },
    pool("ocean-eth", "OCEAN", "ETH"),
    pool("open-eth", "OPEN", "ETH"),
    pool("xrp-btc", "XRP", "BTC"),
    pool("trx-btc", "TRX", "BTC"),
    {
      kind: "mixer",
      name: "btc-mixer",
      token: "BTC",
      denomination: mixed,
      operator: "mixer-operator",
    },
  ];
}
