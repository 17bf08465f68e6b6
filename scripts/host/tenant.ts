import type { OpenBridge } from "../../sim/bridge/port.ts";

/** What a bridge can run on. */
export const tenants = ["hardhat", "model", "evm"] as const;

type Options = {
  /** Whether the chains' calls are traced and decoded. */
  readonly traceCalls?: boolean;
  /** Whether worlds on the EVM server are kept for the next bridge, until the process ends. */
  readonly keepsWorlds?: boolean;
};

/** Returns the tenant of a name. What it does not need is not loaded. */
export async function tenantNamed(
  name: string,
  { traceCalls = false, keepsWorlds = false }: Options = {},
): Promise<OpenBridge> {
  if (name === "model") return (await import("../../sim/bridge/model/model.ts")).openModel;
  if (name === "evm") {
    const { evmTenant } = await import("../../sim/bridge/evm/tenant.ts");
    const { evmWorlds } = await import("../../sim/bridge/evm/worlds.ts");
    const { startEvmServer } = await import("./evm/start.ts");
    return evmTenant(evmWorlds(startEvmServer, { isKept: keepsWorlds }));
  }
  const { hardhatTenant } = await import("../../sim/bridge/hardhat/tenant.ts");
  return hardhatTenant({ traceCalls });
}
