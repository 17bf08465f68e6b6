import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { readGuard } from "../../scripts/host/guard/compile.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { tableSigner } from "../../sim/bridge/hardhat/table-signing.ts";
import type { OwnGuard } from "../../sim/trial/bench.ts";
import { tokens } from "../../sim/trial/bench.ts";
import { readClaims } from "../../sim/trial/claims.ts";
import { fill, type Stage } from "../../sim/trial/play.ts";

const template = readFileSync("contracts/template/HourlyLimit.sol", "utf8").replace(
  "../interfaces/",
  "./",
);

/** What the template claims. */
export const claims = readClaims(
  readFileSync("contracts/template/claims.json", "utf8"),
  "the template",
  tokens,
);

/** Returns the template after a change, which must change something. */
export function changed(from: string, to: string): string {
  if (!template.includes(from)) throw new Error(`The template has no "${from}".`);
  return template.replace(from, to);
}

export const sound = template;

/** Returns a guard whose `assess` and `onPaid` have these bodies, and which does nothing else. */
export const guardThat = (assess: string, onPaid = "", mutability = "view"): string =>
  `// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;
import {IWithdrawalGuard} from "./IWithdrawalGuard.sol";
contract HourlyLimit is IWithdrawalGuard {
  struct Limit { address token; uint256 limit; }
  uint256 public count;
  constructor(address, Limit[] memory) {}
  function assess(Request calldata, bytes calldata) external ${mutability} returns (Decision memory decision) {
    ${assess}
  }
  function onPaid(Request calldata, bytes calldata) external { ${onPaid} }
  function onHeld(Request calldata, bytes calldata) external {}
  function onCancelled(bytes32, address, uint256) external {}
  function onDeposited(address, address, uint256) external {}
}
`;

/** Returns EVM servers to try guards on that are known not to be hostile: quicker than chains. */
export function serverStage() {
  const servers: ReturnType<typeof startEvmServer>[] = [];
  const worlds = evmWorlds(() => {
    const server = startEvmServer();
    servers.push(server);
    return server;
  });
  afterAll(() => worlds.end());
  const open = evmTenant(worlds, { signer: tableSigner() });
  const stage: Stage = async (world) => {
    const bridge = await open(world);
    await fill(bridge, world);
    return { bridge, foresee: async () => ({ action: "refuse", until: 0 }) };
  };
  return { stage, servers };
}

/** Returns what compiles sources in a folder outside the repository, which goes after the tests. */
export function workshop() {
  const folder = mkdtempSync(join(tmpdir(), "five-of-nine-guard-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  copyFileSync("contracts/interfaces/IWithdrawalGuard.sol", join(folder, "IWithdrawalGuard.sol"));
  const args = JSON.parse(readFileSync("contracts/template/arguments.json", "utf8"));
  return {
    folder,
    guardOf: (source: string): OwnGuard => {
      const path = join(folder, "HourlyLimit.sol");
      writeFileSync(path, source);
      return { guard: "own", ...readGuard(path, undefined, "at once"), args };
    },
  };
}
