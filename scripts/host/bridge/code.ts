import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Abi } from "viem";
import type { Hex } from "../../../sim/core/accounts.ts";
import { InputError } from "../../../sim/core/errors.ts";
import { readUserFile } from "../files.ts";
import { type Compiling, inArtifact, inSource } from "../guard/compile.ts";

const docsPath = "docs/errors.md#a-bridge-of-ones-own";

/** A contract that can be deployed. */
export type Code = { readonly name: string; readonly abi: Abi; readonly bytecode: Hex };

/** Finds the contracts that an adapter names, each compiled once. */
export type FindCode = (source: string) => Code;

/**
 * Returns what finds contracts for an adapter: beside it, in a `node_modules` above it, or in ours.
 *
 * @param folder The folder that the adapter lies in.
 */
export function codeBeside(folder: string, how: Compiling = "optimized"): FindCode {
  const known = new Map<string, Code>();
  return (source) => {
    const found = known.get(source) ?? readCode(source, folder, how);
    known.set(source, found);
    return found;
  };
}

function readCode(source: string, folder: string, how: Compiling): Code {
  const [file = "", wanted] = source.split("#");
  const path = placeOf(file, folder);
  const text = readUserFile(path);
  const all = path.endsWith(".json") ? [inArtifact(text, path)] : inSource(text, path, how);
  const name = wanted ?? basename(path).replace(/\.(sol|json)$/, "");
  const able = all.filter(({ bytecode }) => bytecode.replace(/^0x/, "") !== "");
  const chosen =
    able.find(({ contract }) => contract === name) ??
    (wanted === undefined && able.length === 1 ? able[0] : undefined);
  if (chosen === undefined)
    throw new InputError(
      `"${source}" is no one contract that can be deployed; "${file}" has ${able.map(({ contract }) => contract).join(", ") || "none"}.`,
      { docsPath },
    );
  const bytecode = chosen.bytecode.replace(/^0x/, "").toLowerCase();
  if (!/^([0-9a-f]{2})+$/.test(bytecode))
    throw new InputError(
      `${chosen.contract} in "${file}" cannot be deployed: it still has to be linked with a library.`,
      { docsPath },
    );
  return {
    name: chosen.contract,
    abi: chosen.abi as unknown as Abi,
    bytecode: `0x${bytecode}`,
  };
}

function placeOf(file: string, folder: string): string {
  const above: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    above.push(join(at, "node_modules"));
    if (dirname(at) === at) break;
  }
  const places = [
    resolve(folder, file),
    ...above.map((at) => join(at, file)),
    resolve("node_modules", file),
    resolve(file),
  ];
  const found = places.find(
    (place) => /\.(sol|json)$/.test(place) && existsSync(place) && statSync(place).isFile(),
  );
  if (found !== undefined) return found;
  throw new InputError(
    `The bridge puts "${file}", which is neither beside its adapter nor in a node_modules above it; it is a .sol or a .json.`,
    { docsPath },
  );
}
