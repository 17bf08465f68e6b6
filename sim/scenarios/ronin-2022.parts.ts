import type { Token, World } from "../bridge/port.ts";
import type { Address } from "../core/accounts.ts";
import type { Ratio } from "../core/units.ts";
import { toAmount } from "../core/units.ts";
import type { UserSpec } from "../scenario/actors.ts";
import { ronin2022 } from "../scenario/facts.ts";
import type { Price } from "../scenario/scenario.ts";

const { etherPrice, usdCoinPrice, etherToken, usdCoinToken } = ronin2022.inputs;

/** The contracts of the bridge as it was robbed. */
export const v1Contracts: World["contracts"] = {
  gateway: "RoninGatewayV1",
  validatorSet: "ValidatorSet",
  sidechainGateway: "SidechainGateway",
};

/** The vault's two tokens, at their mainnet addresses: what was signed in 2022 names these. */
export const v1Tokens: readonly Token[] = [
  { symbol: "ETH", decimals: 18, kind: "wrapped", address: etherToken.value as Address },
  { symbol: "USDC", decimals: 6, kind: "issued", address: usdCoinToken.value as Address },
];

/** What the vault holds at the start, in base units. No source gives it: it is chosen. */
export const chosenVault = { ETH: 176_400n * 10n ** 18n, USDC: 26_000_000n * 10n ** 6n };

/** What both tokens were worth when they were stolen. */
export const pricesAtTheft: readonly Price[] = [
  price("ETH", etherPrice.value),
  price("USDC", usdCoinPrice.value),
];

function price(token: string, dollars: Ratio): Price {
  const ratio = `${dollars.numerator}/${dollars.denominator}`;
  const basis = `${ratio} dollars per ${token}, at the time of the theft (facts/incidents/ronin-2022.json)`;
  return { token, dollars, basis };
}

/** Returns people who deposited before the story begins and leave their money where it is. */
export const depositor = (
  name: string,
  token: string,
  deposit: bigint,
  depositAt: number,
): UserSpec => ({
  kind: "user",
  name,
  token,
  deposit: toAmount(deposit),
  depositAt,
  withdrawal: null,
  complains: false,
});
