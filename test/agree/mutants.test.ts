import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { agree } from "../../sim/agree/agreement.ts";
import { agreementWorld } from "../../sim/agree/world.ts";
import { type Artifact, plantArtifact } from "../../sim/bridge/hardhat/artifacts.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds, type Worlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { OpenBridge } from "../../sim/bridge/port.ts";
import { contractMutants, type Mutant, modelMutants } from "./mutants.ts";

const solc = createRequire(import.meta.url)("solc") as {
  compile: (input: string, callbacks: { import: (path: string) => { contents: string } }) => string;
};

const most = 300;
const needed = new Map<string, number>();
const sound = keptWorlds();
const place = "cache/agree-mutants";

afterAll(async () => {
  await sound.end();
  if (process.env.AGREE_MUTANTS)
    writeFileSync(process.env.AGREE_MUTANTS, `${JSON.stringify([...needed], null, 2)}\n`);
  rmSync(place, { recursive: true, force: true });
});

it("are thirty", () => {
  expect([contractMutants.length, modelMutants.length]).toEqual([18, 12]);
});

describe("a contract with one line wrong is caught", () => {
  it.each(contractMutants)("$file: $line > $instead", async (mutant) => {
    const path = mutant.contract ?? mutant.file;
    const name = basename(path, ".sol");
    plantArtifact(name, compile(path, name, mutant));
    const worlds = keptWorlds();
    try {
      await expectCaught(mutant, openModel, worlds);
    } finally {
      plantArtifact(name, null);
      await worlds.end();
    }
  });
});

describe("a model with one line wrong is caught", () => {
  it.each(modelMutants)("$file: $line > $instead", async (mutant) => {
    const folder = `${place}/${modelMutants.indexOf(mutant)}`;
    mkdirSync(folder, { recursive: true });
    cpSync("sim/bridge/model", folder, { recursive: true });
    for (const file of readdirSync(folder)) {
      const text = readFileSync(`${folder}/${file}`, "utf8");
      const changed = file === basename(mutant.file) ? mutate(text, mutant) : text;
      writeFileSync(
        `${folder}/${file}`,
        changed
          .replaceAll('"../../core/', '"../../../sim/core/')
          .replaceAll(/"\.\.\/(?=[a-z])/g, '"../../../sim/bridge/'),
      );
    }
    const url = pathToFileURL(resolve(folder, "model.ts")).href;
    const loaded = (await import(/* @vite-ignore */ url)) as { openModel: OpenBridge };
    await expectCaught(mutant, loaded.openModel, sound);
  });
});

async function expectCaught(mutant: Mutant, left: OpenBridge, worlds: Worlds): Promise<void> {
  const { lists, disagreement } = await agree({
    world: agreementWorld,
    lists: most,
    seed: 20220323,
    shrink: false,
    left,
    right: hardhatTenant({ worlds }),
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
