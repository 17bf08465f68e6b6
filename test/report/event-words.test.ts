import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Command, Withdrawal } from "../../sim/bridge/port.ts";
import { actionWords, eventWords } from "../../sim/report/event-words.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { finish } from "../../sim/study/experiment.ts";
import type { Action, TraceEvent } from "../../sim/trace/event.ts";
import { roninWith } from "../support/ronin.ts";
import { traceOf } from "../support/trace.ts";

const scenario = roninWith();
const over: Withdrawal = {
  id: "7",
  token: "USDC",
  recipient: "thief",
  amount: "1234567890123",
};
const money = { token: "ETH", amount: "1500000000000000000" } as const;

describe("actionWords", () => {
  it.each<[Action, string]>([
    [
      { verb: "sign", signer: "sky-mavis-1", over, mode: 1 },
      "sign 7, 1,234,567.8901… USDC to thief, with the key of sky-mavis-1",
    ],
    [
      { verb: "submitWithdrawal", sender: "thief", withdrawal: over, signatures: [] },
      "submitWithdrawal 7, 1,234,567.8901… USDC to thief",
    ],
    [
      {
        verb: "postSignature",
        sender: "sky-mavis-1",
        withdrawalId: "7",
        signature: { bytes: "0x" },
        replace: false,
      },
      "postSignature for 7",
    ],
    [
      {
        verb: "acknowledgeDeposit",
        sender: "sky-mavis-1",
        depositId: "3",
        owner: "user-01",
        ...money,
      },
      "acknowledgeDeposit 3, 1.5 ETH for user-01",
    ],
    [{ verb: "deposit", sender: "user-01", owner: "user-01", ...money }, "deposit 1.5 ETH"],
    [
      { verb: "requestWithdrawal", sender: "user-01", recipient: "user-02", ...money },
      "requestWithdrawal 1.5 ETH to user-02",
    ],
    [
      {
        verb: "compromise",
        node: "person:engineer",
        how: "phished",
        capability: "use",
        until: null,
      },
      "compromise person:engineer (phished)",
    ],
    [{ verb: "alarm", reason: "the vault is short" }, "alarm: the vault is short"],
    [{ verb: "pause", sender: "admin", chain: "sidechain" }, "pause on the sidechain"],
    [{ verb: "initialize", sender: "thief" }, "initialize"],
    [
      { verb: "call", sender: "thief", to: "own", functionName: "onPaid", args: [] },
      "call onPaid of the guard",
    ],
    [
      { verb: "call", sender: "thief", to: "token-bucket", functionName: "onPaid", args: [] },
      "call onPaid of the guard token-bucket",
    ],
  ])("says %o", (action, words) => {
    expect(actionWords(scenario, action)).toBe(words);
  });

  it("gives an amount of a token that nobody knows in base units", () => {
    const action: Command = {
      verb: "deposit",
      sender: "x",
      owner: "x",
      token: "DOGE",
      amount: "12",
    };
    expect(actionWords(scenario, action)).toBe("deposit 12 DOGE");
  });
});

describe("eventWords", () => {
  const at = scenario.start + 1;
  const action: Command = { verb: "deposit", sender: "user-01", owner: "user-01", ...money };
  const trace = traceOf(scenario, [
    { at, actor: "user-01", action },
    { at, actor: "user-01", action, refused: "EnforcedPause" },
  ]);

  it("says who did what, and what came of it", () => {
    expect(trace.map((event) => eventWords(trace, event))).toEqual([
      "the scenario begins: Ronin, 23 March 2022",
      "user-01 deposit 1.5 ETH: invoked",
      "user-01 deposit 1.5 ETH: ok",
      "user-01 deposit 1.5 ETH: invoked",
      "user-01 deposit 1.5 ETH: fail, EnforcedPause",
      "the scenario ends",
    ]);
  });

  it("says when something is held", () => {
    const held = { ...trace[4], type: "info" } as TraceEvent;
    expect(eventWords(trace, held)).toBe("user-01 deposit 1.5 ETH: info, EnforcedPause");
  });

  it("has one line for each event of ronin-2022, the theft as its example has it", async () => {
    const run = await finish(resolveScenario(ronin2022Scenario, 1), openModel);
    const words = run.trace.map((event) => eventWords(run.trace, event));
    for (const [seq, line] of words.entries())
      expect(line, `event ${seq}`).toMatch(
        /^\S[^\n]*(: (invoked|ok)|: fail, \w+|begins: .+|ends)$/,
      );
    expect(words[276]).toBe("thief submitWithdrawal 2000000, 173,600 ETH to thief: ok");
  });
});
