import type { Signer } from "../hardhat/signing.ts";
import { hardhatTenant } from "../hardhat/tenant.ts";
import type { Worlds } from "../hardhat/worlds.ts";
import type { OpenBridge } from "../port.ts";
import { takesLists } from "./list.ts";

/**
 * Returns the tenant that puts a world on EVM servers: the bytecode of the chains, without a chain.
 * All that goes into a command and is read out of an answer is the chains' tenant's; what only a
 * chain can tell (gas, events, hashes, nonces) is never told.
 *
 * @param worlds Where deployments come from: servers that are handed in (`evmWorlds`).
 * @param options What makes signatures, where it is not what wallets do.
 */
export const evmTenant = (worlds: Worlds, options: { readonly signer?: Signer } = {}): OpenBridge =>
  hardhatTenant({ ...options, worlds, isRecorded: false, takesLists });
