import { readlinkSync, realpathSync } from "node:fs";
import { basename } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../sim/core/hash.ts";
import { type Ended, userAtDesk } from "./program.ts";
import { type Results, readResults, validityOf, valuesOf } from "./results.ts";

const user = userAtDesk();
let printed: Ended;
let told: Ended;
let results: Results;
let again: Results;

beforeAll(async () => {
  [printed, told] = await Promise.all([
    user.types(["run", "ronin-2022", "--json", "--out", "runs"]),
    user.asks(["run", "ronin-2022", "--out", "again"]),
  ]);
  results = readResults(printed.stdout);
  again = user.results("again/latest");
}, 60_000);

const linesOf = (path: string) => user.reads(path).split("\n").slice(0, -1);

describe("run ronin-2022 --json", () => {
  it("ends with 0: history is what was expected", () => {
    expect(printed.status, printed.stderr).toBe(0);
  });

  it("prints one JSON document on a line, and nothing else", () => {
    expect(printed.stdout).toBe(user.reads("runs/latest/results.json"));
    expect(printed.stdout.match(/\n/g)).toHaveLength(1);
  });

  it("names the scenario, the seed and the tenant", () => {
    expect(results).toMatchObject({
      format: 1,
      scenario: "ronin-2022",
      seed: 1,
      tenant: "hardhat",
      defenses: [],
    });
  });

  it("has the metrics whose names stay stable, and no other", () => {
    const names = Object.keys(results.metrics).sort();
    expect(names).toEqual(
      [
        ["loss.ETH", "loss.USDC", "loss.usd"],
        ["recovered.ETH", "recovered.USDC", "recovered.share", "frozen.ETH", "frozen.USDC"],
        ["recoverable.ETH", "recoverable.USDC", "traceable.ETH", "traceable.USDC"],
        ["dark.ETH", "dark.USDC"],
        ["keysStolen", "signaturesByDelegation"],
        ["timeToFirstLoss", "timeToDetect", "timeToContain"],
        ["honest.delayed.count", "honest.delayed.value.ETH", "honest.delayed.value.USDC"],
        ["honest.delay.valueSeconds.ETH", "honest.delay.valueSeconds.USDC"],
        ["honest.blocked.count", "honest.blocked.value.ETH", "honest.blocked.value.USDC"],
        ["honest.refusedDeposits.count"],
        ["honest.refusedDeposits.value.ETH", "honest.refusedDeposits.value.USDC"],
        ["honest.blockedBeforeDetection", "honest.waitP50", "honest.waitP99"],
        ["grief.cost", "gas.withdrawal"],
      ]
        .flat()
        .sort(),
    );
    expect(Object.keys(results.control?.metrics ?? {}).sort()).toEqual(names);
  });

  it("has the figures of the theft of 23 March 2022", () => {
    expect(valuesOf(results.metrics)).toMatchObject({
      "loss.ETH": "173600000000000000000000",
      "loss.USDC": "25500000000000",
      keysStolen: "4",
      signaturesByDelegation: "1",
    });
    const days = Number(results.metrics.timeToDetect?.value) / 86_400;
    expect(days).toBeGreaterThan(5.5);
    expect(days).toBeLessThan(6.5);
  });

  it("says on what basis the loss is worth dollars, to the cent", () => {
    expect(results.metrics["loss.usd"]).toMatchObject({
      unit: "USD",
      value: expect.stringMatching(/^\d+\.\d\d$/),
      priceBasis: expect.stringContaining("dollars per ETH, at the time of the theft"),
    });
  });

  it("says why where a metric has no value, and has a value where it says no why", () => {
    for (const figures of [results.metrics, results.control?.metrics ?? {}])
      for (const [name, figure] of Object.entries(figures))
        expect("why" in figure, name).toBe(figure.value === null);
    expect(results.metrics["grief.cost"]?.value).toBeNull();
  });

  it("finds that backing and liveness failed and authority held, as expected", () => {
    expect(validityOf(results.verdicts)).toEqual({
      conservation: true,
      authority: true,
      replay: true,
      backing: false,
      liveness: false,
      pause: true,
    });
    for (const [check, { valid, expected }] of Object.entries(results.verdicts))
      expect(expected, check).toBe(valid);
  });

  it("shows the first and the worst example of a failure, and none of what held", () => {
    const { backing, authority } = results.verdicts;
    expect(backing).toMatchObject({
      count: 2,
      first: { at: 1648042149, text: expect.stringContaining("173,600 ETH") },
      worst: { text: expect.stringContaining("173,600 ETH") },
    });
    expect(authority).toMatchObject({ count: 0, first: null, worst: null });
  });

  it("has a control in which every check holds and nothing is lost", () => {
    const control = results.control;
    expect(new Set(Object.values(validityOf(control?.verdicts ?? {})))).toEqual(new Set([true]));
    expect(valuesOf(control?.metrics ?? {})).toMatchObject({
      "loss.ETH": "0",
      "loss.USDC": "0",
      timeToDetect: null,
    });
    expect(control?.traceHash).not.toBe(results.traceHash);
  });
});

