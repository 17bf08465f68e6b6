import type { World } from "../bridge/port.ts";

/** The parts of a world that has wallets and no bridge. */
export const noBridge = {
  chainIds: { mainchain: 1, sidechain: 2 },
  admin: "admin",
  issuer: "issuer",
  contracts: { gateway: "none", validatorSet: "none", sidechainGateway: "none" },
  validators: [],
  quorum: { numerator: 0, denominator: 0 },
  quorumAuthorizesPay: false,
} as const satisfies Partial<World>;
