import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import type { Plain } from "../../../sim/core/canonical.ts";
import { InputError } from "../../../sim/core/errors.ts";
import { say } from "../exit.ts";
import { readUserFile } from "../files.ts";
import { type Find, keptBy } from "./cache.ts";
import { type Candidate, foundIn, type GuardCode } from "./contracts.ts";

const docsPath = "docs/errors.md#a-guard-of-ones-own";

/** How Solidity is compiled: as what is deployed, or at once, where nobody looks at gas. */
export type Compiling = "optimized" | "at once";

/**
 * Returns the guard of a file: a Solidity source, compiled with the pinned compiler, or what
 * Hardhat or Foundry have compiled.
 *
 * @param path The whole path of the file.
 * @param contract Which contract, where the file has several guards.
 * @param how Without the optimizer a source takes a third of the time.
 * @throws InputError when it does not compile (the compiler has its say first) or has no guard.
 */
export function readGuard(
  path: string,
  contract: string | undefined,
  how: Compiling = "optimized",
): GuardCode {
  const text = readUserFile(path);
  if (path.endsWith(".json")) {
    const only = inArtifact(text, path);
    return foundIn([only], path, only.contract, true);
  }
  if (path.endsWith(".sol"))
    return foundIn(
      inSource(text, path, how),
      path,
      contract ?? basename(path, ".sol"),
      contract !== undefined,
    );
  throw new InputError(
    `"${path}" is no guard: give a Solidity file (.sol), or what Hardhat or Foundry compiled (.json).`,
    { docsPath },
  );
}

type Compiled = {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: {
    readonly [file: string]: {
      readonly [name: string]: {
        readonly abi: readonly Plain[];
        readonly evm: { readonly bytecode: { readonly object: string } };
      };
    };
  };
};

type Solc = {
  readonly compile: (
    input: string,
    callbacks: { readonly import: (path: string) => { contents: string } | { error: string } },
  ) => string;
};

/**
 * Compiles a Solidity file, and returns the contracts that stand in it.
 *
 * @throws InputError when it does not compile; the compiler has its say first.
 */
export function inSource(content: string, path: string, how: Compiling): readonly Candidate[] {
  const input = {
    language: "Solidity",
    sources: { [path]: { content } },
    settings: {
      optimizer: { enabled: how === "optimized", runs: 200 },
      evmVersion: "cancun",
      // Nothing of what is imported is asked for by itself.
      outputSelection: { [path]: { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const require = createRequire(import.meta.url);
  const { version } = require("solc/package.json") as { readonly version: string };
  return keptBy(
    { version, input },
    (wanted) => importFrom(dirname(path), wanted),
    (find) => compiled(require("solc") as Solc, input, path, find),
  );
}

function compiled(solc: Solc, input: Plain, path: string, find: Find): readonly Candidate[] {
  const found = (wanted: string) => {
    const contents = find(wanted);
    return contents === null
      ? { error: `"${wanted}" is neither beside the guard nor in a node_modules above it` }
      : { contents };
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: found })) as Compiled;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    for (const { formattedMessage } of errors) say(formattedMessage.trimEnd());
    throw new InputError(`"${path}" does not compile; the compiler's errors stand above.`, {
      docsPath,
    });
  }
  return Object.entries(output.contracts?.[path] ?? {}).map(([name, of]) => ({
    contract: name,
    abi: of.abi,
    bytecode: of.evm.bytecode.object,
  }));
}

/** Finds an import beside the file, in a `node_modules` above it, or in ours. */
function importFrom(folder: string, wanted: string): string | null {
  const above: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    above.push(join(at, "node_modules"));
    if (dirname(at) === at) break;
  }
  const own = wanted.replace(/^five-of-nine\//, "");
  const places = [resolve(folder, wanted), ...above.map((at) => join(at, wanted))];
  for (const place of [...places, resolve("node_modules", wanted), resolve(own)])
    if (place.endsWith(".sol") && existsSync(place) && statSync(place).isFile())
      return readFileSync(place, "utf8");
  return null;
}

/**
 * Returns the contract that Hardhat or Foundry have compiled.
 *
 * @throws InputError when it is no such file.
 */
export function inArtifact(text: string, path: string): Candidate {
  const artifact = parsed(text, path);
  const { abi, bytecode, contractName } = artifact;
  const object =
    typeof bytecode === "object" && bytecode !== null && !Array.isArray(bytecode)
      ? (bytecode as { readonly object?: unknown }).object
      : bytecode;
  if (!Array.isArray(abi) || typeof object !== "string")
    throw new InputError(
      `"${path}" is no artifact: it has no "abi" and "bytecode", as Hardhat and Foundry write them.`,
      { docsPath },
    );
  const name = typeof contractName === "string" ? contractName : basename(path, ".json");
  return { contract: name, abi: abi as Plain[], bytecode: object };
}

function parsed(text: string, path: string): { readonly [field: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? (value as { readonly [field: string]: unknown })
      : {};
  } catch (cause) {
    throw new InputError(`"${path}" is no JSON.`, { cause, docsPath });
  }
}
