import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { agree } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { type Artifact, plantArtifact } from "../../sim/bridge/hardhat/artifacts.ts";
import { memoizedSigner } from "../../sim/bridge/hardhat/signing.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { OpenBridge } from "../../sim/bridge/port.ts";
import { exitContracts, exitModels } from "./exits-mutants.ts";
import {
  guardContracts,
  guardedContracts,
  guardedModels,
  upgradeContracts,
  upgradeModels,
  v2Contracts,
  v2Models,
} from "./later-mutants.ts";
import { type Mutant, v1Contracts, v1Models } from "./mutants.ts";

const solc = createRequire(import.meta.url)("solc") as {
  compile: (input: string, callbacks: { import: (path: string) => { contents: string } }) => string;
};

const contractMutants = [
  ...v1Contracts,
  ...v2Contracts,
  ...guardedContracts,
  ...guardContracts,
  ...exitContracts,
  ...upgradeContracts,
];
const modelMutants = [...v1Models, ...v2Models, ...guardedModels, ...exitModels, ...upgradeModels];
const most = 300;
const needed = new Map<string, number>();
// Contracts answer list after list: they do so fastest on the EVM server. The sound ones are there once.
const sound = evmWorlds(startEvmServer);
// The same lists are drawn again and again, with the same signatures.
const signer = memoizedSigner();
const onServer = evmTenant(sound, { signer });
const place = "cache/agree-mutants";

afterAll(async () => {
  await sound.end();
  if (process.env.AGREE_MUTANTS)
    writeFileSync(process.env.AGREE_MUTANTS, `${JSON.stringify([...needed], null, 2)}\n`);
  rmSync(place, { recursive: true, force: true });
});

it("are eighty-five", () => {
  expect([contractMutants.length, modelMutants.length]).toEqual([51, 34]);
});

describe("a contract with one line wrong is caught", () => {
  it.each(contractMutants)("$file: $line > $instead", async (mutant) => {
    const path = mutant.contract ?? mutant.file;
    const name = basename(path, ".sol");
    plantArtifact(name, compile(path, name, mutant));
    // Servers of its own: a world does not tell that its contract is another one.
    const worlds = evmWorlds(startEvmServer);
    try {
      await expectCaught(mutant, openModel, evmTenant(worlds, { signer }));
    } finally {
      plantArtifact(name, null);
      await worlds.end();
    }
  });
});

describe("a model with one line wrong is caught", () => {
  it.each(modelMutants)("$file: $line > $instead", async (mutant) => {
    const path = resolve(place, `${modelMutants.indexOf(mutant)}.mjs`);
    await bundleModel(path, mutant);
    const loaded = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
      openModel: OpenBridge;
    };
    await expectCaught(mutant, loaded.openModel, onServer);
  });
});

/** Writes the model with a line changed into one file, which is read at once. */
async function bundleModel(outfile: string, mutant: Mutant): Promise<void> {
  const contents = mutate(readFileSync(mutant.file, "utf8"), mutant);
  const file = resolve(mutant.file);
  let loads = 0;
  await build({
    entryPoints: ["sim/bridge/model/model.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    plugins: [
      {
        name: "mutant",
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (path !== file) return undefined;
            loads += 1;
            return { contents, loader: "ts" };
          }),
      },
    ],
  });
  expect(loads, `${mutant.file} is part of the model`).toBe(1);
}

async function expectCaught(mutant: Mutant, left: OpenBridge, right: OpenBridge): Promise<void> {
  const { gateway = "RoninGatewayV1", guard = "none" } = mutant;
  const [campaign] = campaignsOf(gateway, most, 20220323, guard);
  if (campaign === undefined) throw new Error(`There is no campaign of ${gateway}.`);
  const { lists, disagreement } = await agree({
    ...campaign,
    lists: most,
    shrink: false,
    left,
    right,
  });
  expect(disagreement).not.toBeNull();
  needed.set(`${mutant.file}: ${mutant.line}`, lists);
}

function mutate(text: string, { line, instead }: Mutant): string {
  expect(text.split(line), `"${line}" stands there once`).toHaveLength(2);
  return text.replace(line, () => instead);
}

/** Compiles one contract with a line of it, or of what it inherits, changed; in memory. */
function compile(path: string, name: string, mutant: Mutant): Artifact {
  const read = (file: string): string => {
    const isOurs = file.startsWith("contracts/");
    const text = readFileSync(isOurs ? file : `node_modules/${file}`, "utf8");
    return file === mutant.file ? mutate(text, mutant) : text;
  };
  const input = {
    language: "Solidity",
    sources: { [path]: { content: read(path) } },
    settings: {
      evmVersion: "cancun",
      // The server takes contracts that are longer than a chain does.
      optimizer: { enabled: false },
      outputSelection: { [path]: { [name]: ["abi", "evm.bytecode.object"] } },
    },
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (file) => ({ contents: read(file) }) }),
  );
  const compiled = output.contracts?.[path]?.[name];
  if (compiled === undefined) throw new Error(JSON.stringify(output.errors));
  return { abi: compiled.abi, bytecode: `0x${compiled.evm.bytecode.object}` };
}
