import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBench } from "../../scripts/host/guard/bench.ts";
import { filesAbout } from "../../scripts/host/guard/files.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import { finish } from "../../sim/study/experiment.ts";
import { stepsOf } from "../../sim/trace/trace.ts";
import type { OwnGuard } from "../../sim/trial/bench.ts";
import { type Failure, tryGuard } from "../../sim/trial/trial.ts";
import { changed, claims, sound, workshop } from "./guards.ts";

const { folder, guardOf } = workshop();
const file = join(folder, "HourlyLimit.sol");
const require = createRequire(import.meta.url);

/** A guard with two defects: it cuts amounts off, and anybody may commit. */
const flawed = changed(
  "+= request.withdrawal.amount",
  "+= uint64(request.withdrawal.amount)",
).replace(
  "onPaid(Request calldata request, bytes calldata) external override onlyGateway",
  "onPaid(Request calldata request, bytes calldata) external override",
);
const told = {
  L01: "L01: no window pays more than its bound",
  G02: "G02: nobody but the gateway commits or notifies",
} as const;
let guard: OwnGuard;
let failures: readonly Failure[];

beforeAll(async () => {
  guard = guardOf(flawed);
  const bench = openBench();
  const trial = await tryGuard(guard, claims, bench.stage, { seed: 1, runs: 0 });
  const strangers = await bench.strangers(guard);
  await bench.end();
  const found = [trial.failures.find(({ id }) => id === "L01"), strangers.failure];
  failures = found.filter((failure) => failure !== undefined && failure !== null);
  expect(failures.map(({ id }) => id)).toEqual(Object.keys(told));
});

/** What is written about the failures to a folder, the first without its property in its name. */
const emittedTo = (to: string) =>
  failures.map((failure, index) =>
    filesAbout(failure, {
      ...{ guard, claims, file, folder: to, place: "out", isFirst: index === 0 },
    }),
  );

function writeTo(to: string, ending: string): void {
  mkdirSync(to, { recursive: true });
  for (const { contents } of emittedTo(to))
    for (const [name, text] of Object.entries(contents))
      if (name.endsWith(ending) || name === "IWithdrawalGuard.sol")
        writeFileSync(join(to, name), text);
}

type Ended = { readonly status: number | null; readonly said: string };

function run(command: string, args: readonly string[], cwd: string): Ended {
  const env = { ...process.env, NO_COLOR: "1", HARDHAT_DISABLE_TELEMETRY: "true" };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env });
  return { status, said: `${stdout}${stderr}` };
}

/** Runs Vitest on a folder that the files for it are written to. */
function vitest(to: string): Ended {
  writeTo(to, ".test.ts");
  return run(resolve("node_modules/.bin/vitest"), ["run", "--root", to], process.cwd());
}

/** Runs forge from npm, with the compiler from npm behind it, on a project of its own. */
function forge(): Ended {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const manifest = require.resolve(`@foundry-rs/forge-${platform}/package.json`);
  writeFileSync(
    join(folder, "foundry.toml"),
    `[profile.default]\nsrc = "src"\ntest = "test"\nout = "out"\ncache = false\noffline = true\nevm_version = "cancun"\nsolc = "${resolve("tools/solc.mjs")}"\n`,
  );
  writeTo(join(folder, "test"), ".t.sol");
  return run(join(dirname(manifest), "bin/forge"), ["test", "--root", folder], folder);
}

/** Runs Hardhat on the same project, which has Hardhat and no more of ours. */
function hardhat(): Ended {
  const compiler = JSON.stringify(require.resolve("solc/soljson.js"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(folder, "hardhat.config.js"),
    `export default {
  solidity: { compilers: [{ version: "0.8.30", path: ${compiler} }] },
  paths: { sources: "src", tests: { solidity: "test" } },
};\n`,
  );
  const modules = join(folder, "node_modules");
  rmSync(modules, { force: true });
  symlinkSync(resolve("node_modules"), modules, "junction");
  writeTo(join(folder, "test"), ".t.sol");
  const ended = run(resolve("node_modules/.bin/hardhat"), ["test", "solidity"], folder);
  rmSync(modules, { force: true });
  return ended;
}

describe("the files about a counterexample", () => {
  it("tell it in the words of the bridge", () => {
    expect(emittedTo(folder).map(({ story }) => story)).toEqual([
      [
        "2022-03-21 16:00:00: the thief withdraws 1,000 ETH: paid",
        "2022-03-21 16:00:01 (1s after the first): the thief withdraws 0.000000000000000001 ETH: paid",
      ],
      ["2022-03-21 16:00:00: an outsider calls onPaid of the guard itself: done"],
    ]);
  });

  it.each([
    ["counterexample.json", "thief", ["submitWithdrawal", "submitWithdrawal"]],
    ["counterexample-G02.json", "outsider", ["deposit", "deposit", "call"]],
  ])("replay on chains of their own: %s", async (name, who, verbs) => {
    const contents = Object.assign({}, ...emittedTo(folder).map((about) => about.contents));
    const scenario = readScenario(JSON.parse(contents[name] ?? ""), "it");
    const { trace } = await finish(scenario, hardhatTenant());
    const done = stepsOf(trace).filter(({ actor, status }) => actor === who && status === "ok");
    expect(done.map(({ action }) => "verb" in action && action.verb)).toEqual(verbs);
  });

  it.each(["below the checkout", "anywhere else"])(
    "fail in Vitest, %s, for the stated reason, and pass on the sound twin",
    (where) => {
      mkdirSync("cache", { recursive: true });
      const to =
        where === "anywhere else" ? join(folder, "elsewhere") : mkdtempSync("cache/emitted-");
      afterAll(() => rmSync(to, { recursive: true, force: true }));
      guardOf(flawed);
      const broken = vitest(resolve(to));
      for (const why of Object.values(told)) expect(broken.said).toContain(why);
      expect(broken.said).toContain("expected 'paid' not to be 'paid'");
      expect(broken.said).toContain(
        "a stranger's onPaid changes it: expected false not to be false",
      );
      expect(broken.status).toBe(1);
      guardOf(sound);
      const { status, said } = vitest(resolve(to));
      expect(status, said).toBe(0);
    },
  );

  it.each([
    ["Foundry", forge],
    ["Hardhat", hardhat],
  ])("fail in %s for the stated reason, and pass on the sound twin", (_name, tests) => {
    guardOf(flawed);
    const broken = tests();
    for (const why of Object.values(told)) expect(broken.said).toContain(why);
    expect(broken.status).toBe(1);
    guardOf(sound);
    const { status, said } = tests();
    expect(status, said).toBe(0);
  });
});
