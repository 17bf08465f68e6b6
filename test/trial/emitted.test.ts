import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBench } from "../../scripts/host/guard/bench.ts";
import { type FoundFailure, filesAbout } from "../../scripts/host/guard/files.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import { finish } from "../../sim/study/experiment.ts";
import { stepsOf } from "../../sim/trace/trace.ts";
import { tryGuard } from "../../sim/trial/trial.ts";
import { changed, claims, sound, workshop } from "./guards.ts";

const { folder, guardOf } = workshop();
const file = join(folder, "HourlyLimit.sol");
// Below the checkout, so that the file for Vitest finds Vitest.
mkdirSync("cache", { recursive: true });
const out = resolve(mkdtempSync("cache/emitted-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const truncating = changed("+= request.withdrawal.amount", "+= uint64(request.withdrawal.amount)");
let found: FoundFailure;

beforeAll(async () => {
  const guard = guardOf(truncating);
  const bench = openBench();
  const trial = await tryGuard(guard, claims, bench.stage, { seed: 1, runs: 10 });
  await bench.end();
  const failure = trial.failures.find(({ id }) => id === "L01");
  if (failure === undefined) throw new Error("The defect is not found.");
  found = filesAbout(failure, { guard, claims, file, folder: out, place: "out", isFirst: true });
  for (const [name, text] of Object.entries(found.contents)) writeFileSync(join(out, name), text);
});

type Ended = { readonly status: number | null; readonly said: string };

function run(command: string, args: readonly string[], cwd: string): Ended {
  const environment = { ...process.env, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: environment,
  });
  return { status, said: `${stdout}${stderr}` };
}

const vitest = (): Ended =>
  run(resolve("node_modules/.bin/vitest"), ["run", "--root", out], process.cwd());

/** Runs forge from npm, with the compiler from npm behind it, on a project of its own. */
function forge(): Ended {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const manifest = require.resolve(`@foundry-rs/forge-${platform}/package.json`);
  writeFileSync(
    join(folder, "foundry.toml"),
    `[profile.default]\nsrc = "src"\ntest = "test"\nout = "out"\ncache = false\noffline = true\nevm_version = "cancun"\nsolc = "${resolve("tools/solc.mjs")}"\n`,
  );
  mkdirSync(join(folder, "test"), { recursive: true });
  const emitted = filesAbout(found.failure, {
    ...{ guard: guardOf(readFileSync(file, "utf8")), claims, file, place: "test", isFirst: true },
    folder: join(folder, "test"),
  });
  for (const name of ["counterexample.t.sol", "IWithdrawalGuard.sol"])
    writeFileSync(join(folder, "test", name), emitted.contents[name] ?? "");
  return run(join(dirname(manifest), "bin/forge"), ["test", "--root", folder], folder);
}

describe("the files about a counterexample", () => {
  it("tell it in the words of the bridge", () => {
    expect(found.story).toEqual([
      "2022-03-21 16:00:00: the thief withdraws 1,000 ETH: paid",
      "2022-03-21 16:00:01 (1s after the first): the thief withdraws 0.000000000000000001 ETH: paid",
    ]);
  });

  it("replay on chains of their own", async () => {
    const scenario = readScenario(JSON.parse(found.contents["counterexample.json"] ?? ""), "it");
    const { trace } = await finish(scenario, hardhatTenant());
    const paid = stepsOf(trace).filter(({ actor, status }) => actor === "thief" && status === "ok");
    expect(paid.length).toBe(2);
  });

  it("fail in Vitest for the stated reason, and pass on the sound twin", () => {
    guardOf(truncating);
    const broken = vitest();
    expect(broken.said).toContain("L01: no window pays more than its bound");
    expect(broken.said).toContain("expected 'paid' not to be 'paid'");
    expect(broken.status).toBe(1);
    guardOf(sound);
    const { status, said } = vitest();
    expect(status, said).toBe(0);
  });

  it("fail in Foundry for the stated reason, and pass on the sound twin", () => {
    guardOf(truncating);
    const broken = forge();
    expect(broken.said).toContain("[FAIL: L01: no window pays more than its bound] test_L01()");
    expect(broken.status).toBe(1);
    guardOf(sound);
    const { status, said } = forge();
    expect(status, said).toBe(0);
  });
});
