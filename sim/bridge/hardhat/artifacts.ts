import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Abi } from "viem";
import type { Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";

export type Artifact = { readonly abi: Abi; readonly bytecode: Hex };

const root = join(dirname(fileURLToPath(import.meta.url)), "../../../artifacts/contracts");
/** The contracts beside the mainchain gateway that calls and errors are decoded with. */
export const knownContracts = [
  "GatewayProxy",
  "UpgradeableProxy",
  "SidechainGateway",
  "ValidatorSet",
  "Registry",
  "WrappedEther",
  "UsdCoin",
  "IssuedToken",
  "BridgedToken",
  "Exchange",
  "ConstantProductPool",
  "Mixer",
];

const folders = ["ronin", "world", "flawed", "guarded", "guards"];
const loaded = new Map<string, Artifact>();

/**
 * Returns the compiled contract of a name.
 *
 * @throws InputError when none of the contract folders has it: it is misspelled, or not compiled.
 */
export function artifact(name: string): Artifact {
  const known = loaded.get(name);
  if (known) return known;
  for (const folder of folders) {
    const text = readIfThere(join(root, folder, `${name}.sol`, `${name}.json`));
    if (text === undefined) continue;
    const { abi, bytecode } = JSON.parse(text) as Artifact;
    loaded.set(name, { abi, bytecode });
    return { abi, bytecode };
  }
  throw new InputError(
    `There is no compiled contract "${name}" in contracts/${folders.join(", ")}.`,
  );
}

/**
 * Has a name stand for another compiled contract from now on, which is how tests deploy one that
 * must not lie in the tree; `null`: for its own again.
 */
export function plantArtifact(name: string, planted: Artifact | null): void {
  if (planted === null) loaded.delete(name);
  else loaded.set(name, planted);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
