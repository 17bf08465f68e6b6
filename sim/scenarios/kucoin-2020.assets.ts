import type { Token } from "../bridge/port.ts";
import type { Address } from "../core/accounts.ts";
import { type Amount, toAmount } from "../core/units.ts";
import { kucoin2020 } from "../scenario/incidents.ts";
import type { Price } from "../scenario/scenario.ts";
import type { Asset } from "./responders.ts";

const { inputs, outcomes } = kucoin2020;
const factsFile = "facts/incidents/kucoin-2020.json";

/** An asset of the night: a token, which wallet held it, how much, and what all of it was worth. */
export type Held = Asset & {
  readonly decimals: number;
  readonly wallet: string;
  /** In base units. */
  readonly amount: bigint;
  /** In hundredths of a dollar, all together, at the theft. */
  readonly cents: bigint;
  readonly basis: string;
};

const list = "the list of Chainalysis";
const remainder =
  "fitted: the three that the list leaves out make up what is missing to $285 million";
const ethereum = "hot-ethereum";
const stellar = "hot-stellar";

/** The coins and stablecoins of the list, exactly, and what they were worth by it. */
const coins: readonly Held[] = [
  coin("ETH", 18, ethereum, inputs["hotWallet.ETH"].value, 403_095_790n, list),
  coin("XRP", 6, "hot-ripple", inputs["hotWallet.XRP"].value, 425_454_754n, list),
  coin("BTC", 8, "hot-bitcoin", inputs["hotWallet.BTC"].value, 1_075_840_486n, list),
  coin("LTC", 8, "hot-litecoin", inputs["hotWallet.LTC"].value, 123_853_989n, list),
  coin("BSV", 8, "hot-bsv", inputs["hotWallet.BSV"].value, 288_000_000n, remainder),
  coin("TRX", 6, "hot-tron", inputs["hotWallet.TRX"].value, 616_434_767n, remainder),
  coin("XLM", 7, stellar, inputs["hotWallet.XLM"].value, 84_000_000n, remainder),
];

function coin(
  symbol: string,
  decimals: number,
  wallet: string,
  amount: string,
  cents: bigint,
  basis: string,
): Held {
  return {
    symbol,
    decimals,
    class: "coin",
    issuer: null,
    wallet,
    amount: BigInt(amount),
    cents,
    basis,
  };
}

/**
 * Tokens, by class. Those that stand for many (`STELLAR`, `REPLACED`, `OPEN`) are counted in dollars.
 * Together those of Ethereum are 147 and those of Stellar 87 million dollars.
 */
const issued: readonly Held[] = [
  {
    ...token("USDT", 6, "stablecoin", "tether", ethereum, 0n, 2_083_320_214n),
    amount: BigInt(inputs["hotWallet.USDT"].value),
    basis: list,
  },
  token(
    "VELO",
    7,
    "replaceable",
    "velo",
    stellar,
    122_000_000n,
    dollars(outcomes.replacedVeloDollars),
  ),
  token("STELLAR", 6, "replaceable", "stellar-projects", stellar, 11_300_000n, 1_130_000_000n),
  token(
    "OCEAN",
    18,
    "ocean",
    "ocean",
    ethereum,
    21_000_000n,
    dollars(outcomes.replacedOceanDollars),
  ),
  token(
    "KAI",
    18,
    "replaceable",
    "kai",
    ethereum,
    525_000_000n,
    dollars(outcomes.replacedKaiDollars),
  ),
  token(
    "ORN",
    8,
    "replaceable",
    "orion",
    ethereum,
    3_820_000n,
    dollars(outcomes.replacedOrionDollars),
  ),
  token(
    "AMPL",
    9,
    "replaceable",
    "ampleforth",
    ethereum,
    14_820_000n,
    dollars(outcomes.disabledAmplDollars),
  ),
  token("REPLACED", 6, "later", "other-projects", ethereum, 75_100_000n, 7_510_000_000n),
  token("OPEN", 6, "open", null, ethereum, 32_710_000n, 3_271_000_000n),
];

function dollars({ value }: { readonly value: string }): bigint {
  return BigInt(value) * 100n;
}

/** @param whole How many there are, in whole tokens. */
function token(
  symbol: string,
  decimals: number,
  kind: Asset["class"],
  issuer: string | null,
  wallet: string,
  whole: bigint,
  cents: bigint,
): Held {
  const amount = whole * 10n ** BigInt(decimals);
  const basis = "what the projects and the list say it was worth, and a fitted rest";
  return { symbol, decimals, class: kind, issuer, wallet, amount, cents, basis };
}

/** What the thief left: no source says what or how much. */
export const rest = { symbol: "REST", decimals: 6 } as const;

const left = (amount: bigint): Held => ({
  ...rest,
  class: "open",
  issuer: null,
  wallet: ethereum,
  amount,
  cents: amount / 10_000n,
  basis: "chosen: counted in dollars",
});

/** @param restAmount What else the wallets held, which was moved away in time. */
export const assetsOf = (restAmount: bigint): readonly Held[] => [
  ...coins,
  ...issued,
  left(restAmount),
];

/** The wallets, one key each, in the order in which they are named first. */
export const hotWallets: readonly string[] = [
  ...new Set([...coins, ...issued].map(({ wallet }) => wallet)),
];

const kinds: { readonly [kind in Asset["class"]]: Token["kind"] } = {
  coin: "foreign",
  open: "foreign",
  stablecoin: "reissuable",
  replaceable: "reissuable",
  ocean: "reissuable",
  later: "reissuable",
};

/** Every asset as a token of the one chain there is here. */
export const tokensOf = (assets: readonly Held[]): readonly Token[] =>
  assets.map(({ symbol, decimals, class: kind, issuer }, index) => ({
    symbol,
    decimals,
    kind: symbol === "ETH" ? "wrapped" : kinds[kind],
    address: `0x${(0xa0 + index).toString(16).padStart(40, "0")}` as Address,
    ...(issuer === null ? {} : { issuer }),
  }));

/** What all of an asset was worth, by how many there were. */
export const pricesOf = (assets: readonly Held[]): readonly Price[] =>
  assets.map(({ symbol, decimals, amount, cents, basis }) => ({
    token: symbol,
    dollars:
      amount === 0n
        ? { numerator: 1, denominator: 1 }
        : ratioOf(cents * 10n ** BigInt(decimals), amount * 100n),
    basis: `${symbol}: ${basis} (${factsFile})`,
  }));

/** Returns a fraction in lowest terms. */
function ratioOf(numerator: bigint, denominator: bigint) {
  let [one, other] = [numerator, denominator];
  while (other > 0n) [one, other] = [other, one % other];
  return { numerator: Number(numerator / one), denominator: Number(denominator / one) };
}

/** Returns a number of whole tokens in base units. */
export const whole = (count: number, { decimals }: { readonly decimals: number }): Amount =>
  toAmount(BigInt(count) * 10n ** BigInt(decimals));
