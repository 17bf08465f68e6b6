import { expect, it } from "vitest";
import { exitsWorld } from "../../sim/agree/exits.world.ts";
import { scenarioOfList } from "../../sim/agree/scenario.ts";
import { eventFields } from "../../sim/report/event-fields.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarios } from "../../sim/scenarios/registry.ts";
import type { Trace } from "../../sim/trace/event.ts";

const definition = scenarios[0];
if (definition === undefined) throw new Error("no scenario");
const withdrawal = { id: "7", token: "ETH", recipient: "alice", amount: "5000000000000000000" };
const over = withdrawal as { id: "7"; token: string; recipient: string; amount: "5" };
const signature = (signer: string) => ({ signer, over, mode: 0, form: "plain" }) as const;
const trace: Trace = [
  { seq: 0, at: 0, type: "begin", scenario: resolveScenario(definition, 1) },
  {
    ...{ seq: 1, at: 1, type: "invoke", actor: "relayer" },
    action: {
      verb: "submitWithdrawal",
      sender: "relayer",
      withdrawal: over,
      signatures: [signature("ann"), signature("bob"), { bytes: "0x0123456789abcdef" }],
    },
  },
  {
    ...{ seq: 2, at: 2, type: "fail", actor: "relayer", invocation: 1 },
    error: { name: "VaultShort", args: { token: "ETH", available: "1000000000000000000" } },
  },
];

const fieldsOf = (seq: number) => {
  const event = trace[seq];
  return event === undefined ? [] : eventFields(trace, event);
};

it("says who signed what, amounts with their units", () => {
  expect(fieldsOf(1)).toEqual([
    ["sender", "relayer"],
    ["withdrawal", "7, 5 ETH to alice"],
    ["signatures", "ann, bob, bytes 0x0123456789…"],
  ]);
});

it("adds a refusal with its arguments", () => {
  expect(fieldsOf(2).slice(3)).toEqual([
    ["refusal", "VaultShort"],
    ["token", "ETH"],
    ["available", "1 ETH"],
  ]);
});

it("has nothing to say of the begin", () => {
  expect(fieldsOf(0)).toEqual([]);
});

it("says what a swap bought in the token that was bought", () => {
  const scenario = scenarioOfList(exitsWorld, []);
  const swap = { verb: "swap", sender: "alice", venue: "btc-usdt", token: "BTC" } as const;
  const swapped: Trace = [
    { seq: 0, at: 0, type: "begin", scenario },
    {
      ...{ seq: 1, at: 1, type: "invoke", actor: "alice" },
      action: { ...swap, amount: "1000", least: "2" },
    },
    {
      ...{ seq: 2, at: 1, type: "ok", actor: "alice", invocation: 1, balances: [] },
      result: { bought: "1000000" },
    },
  ];
  expect(eventFields(swapped, swapped[2] as Trace[number]).slice(3)).toEqual([
    ["amount", "0.00001 BTC"],
    ["least", "0.000002 USDT"],
    ["bought", "1 USDT"],
  ]);
});
