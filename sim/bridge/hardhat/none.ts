import { zeroAddress } from "viem";
import { InputError } from "../../core/errors.ts";
import type { GatewayKind, Half } from "./gateway.ts";
import { placeTokens } from "./site.ts";

/** What a chain has of a bridge where there is none: addresses of nobody's. */
export const nothingThere = {
  gateway: zeroAddress,
  validatorSet: zeroAddress,
  registry: null,
  named: new Map(),
  logic: null,
  tokens: new Map(),
  parts: [],
} satisfies Half;

const noBridge = () => new InputError("The world has no bridge.");

/** A mainchain without a gateway. The tenant refuses what would be asked of it before. */
export const noGateway: GatewayKind = {
  deploy: async (site) => ({ ...nothingThere, tokens: await placeTokens(site, zeroAddress) }),
  open: () => ({
    contracts: ["WrappedEther"],
    holdsBareEther: false,
    digestOf: () => {
      throw noBridge();
    },
    digestElsewhere: () => {
      throw noBridge();
    },
    parityOf: () => null,
    callOf: () => {
      throw noBridge();
    },
    settle: () => ({ result: {} }),
    deposit: () => null,
    quorum: async () => ({ quorum: { numerator: 0, denominator: 0 }, validators: 0 }),
    epoch: async () => 0,
    initialization: async () => null,
    titleOf: () => undefined,
  }),
};
