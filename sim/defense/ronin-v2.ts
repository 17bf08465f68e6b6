import type { RoninV2Settings } from "../bridge/settings.ts";
import { hour, minute } from "../core/time.ts";
import { withThreshold } from "../custody/change.ts";
import { roninV2 } from "../scenario/parameters.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { withAllSignatures } from "./conditions.ts";
import type { Defense } from "./defense.ts";
import { refuseForeign, withAccounts } from "./guarded.ts";

const { inputs } = roninV2;

/** The Ronin bridge as it came back in June 2022: weights, tiers, locks and a limit by the day. */
export const roninV2Defense: Defense = {
  name: "ronin-v2",
  kind: "bridge",
  does: "Seven of nine must sign, all nine from 918 ETH on; from 9,180 ETH on a person releases; a UTC day pays less than 45,900 ETH.",
  source: "facts/parameters/ronin-v2.json",
  parameters: {},
  apply: (scenario) => {
    refuseForeign(scenario);
    const { world, declared, actors, custody } = withAllSignatures(scenario);
    const { numerator, denominator } = inputs.quorum.value;
    const threshold = Math.ceil((numerator * world.validators.length) / denominator);
    const responder = actors.find((actor) => actor.kind === "responder");
    return {
      ...scenario,
      world: {
        ...withAccounts(world, ["unlocker"]),
        contracts: { ...world.contracts, gateway: "RoninGatewayV2" },
        quorum: { numerator, denominator },
        roninV2: settings(responder === undefined ? [] : [responder.account]),
      },
      declared: { ...declared, threshold },
      custody: hasQuorum(scenario) ? withThreshold(custody, "validators", threshold) : custody,
      actors: [
        ...actors,
        { kind: "unlocker", name: "unlocker", latency: { min: 30 * minute, max: 4 * hour } },
      ],
    };
  },
};

const hasQuorum = ({ custody }: Scenario): boolean =>
  custody.nodes.some(({ id }) => id === "quorum:validators");

const settings = (pausers: readonly string[]): RoninV2Settings => ({
  highTierQuorum: inputs.highTierQuorum.value,
  unlockers: ["unlocker"],
  pausers,
  limits: {
    ETH: {
      highTier: inputs["highTierFrom.ETH"].value as `${bigint}`,
      locked: inputs["lockedFrom.ETH"].value as `${bigint}`,
      unlockFee: inputs.unlockFee.value,
      daily: inputs["dailyLimit.ETH"].value as `${bigint}`,
    },
    USDC: {
      highTier: inputs["highTierFrom.USDC"].value as `${bigint}`,
      locked: inputs["lockedFrom.USDC"].value as `${bigint}`,
      unlockFee: inputs.unlockFee.value,
      daily: inputs["dailyLimit.USDC"].value as `${bigint}`,
    },
  },
});
