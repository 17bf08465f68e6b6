import { describe, expect, it } from "vitest";
import { InputError } from "../../sim/core/errors.ts";
import { verifyRun } from "../../sim/verify/verify.ts";
import { type Files, type Loose, stolen, tamper } from "./files.ts";

/** The sentence with which files are refused. */
function refusal(files: Files): string {
  try {
    verifyRun(files);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  return "not refused";
}

const withRun = (change: Partial<Files["run"]>): Files => ({
  ...stolen,
  run: { ...stolen.run, ...change },
});

const linesIn = (text: string): number => text.split("\n").length - 1;
const withoutLast = (text: string): string => `${text.split("\n").slice(0, -2).join("\n")}\n`;

describe("files that cannot be verified are refused", () => {
  it.each<[string, Files, string]>([
    [
      "a tenant without chain records",
      tamper(withRun({ chain: "" }), {
        results: (results) => {
          results.tenant = "model";
        },
      }),
      'chain.jsonl is empty: the tenant "model" left no records of a chain to verify the run by; run it without --tenant model.',
    ],
    ["results that are not JSON", { ...stolen, results: "{" }, "results.json is not JSON."],
    ["a scenario that is not JSON", withRun({ scenario: "" }), "scenario.json is not JSON."],
    [
      "results of another format",
      tamper(stolen, {
        results: (results) => {
          results.format = 2;
        },
      }),
      "results.json is not as it must be at format: invalid input: expected 1.",
    ],
    [
      "a figure that is a number",
      tamper(stolen, {
        results: ({ verdicts }) => {
          verdicts.backing.count = "2";
        },
      }),
      "results.json is not as it must be at verdicts.backing.count: invalid input: expected number, received string.",
    ],
    [
      "a control in results.json alone",
      { ...stolen, control: null },
      "results.json has a control, but the folder has none in control/.",
    ],
    [
      "a control in the folder alone",
      tamper(stolen, {
        results: (results) => {
          results.control = null;
        },
      }),
      "results.json has no control, but the folder has one in control/.",
    ],
    [
      "a trace cut off within a line",
      withRun({ trace: stolen.run.trace.slice(0, -9) }),
      `trace.jsonl:${linesIn(stolen.run.trace)} is cut off: the line has no end.`,
    ],
    [
      "a trace cut off after a line",
      withRun({ trace: withoutLast(stolen.run.trace) }),
      `trace.jsonl:${linesIn(stolen.run.trace) - 1} is cut off: "end" must follow as the last line.`,
    ],
    [
      "an empty trace",
      withRun({ trace: "" }),
      'trace.jsonl:1 is cut off: "end" must follow as the last line.',
    ],
    [
      "a trace with a line taken out",
      tamper(stolen, { trace: (events) => events.toSpliced(5, 1) }),
      "trace.jsonl:6 is event 6, and must be event 5.",
    ],
    [
      "a trace with an event that nobody knows",
      tamper(stolen, {
        trace: (events) => events.with(5, { seq: 5, at: 0, type: "vanish" }),
      }),
      'trace.jsonl:6 is a record of the unknown type "vanish"; known are begin, invoke, ok, fail, info, end.',
    ],
    [
      "a trace whose event completes nothing",
      tamper(stolen, {
        trace: (events) => events.with(2, { ...events[2], invocation: 0 }),
      }),
      "trace.jsonl:3 completes event 0, which is no open invocation.",
    ],
    [
      "chain records that are not JSON",
      withRun({ chain: stolen.run.chain.replace("\n", "\n}") }),
      "chain.jsonl:2 is not JSON.",
    ],
    [
      "chain records cut off",
      withRun({ chain: withoutLast(stolen.run.chain) }),
      `chain.jsonl:${linesIn(stolen.run.chain) - 1} is cut off: "close" must follow as the last line.`,
    ],
    [
      "chain records without their first",
      tamper(stolen, { chain: (records) => records.slice(1) }),
      'chain.jsonl:1 is "transaction", but "open" must stand on the first line and nowhere else.',
    ],
    [
      "a record that nobody knows",
      tamper(stolen, { chain: (records) => records.with(3, { type: "block" }) }),
      'chain.jsonl:4 is a record of the unknown type "block"; known are open, transaction, close.',
    ],
    [
      "a record of the control that nobody knows",
      tamper(stolen, { controlChain: (records) => records.with(3, { type: "block" }) }),
      'control/chain.jsonl:4 is a record of the unknown type "block"; known are open, transaction, close.',
    ],
    [
      "a record with a field that is no address",
      tamper(stolen, { chain: (records) => records.with(3, { ...records[3], to: "gateway" }) }),
      "chain.jsonl:4 is not as it must be at to: invalid string: must match pattern /^0x[0-9a-fA-F]{40}$/.",
    ],
    [
      "records in another order",
      tamper(stolen, { chain: swapped }),
      "chain.jsonl:4 is out of order: it is earlier than a line before.",
    ],
    [
      "a log that does not fit its event",
      tamper(stolen, {
        chain: (records) => {
          records[1].logs[0].data = "0x00";
          return records;
        },
      }),
      "chain.jsonl:2 has a log that does not fit the event of its topic.",
    ],
    [
      "a payment by a call that nobody can read",
      tamper(stolen, { chain: unreadablePayment }),
      "a call whose signatures cannot be read.",
    ],
  ])("%s", (_what, files, sentence) => {
    expect(refusal(files)).toContain(sentence);
    expect(refusal(files)).not.toContain("\n");
  });
});

const swapped = (records: Loose[]): Loose[] => records.with(2, records[3]).with(3, records[2]);

const unreadablePayment = (records: Loose[]): Loose[] => {
  const payment = records.find(({ input }) => input?.startsWith("0x993e1c42"));
  payment.input = "0x993e1c42";
  return records;
};

describe("worlds of more than a bridge are refused", () => {
  it.each<[string, (world: Loose) => void, string]>([
    [
      "no bridge",
      (world) => {
        world.contracts.gateway = "none";
      },
      "scenario.json is of a world with no bridge; verify recomputes the figures of a bridge alone.",
    ],
    [
      "venues",
      (world) => {
        world.venues = [{ kind: "exchange", name: "bourse", operator: "admin" }];
      },
      "scenario.json is of a world with venues; verify recomputes the figures of a bridge alone.",
    ],
    [
      "a later gateway",
      (world) => {
        world.contracts.gateway = "RoninGatewayV2";
        world.roninV2 = {};
      },
      "scenario.json is of a world with RoninGatewayV2, whose logs verify does not read; it recomputes the figures of gateways like RoninGatewayV1.",
    ],
  ])("%s", (_, change, sentence) => {
    const files = tamper(stolen, { scenario: (scenario: Loose) => change(scenario.world) });
    expect(refusal(files)).toBe(sentence);
  });
});
