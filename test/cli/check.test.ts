import { beforeAll, describe, expect, it } from "vitest";
import { guardThat } from "../trial/guards.ts";
import { talkative } from "../trial/tricks.ts";
import { type Ended, userAtDesk } from "./program.ts";

const { at, types, asks, reads, writes, exists, files } = userAtDesk();

beforeAll(async () => {
  for (const folder of ["sound", "flawed", "broken"])
    await asks(["new", "guard", "DailyLimit", "--out", folder]);
  writes(
    "own.csv",
    "time,token,amount\n2022-03-23T09:00:00Z,ETH,600\n2022-03-23T10:00:00Z,ETH,600\n",
  );
});

const change = (folder: string, from: string, to: string) => {
  const path = `${folder}/DailyLimit.sol`;
  expect(reads(path)).toContain(from);
  writes(path, reads(path).replace(from, to));
};

/** Nothing is drawn, and few honest users wait. */
const quickly = ["--runs", "0", "--traffic", "own.csv", "--out", "runs"];

describe("check", () => {
  let sound: Ended;

  beforeAll(async () => {
    const words = ["check", "sound/DailyLimit.sol", "--json", "--seconds", "1", "--out", "runs"];
    sound = await asks([...words, "--traffic", "own.csv"]);
  });

  it("finds the template as claimed, with none unknown", () => {
    const card = JSON.parse(sound.stdout);
    expect(card).toMatchObject({ format: 1, outcome: "as claimed", counterexample: null });
    expect(card.metrics).toMatchObject({
      "loss.ETH": { value: "0" },
      "grief.hours": { value: "25" },
    });
    expect(sound.status).toBe(0);
  });

  it("says nothing that a guard wants said, and leaves every file as it was", async () => {
    const source = talkative(at("sound")).replaceAll("HourlyLimit", "DailyLimit");
    writes("sound/Talkative/DailyLimit.sol", source);
    for (const file of ["IWithdrawalGuard.sol", "arguments.json", "claims.json"])
      writes(`sound/Talkative/${file}`, reads(`sound/${file}`));
    const before = files("sound");
    const words = ["check", "sound/Talkative/DailyLimit.sol", "--json", ...quickly];
    const { status, stdout, stderr } = await types(words);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "as claimed" });
    expect(`${stdout}${stderr}`).not.toContain("I talk");
    expect(files("sound")).toEqual(before);
    expect(
      Object.keys(files()).filter((path) => !/^(runs|sound|flawed|broken|own)\b/.test(path)),
    ).toEqual([]);
    expect(status).toBe(0);
  });

  it("says unknown of a guard that does nothing and claims nothing", async () => {
    writes(
      "idle/DailyLimit.sol",
      guardThat("return decision;").replaceAll("HourlyLimit", "DailyLimit"),
    );
    for (const file of ["IWithdrawalGuard.sol", "arguments.json"])
      writes(`idle/${file}`, reads(`sound/${file}`));
    const { status, stdout } = await asks(["check", "idle/DailyLimit.sol", "--json", ...quickly]);
    const { outcome, verdicts } = JSON.parse(stdout);
    expect(outcome).toBe("unknown");
    expect(Object.values<{ valid: unknown }>(verdicts).map(({ valid }) => valid)).not.toContain(
      true,
    );
    expect(status).toBe(3);
  });

  it("tells what a defect does, and writes how it happens again", async () => {
    change("flawed", "+= request.withdrawal.amount", "+= uint64(request.withdrawal.amount)");
    const words = ["check", "flawed/DailyLimit.sol", ...quickly, "--no-color"];
    const { status, stdout, stderr } = await types(words);
    expect(status).toBe(1);
    expect(stdout).toContain("L01 is broken (no window pays more than its bound), by 2 steps:");
    const [folder] = /runs\/check\/DailyLimit-[0-9a-f]{8}/.exec(stderr) ?? [""];
    for (const file of ["scorecard.json", "counterexample.t.sol", "counterexample.test.ts"])
      expect(exists(`${folder}/${file}`)).toBe(true);
    const replayed = await asks(["replay", `${folder}/counterexample.json`, "--out", "runs"]);
    expect(replayed.stdout).toContain("1,000 ETH");
    expect(replayed.status).toBe(0);
  });

  it("shows the compiler's own errors, and runs nothing", async () => {
    change("broken", "return decision;", "return decisions;");
    const { status, stdout, stderr } = await types(["check", "broken/DailyLimit.sol"]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain('DeclarationError: Undeclared identifier. Did you mean "decision"');
    expect(stderr).toContain("does not compile; the compiler's errors stand above.");
  });

  it.each([
    ["none.sol", "it does not exist"],
    ["sound/claims.json", "is no artifact"],
    ["sound/IWithdrawalGuard.sol", "has no guard"],
  ])("refuses %s", async (path, why) => {
    const { status, stderr } = await asks(["check", path]);
    expect(stderr).toContain(why);
    expect(status).toBe(2);
  });

  it("takes honest traffic of one's own, and so many seconds", () => {
    const card = JSON.parse(sound.stdout);
    expect(card.metrics).toMatchObject({
      "honest.withdrawals": { value: "2" },
      "honest.delayed.count": { value: "1" },
      "honest.blocked.count": { value: "0" },
    });
    expect(card.drawn).toBeGreaterThan(0);
    expect(card.sequences).toBe(45 + card.drawn);
  });

  it("refuses traffic that is none, by its line, and two ways to say how much is drawn", async () => {
    writes("odd.csv", "time,token,amount\n2022-03-23T09:00:00Z,ETH,600\n2022-03-24,DOGE,1\n");
    const odd = await asks(["check", "sound/DailyLimit.sol", "--traffic", "odd.csv"]);
    expect(odd).toMatchObject({ status: 2, stdout: "" });
    expect(odd.stderr).toContain('"odd.csv", line 3 is about "DOGE"');
    const bridge = await asks(["check", "axelar", "--traffic", "odd.csv"]);
    expect(bridge).toMatchObject({ status: 2, stdout: "" });
    expect(bridge.stderr).toContain("--traffic is about a guard, and this is a bridge");
    const two = await asks(["check", "sound/DailyLimit.sol", "--runs", "1", "--seconds", "1"]);
    expect(two).toMatchObject({ status: 2, stdout: "" });
  });

  it("refuses claims without a unit, and arguments that do not fit", async () => {
    writes("odd/claims.json", '{"format":1,"freeAfter":"25"}');
    const claims = ["check", "sound/DailyLimit.sol", "--claims", "odd/claims.json"];
    expect(await asks(claims)).toMatchObject({ status: 2, stdout: "" });
    writes("odd/arguments.json", '["$gateway", [{ "token": "$DOGE", "limit": "1" }]]');
    const args = await asks(["check", "sound/DailyLimit.sol", "--args", "odd/arguments.json"]);
    expect(args.stderr).toContain('name "$DOGE", but there are only $gateway, $ETH, $USDC');
    expect(args.status).toBe(2);
  });
});
