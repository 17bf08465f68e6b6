import { readdirSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { openBench } from "../../scripts/host/guard/bench.ts";
import { benchWith } from "../../sim/trial/bench.ts";
import { play } from "../../sim/trial/play.ts";
import type { Step } from "../../sim/trial/step.ts";
import { tryGuard } from "../../sim/trial/trial.ts";
import { claims, guardThat, sound, workshop } from "./guards.ts";

const { folder, guardOf } = workshop();
const bench = openBench();
afterAll(bench.end);

const vm = "address(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D)";
const call = (signature: string, args: string) =>
  `(bool ok, ) = ${vm}.call(abi.encodeWithSignature("${signature}", ${args})); count = ok ? 1 : 2;`;
const allows = "return decision;";
const one: Step = { do: "withdraw", after: 1, token: "ETH", amount: 1n };

describe("a hostile guard", () => {
  it.each([
    ["warps the time", guardThat(allows, call("warp(uint256)", "uint256(1)"))],
    [
      "writes into the gateway",
      guardThat(
        allows,
        call("store(address,bytes32,bytes32)", "msg.sender, bytes32(0), bytes32(uint256(1))"),
      ),
    ],
    ["reads the environment", guardThat(allows, call("envString(string)", '"PATH"'))],
    ["writes a file", guardThat(allows, call("writeFile(string,string)", '"./hostile", "x"'))],
  ])("that %s through cheat codes finds that there are none", async (_name, source) => {
    const happenings = await play(benchWith([guardOf(source)]), [one, one, one], bench.stage);
    // Calls to an account without code go through, and do nothing.
    expect(happenings.map(({ outcome }) => outcome)).toEqual(["paid", "paid", "paid"]);
    expect(happenings.map(({ at }) => at - (happenings[0]?.at ?? 0))).toEqual([0, 1, 2]);
    expect(readdirSync(folder).sort()).toEqual(["HourlyLimit.sol", "IWithdrawalGuard.sol"]);
  });

  it.each([
    ["never ends", "while (true) { decision.notBefore += 1; } return decision;", ""],
    ["reverts", "revert();", ""],
    ["returns a megabyte", "assembly { return(0, 1000000) }", ""],
    ["returns too little", "assembly { return(0, 32) }", ""],
    ["never ends when it commits", allows, "while (true) { count += 1; }"],
    ["reverts when it commits", allows, "revert();"],
    ["destroys itself", allows, "selfdestruct(payable(msg.sender));"],
    [
      "enters again",
      'msg.sender.staticcall(hex"deadbeef"); return decision;',
      '(bool ok, ) = msg.sender.call(abi.encodeWithSignature("open()")); count = ok ? 1 : 2;',
    ],
  ])(
    "that %s is told apart from a sound one, which stays as it is",
    async (_name, assess, onPaid) => {
      const mutability = assess.includes("staticcall") ? "view" : "pure";
      const guard = guardOf(guardThat(assess, onPaid, mutability));
      const { verdicts } = await tryGuard(guard, claims, bench.stage, { seed: 1, runs: 3 });
      expect(verdicts.some(({ valid }) => valid !== true)).toBe(true);
      const twin = await tryGuard(guardOf(sound), claims, bench.stage, { seed: 1, runs: 3 });
      expect(twin.verdicts.filter(({ valid }) => valid === false)).toEqual([]);
    },
  );
});
