import { existsSync } from "node:fs";
import type { OpenBridge, World } from "../../sim/bridge/port.ts";
import { makeMissing } from "./stamp.ts";

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
    return compiled(evmTenant(evmWorlds(startEvmServer, { isKept: keepsWorlds })));
  }
  const { hardhatTenant } = await import("../../sim/bridge/hardhat/tenant.ts");
  return compiled(hardhatTenant({ traceCalls }));
}

/** Returns a tenant that has the planted defects compiled before the first of them is deployed. */
const compiled =
  (open: OpenBridge): OpenBridge =>
  (world) => {
    if (contractsOf(world).some((name) => existsSync(`contracts/flawed/${name}.sol`)))
      makeMissing(["planted"]);
    return open(world);
  };

/** The contracts that a world names, beside those that come with its kinds. */
const contractsOf = ({ contracts, guarded, tokens }: World): readonly string[] => [
  ...Object.values(contracts).filter((name) => name !== undefined),
  ...[...(guarded?.guards ?? []), ...tokens].flatMap(({ contract }) => contract ?? []),
];
