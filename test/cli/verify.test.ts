import { cpSync, realpathSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();

beforeAll(async () => {
  await user.asks(["run", "ronin-2022", "--set", "honest.count=10", "--out", "runs"]);
  await user.asks(["run", "ronin-2022", "--set", "honest.count=0", "--out", "small"]);
}, 60_000);

describe("verify", () => {
  it("ends with 0 on a fresh run, and names the figures it recomputed", async () => {
    const { status, stdout, stderr } = await user.types(["verify", "runs/latest"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("loss.ETH");
  });

  it("takes a folder of runs for its latest", async () => {
    const [folder, latest] = await Promise.all([
      user.asks(["verify", "small"]),
      user.asks(["verify", "small/latest"]),
    ]);
    expect(folder).toEqual(latest);
  });

  it("prints one JSON document with --json", async () => {
    const { status, stdout } = await user.asks(["verify", "small/latest", "--json"]);
    expect(status).toBe(0);
    expect(stdout.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ agrees: true });
  });

  it.concurrent.for([
    ["the loss of ETH", /(?<="loss.ETH":\{[^}]*"value":"1736)0/],
    ["the loss of USDC", /(?<="loss.USDC":\{[^}]*"value":"2550000000000)0/],
    ["the control's loss", /(?<="loss.ETH":\{[^}]*"value":")0(?=")/],
    ["the time until somebody noticed", /(?<="timeToDetect":\{[^}]*"value":")\d/],
    ["the keys that were stolen", /(?<="keysStolen":\{[^}]*"value":")4/],
    ["the trace's hash", /(?<="tenant":"hardhat","traceHash":"[a-f]*)\d/],
    ["the failures of backing", /(?<="backing":\{"count":)2/],
  ] as const)("ends with 1 when one digit of %s was changed", async ([what, digit]) => {
    const how = what === "the loss of ETH" ? "types" : "asks";
    const copy = what.replaceAll(/\W/g, "-");
    cpSync(realpathSync(user.at("small/latest")), user.at(copy), { recursive: true });
    const results = user.reads(`${copy}/results.json`);
    const changed = results.replace(digit, (found) => String((Number(found) + 1) % 10));
    expect(changed).not.toBe(results);
    user.writes(`${copy}/results.json`, changed);
    const { status, stdout, stderr } = await user[how](["verify", copy]);
    expect(status, stdout + stderr).toBe(1);
  });
});
