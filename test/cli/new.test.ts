import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const { types, asks, reads, writes, files } = userAtDesk();

describe("new", () => {
  it("writes a guard, by its own name, the interface, its arguments and its claims", async () => {
    const { status, stdout } = await types(["new", "guard", "DailyLimit", "--out", "mine"]);
    expect(status).toBe(0);
    expect(stdout).toContain("npm run sim -- check mine/DailyLimit.sol");
    expect(Object.keys(files("mine")).sort()).toEqual([
      "DailyLimit.sol",
      "IWithdrawalGuard.sol",
      "arguments.json",
      "claims.json",
    ]);
    expect(reads("mine/DailyLimit.sol")).toContain("contract DailyLimit is IWithdrawalGuard");
    expect(reads("mine/DailyLimit.sol")).toContain('from "./IWithdrawalGuard.sol"');
    expect(reads("mine/DailyLimit.sol")).not.toContain("HourlyLimit");
    expect(reads("mine/IWithdrawalGuard.sol")).toBe(
      readFileSync("contracts/interfaces/IWithdrawalGuard.sol", "utf8"),
    );
  });

  it("writes a bridge, and its adapter, by its own name", async () => {
    const { status, stdout } = await asks(["new", "bridge", "SlowVault", "--out", "bridge"]);
    expect(status).toBe(0);
    expect(stdout).toContain("npm run sim -- check bridge/SlowVault.ts");
    expect(Object.keys(files("bridge")).sort()).toEqual(["SlowVault.sol", "SlowVault.ts"]);
    expect(reads("bridge/SlowVault.sol")).toContain("contract SlowVault {");
    expect(reads("bridge/SlowVault.ts")).toContain('put("./SlowVault.sol", args)');
    expect(reads("bridge/SlowVault.ts")).not.toContain("HoldingBridge");
  });

  it("overwrites nothing, and writes nothing then", async () => {
    writes("full/claims.json", "{}");
    const { status, stderr } = await asks(["new", "guard", "DailyLimit", "--out", "full"]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      '"full/claims.json" is there already, and is not overwritten; move it, or take another folder with --out.\n',
    );
    expect(Object.keys(files("full"))).toEqual(["claims.json"]);
  });

  it.each([
    ["gate", "DailyLimit", "template"],
    ["guard", "daily-limit", "capital letter"],
    ["guard", "../Up", "capital letter"],
  ])("takes no %s %s", async (what, name, why) => {
    const { status, stderr } = await asks(["new", what, name]);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
  });
});
