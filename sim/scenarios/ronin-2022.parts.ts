import type { World } from "../bridge/port.ts";
import type { Ratio } from "../core/units.ts";
import { toAmount } from "../core/units.ts";
import type { UserSpec } from "../scenario/actors.ts";
import { ronin2022 } from "../scenario/facts.ts";
import type { Price } from "../scenario/scenario.ts";

const { etherPrice, usdCoinPrice } = ronin2022.inputs;

/** The contracts of the bridge as it was robbed. */
export const v1Contracts: World["contracts"] = {
  gateway: "RoninGatewayV1",
  validatorSet: "ValidatorSet",
  sidechainGateway: "SidechainGateway",
};

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