describe("the folder of a run", () => {
  it("is named after the scenario, the seed and the scenario's hash", () => {
    const scenario = user.reads("runs/latest/scenario.json").trimEnd();
    expect(results.scenarioHash).toBe(sha256(scenario));
    expect(user.exists(`runs/ronin-2022/1-${results.scenarioHash.slice(0, 8)}`)).toBe(true);
  });

  it("is what runs/latest points at, by a path that survives a move", () => {
    const folder = `1-${results.scenarioHash.slice(0, 8)}`;
    expect(basename(realpathSync(user.at("runs/latest")))).toBe(folder);
    expect(readlinkSync(user.at("runs/latest"))).toBe(`ronin-2022/${folder}`);
  });

  it("holds the scenario, the trace, the chains' records and the results, and nothing half written", () => {
    const folder = `ronin-2022/1-${results.scenarioHash.slice(0, 8)}`;
    const names = Object.keys(user.files("runs"));
    for (const file of ["scenario.json", "trace.jsonl", "chain.jsonl", "results.json"])
      expect(names).toContain(`${folder}/${file}`);
    for (const file of ["scenario.json", "trace.jsonl", "chain.jsonl"])
      expect(names).toContain(`${folder}/control/${file}`);
    expect(names.filter((name) => !name.startsWith(folder))).toEqual(["latest"]);
  });

  it("has a trace whose bytes have the traceHash, and so has its control", () => {
    expect(user.files("runs")).toMatchObject({
      [`ronin-2022/1-${results.scenarioHash.slice(0, 8)}/trace.jsonl`]: results.traceHash,
      [`ronin-2022/1-${results.scenarioHash.slice(0, 8)}/control/trace.jsonl`]:
        results.control?.traceHash,
    });
  });

  it("has a trace of one JSON document a line, numbered without gaps, in time order", () => {
    const events = linesOf("runs/latest/trace.jsonl").map((line) => JSON.parse(line));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    expect(events[0]).toMatchObject({ type: "begin", scenario: { name: "ronin-2022" } });
    expect(events.at(-1)).toMatchObject({ type: "end" });
    const times = events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("keeps gas, nonces and transaction hashes out of the trace, in chain.jsonl, by event number", () => {
    const trace = user.reads("runs/latest/trace.jsonl");
    expect(trace).not.toMatch(/gasUsed|nonce|transactionHash/);
    const events = linesOf("runs/latest/trace.jsonl").length;
    const records = linesOf("runs/latest/chain.jsonl").map((line) => JSON.parse(line));
    const transactions = records.filter(({ type }) => type === "transaction");
    expect(transactions.length).toBeGreaterThan(100);
    for (const { event, gasUsed } of transactions) {
      expect(event).toBeLessThan(events);
      expect(gasUsed).toBeGreaterThan(0);
    }
  });

  it("is the same from another process, to the byte, but for the line that replays it", () => {
    const { replay: _, ...mine } = results;
    const { replay: __, ...others } = again;
    expect(others).toEqual(mine);
    // The page and the post-mortem carry that line as well.
    const files = Object.entries(user.files("runs")).filter(
      ([path]) => !/\/(results\.json|report\.html|post-mortem\.md)$/.test(path),
    );
    expect(files.length).toBeGreaterThan(5);
    expect(user.files("again")).toMatchObject(Object.fromEntries(files));
  });
});

describe("a run on the EVM server", () => {
  it("has the trace and the verdicts of the model's, and records of no chain", async () => {
    const words = ["run", "ronin-2022", "--set", "honest.count=2", "--json", "--out", "servers"];
    const [model, evm] = [
      await user.asks([...words, "--tenant", "model"]),
      await user.asks([...words, "--tenant", "evm"]),
    ].map(({ stdout }) => JSON.parse(stdout));
    expect({ ...evm, tenant: "model", replay: model.replay }).toEqual(model);
    expect(evm.tenant).toBe("evm");
    expect(evm.replay).toMatch(/-evm\/scenario\.json --tenant evm$/);
    const records = Object.entries(user.files("servers")).filter(([path]) =>
      /-evm\/(control\/)?chain\.jsonl$/.test(path),
    );
    expect(records.map(([, hash]) => hash)).toEqual([sha256(""), sha256("")]);
  });
});

describe("a run on the model, or without its control", () => {
  it("has a folder of its own, and a line that runs it again on the same tenant", async () => {
    const words = ["run", "ronin-2022", "--set", "honest.count=0", "--json", "--out", "several"];
    const model = ["--tenant", "model"];
    const ways = [[], model, ["--no-control"], [...model, "--no-control"]];
    const all: { readonly scenarioHash: string; readonly replay: string }[] = [];
    for (const way of ways) all.push(JSON.parse((await user.asks([...words, ...way])).stdout));
    const command = `npm run sim -- replay several/ronin-2022/1-${all[0]?.scenarioHash.slice(0, 8)}`;
    expect(all.map(({ replay }) => replay)).toEqual([
      `${command}/scenario.json`,
      `${command}-model/scenario.json --tenant model`,
      `${command}-alone/scenario.json`,
      `${command}-model-alone/scenario.json --tenant model`,
    ]);
    const kept = Object.keys(user.files("several")).filter((path) => path.endsWith("results.json"));
    expect(kept).toHaveLength(ways.length);
  });
});

describe("run ronin-2022", () => {
  it("ends with 0 and says on standard error where it wrote", () => {
    const folder = `again/ronin-2022/1-${results.scenarioHash.slice(0, 8)}`;
    expect(told.status).toBe(0);
    expect(told.stderr).toBe(
      `Written to ${folder}; open ${folder}/report.html in a browser to see it.\n`,
    );
  });

  it("tells the story in time order", () => {
    const times = [...told.stdout.matchAll(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) /gm)].map(
      ([, time = ""]) => time,
    );
    expect(times).toEqual(times.toSorted());
    expect(times).toEqual(expect.arrayContaining(["2022-03-23 13:29:09", "2022-03-23 13:31:04"]));
  });

  it("tells the two payments, the complaint, and in words that authority held", () => {
    expect(told.stdout).toContain("173,600 ETH");
    expect(told.stdout).toContain("25,500,000 USDC");
    expect(told.stdout).toContain("5,000 ETH");
    expect(told.stdout).toContain("Authority holds: every signature");
  });

  it("ends with the line that replays it, from where the user stands", () => {
    const last = told.stdout.trimEnd().split("\n").at(-1) ?? "";
    expect(last).toBe(`Run it again: ${again.replay}`);
    const path = again.replay.replace("npm run sim -- replay ", "");
    expect(path).toBe(`again/ronin-2022/1-${again.scenarioHash.slice(0, 8)}/scenario.json`);
  });

  it("prints no escape codes where standard output is no terminal", () => {
    expect(told.stdout).not.toContain("\u001b");
  });
});

describe("run ronin-2022 with one more wei in one honest deposit", () => {
  const drawnDeposit = (): bigint => {
    const { actors } = JSON.parse(user.reads("runs/latest/scenario.json"));
    return BigInt(actors.find(({ name }: { name: string }) => name === "user-01").deposit);
  };
  const depositing = async (wei: bigint, folder: string) => {
    const set = `honest.deposit.1=${wei} wei`;
    const ended = await user.asks([
      // Without chains, the events are those of the run on the chains too.
      ...["run", "ronin-2022", "--no-control", "--set", set],
      ...["--tenant", "model", "--json", "--out", folder],
    ]);
    return {
      ...readResults(ended.stdout),
      events: linesOf(`${folder}/latest/trace.jsonl`).slice(1),
    };
  };

  it("has another trace, which first differs at that deposit; the drawn amount, set by hand, has the same events", async () => {
    const drawn = drawnDeposit();
    const [same, more] = await Promise.all([
      depositing(drawn, "same"),
      depositing(drawn + 1n, "more"),
    ]);
    const events = linesOf("runs/latest/trace.jsonl").slice(1);
    expect(same.events).toEqual(events);
    expect(more.traceHash).not.toBe(results.traceHash);
    expect(more.traceHash).not.toBe(same.traceHash);
    const changed = more.events.filter((line, index) => line !== events[index]);
    expect(changed[0]).toContain(`"amount":"${drawn + 1n}"`);
    expect(changed[0]).toContain('"verb":"deposit"');
    expect(valuesOf(more.metrics)).toMatchObject({ "loss.ETH": "173600000000000000000000" });
  });
});
