import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect } from "vitest";
import { axelar, published } from "../../bridges/axelar/axelar.ts";
import { openFields } from "../../scripts/host/bridge/field.ts";
import { inSource } from "../../scripts/host/guard/compile.ts";
import { type BridgeTrial, tryBridge } from "../../sim/trial/bridge/trial.ts";

const sources = "node_modules/@axelar-network/axelar-gmp-sdk-solidity/contracts";
const gateway = "gateway/AxelarAmplifierGateway.sol";

/** A change of the gateway's source: in a file, what stands there, and what is put in its place. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

type Options = Parameters<typeof tryBridge>[2];

/** Returns a place where changed copies of Axelar's sources are compiled, and tried. */
export function copies() {
  const folder = mkdtempSync(join(tmpdir(), "axelar-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  // Compiled once: it is the same behind every gateway.
  const vault = join(folder, "MessageVault.json");
  const source = resolve("bridges/axelar/MessageVault.sol");
  writeFileSync(vault, JSON.stringify(artifactIn(source)));
  let count = 0;
  /** Returns the adapter of a gateway that is compiled from a copy with some changes. */
  const adapterWith = (changes: readonly Change[]) => {
    count += 1;
    const copy = join(folder, `${count}`);
    cpSync(sources, copy, { recursive: true });
    for (const { file, from, to } of changes) {
      const text = readFileSync(join(copy, file), "utf8");
      expect(text).toContain(from);
      writeFileSync(join(copy, file), text.replace(from, to));
    }
    return axelar({
      gateway: join(copy, gateway),
      proxy: published.proxy,
      vault,
    });
  };
  return { adapterWith };
}

function artifactIn(path: string) {
  const all = inSource(readFileSync(path, "utf8"), path);
  const { contract, abi, bytecode } = all.find((one) => one.contract === "MessageVault") ?? {};
  return { contractName: contract, abi, bytecode };
}

/** Tries a bridge on chains of its own. */
export async function tried(
  adapter: ReturnType<typeof axelar>,
  options: Options,
): Promise<BridgeTrial> {
  const { open, end } = openFields(adapter, resolve("bridges/axelar"));
  try {
    return await tryBridge(adapter, open, options);
  } finally {
    await end();
  }
}
