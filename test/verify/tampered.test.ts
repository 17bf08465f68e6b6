import { describe, expect, it } from "vitest";
import { InputError } from "../../sim/core/errors.ts";
import { verifyRun } from "../../sim/verify/verify.ts";
import {
  alone,
  calldata,
  differing,
  type Files,
  type Loose,
  stolen,
  type Tampering,
  tamper,
} from "./files.ts";

const close = (records: Loose[]): Loose => records.at(-1);
const balanceOf = (records: Loose[], account: string, token = "ETH"): Loose =>
  close(records).balances.find((one: Loose) => one.account === account && one.token === token);

/** The transactions that paid the two forged withdrawals, and the one that refused a complaint. */
const ofSelector = (records: Loose[], selector: string, isRefused: boolean): Loose[] =>
  records.filter(
    ({ type, chain, input, reverted }) =>
      type === "transaction" &&
      chain === "mainchain" &&
      input.startsWith(selector) &&
      (reverted !== null) === isRefused,
  );
const withdrawERC20For = "0x993e1c42";
const forgedPayment = (records: Loose[]): Loose =>
  ofSelector(records, withdrawERC20For, false).find(({ input }) => input.includes("1e8480"));

describe("a claim that was changed is noticed", () => {
  it.each<[string, (results: Loose) => void, readonly string[]]>([
    [
      "a loss",
      ({ metrics }) => {
        metrics["loss.ETH"].value = "173600000000000000000001";
      },
      ["loss.ETH.inWallets", "loss.ETH"],
    ],
    [
      "a loss in dollars, by a cent",
      ({ metrics }) => {
        metrics["loss.usd"].value = "565376764.76";
      },
      ["loss.usd"],
    ],
    [
      "a figure that is gone",
      ({ metrics }) => {
        delete metrics["honest.waitP50"];
      },
      ["honest.waitP50"],
    ],
    [
      "a time that becomes none",
      ({ metrics }) => {
        metrics.timeToDetect = { value: null, why: "nobody noticed before the run ended" };
      },
      ["timeToDetect"],
    ],
    [
      "the reason of a figure that is none",
      ({ control }) => {
        control.metrics.timeToDetect.why = "nobody noticed before the run ended";
      },
      ["control timeToDetect"],
    ],
    [
      "a none that becomes a value",
      ({ metrics }) => {
        metrics["recovered.ETH"] = { value: "1" };
      },
      ["recovered.ETH"],
    ],
    [
      "keys that are fewer than signed",
      ({ metrics }) => {
        metrics.keysStolen.value = "3";
      },
      ["forged.signers", "keysStolen"],
    ],
    [
      "keys that are more than were copied",
      ({ metrics }) => {
        metrics.keysStolen.value = "9";
      },
      ["keysStolen"],
    ],
    [
      "a verdict",
      ({ verdicts }) => {
        verdicts.backing.valid = true;
      },
      ["verdict.backing"],
    ],
    [
      "a verdict's number of failures",
      ({ verdicts }) => {
        verdicts.backing.count = 1;
      },
      ["verdict.backing"],
    ],
    [
      "the control's gas",
      ({ control }) => {
        control.metrics["gas.withdrawal"].value = "1";
      },
      ["control gas.withdrawal"],
    ],
    [
      "a hash",
      (results) => {
        results.traceHash = "0".repeat(64);
      },
      ["traceHash"],
    ],
    [
      "the seed",
      (results) => {
        results.seed = 2;
      },
      ["scenario", "control scenario"],
    ],
  ])("%s", (_what, results, lines) => {
    expect(differing(tamper(stolen, { results }))).toEqual(lines);
  });
});

describe("every claim is held against something", () => {
  const { metrics, verdicts } = JSON.parse(alone.results);

  it.each(Object.keys(metrics).filter((name) => name !== "grief.cost"))("%s", (name) => {
    const results = (all: Loose) => {
      const { value } = all.metrics[name];
      all.metrics[name].value = value === null ? "0" : `1${value}`;
    };
    expect(differing(tamper(alone, { results }))).toContain(name);
  });

  it.each(Object.keys(verdicts))("the verdict on %s", (check) => {
    const results = (all: Loose) => {
      all.verdicts[check].valid = !all.verdicts[check].valid;
    };
    expect(differing(tamper(alone, { results }))).toContain(`verdict.${check}`);
  });
});

describe("an edited trace or scenario is noticed", () => {
  it("a word in the trace", () => {
    const trace = (events: Loose[]) => {
      events.find((event) => event.action?.verb === "alarm").action.reason = "boredom";
      return events;
    };
    expect(differing(tamper(stolen, { trace }))).toEqual(["traceHash"]);
  });

  it("an outcome in the trace", () => {
    const trace = (events: Loose[]) => {
      const failed = events.find((event) => event.type === "fail");
      Object.assign(failed, { type: "ok", result: {}, balances: [] });
      delete failed.error;
      return events;
    };
    expect(differing(tamper(stolen, { trace }))).toEqual(["traceHash", "chain.steps"]);
  });

  it("an alarm that is later than the refusal", () => {
    const trace = (events: Loose[]) => {
      const alarm = events.find((event) => event.action?.verb === "alarm");
      for (const event of events) if (event.seq >= alarm.seq) event.at += 60;
      return events;
    };
    expect(differing(tamper(stolen, { trace }))).toEqual(["traceHash", "chain.steps", "alarm"]);
  });

  it("the scenario on the trace's first line", () => {
    const trace = (events: Loose[]) => {
      events[0].scenario.declared.threshold = 4;
      return events;
    };
    expect(differing(tamper(stolen, { trace }))).toEqual(["traceHash", "trace.scenario"]);
  });

  it("a price in scenario.json", () => {
    const scenario = ({ prices }: Loose) => {
      prices[0].dollars.numerator += 1;
    };
    const lines = ["scenarioHash", "trace.scenario", "loss.usd"];
    expect(differing(tamper(stolen, { scenario }))).toEqual(lines);
  });
});

describe("a chain record that was changed is noticed", () => {
  it.each<[string, (records: Loose[]) => void, readonly string[]]>([
    [
      "the thief's closing balance",
      (records) => {
        balanceOf(records, "thief").amount = "0";
      },
      ["loss.ETH.inWallets", "chain.balances", "verdict.conservation"],
    ],
    [
      "the vault's closing balance, by a wei",
      (records) => {
        const vault = balanceOf(records, "vault");
        vault.amount = `${BigInt(vault.amount) + 1n}`;
      },
      ["chain.balances", "vault.ETH", "verdict.conservation"],
    ],
    [
      "a closing balance that is gone",
      (records) => {
        close(records).balances.pop();
      },
      ["chain.balances", "verdict.conservation"],
    ],
    [
      "a closing balance that stands there twice",
      (records) => {
        close(records).balances.push(close(records).balances[0]);
      },
      ["chain.balances"],
    ],
    [
      "a byte of a forged payment's signatures",
      (records) => {
        const payment = forgedPayment(records);
        // The second byte of the first signature's r.
        const place = 2 + 2 * (4 + 6 * 32 + 2);
        const byte = payment.input.slice(place, place + 2) === "00" ? "01" : "00";
        payment.input = payment.input.slice(0, place) + byte + payment.input.slice(place + 2);
      },
      ["forged.votes", "verdict.authority"],
    ],
    [
      "the gas of every payment",
      (records) => {
        for (const payment of ofSelector(records, withdrawERC20For, false)) payment.gasUsed += 1;
      },
      ["gas.withdrawal"],
    ],
    [
      "the time of the pause",
      (records) => {
        const paused = records.filter(({ input }) => input === "0x8456cb59");
        for (const record of paused) record.at += 1;
      },
      ["chain.steps", "timeToContain"],
    ],
    [
      "the reason of the refusal that was complained about",
      (records) => {
        for (const one of ofSelector(records, withdrawERC20For, true)) one.reverted = "0x";
      },
      ["alarm", "timeToDetect"],
    ],
    [
      "an account",
      ([open]) => {
        open.accounts.thief = `0x${"1".repeat(40)}`;
      },
      ["chain.world"],
    ],
  ])("%s", (_what, change, lines) => {
    const chain = (records: Loose[]) => {
      change(records);
      return records;
    };
    expect(differing(tamper(stolen, { chain }))).toEqual(lines);
  });

  it("an amount in the log of a payment", () => {
    const chain = (records: Loose[]) => {
      const log = forgedPayment(records).logs.at(-1);
      log.data = `0x${"0".repeat(63)}1`;
      return records;
    };
    const lines = differing(tamper(stolen, { chain }));
    for (const name of ["chain.logs", "loss.ETH", "vault.ETH", "verdict.authority"])
      expect(lines).toContain(name);
  });

  it("a removed transaction, whichever kind it is", () => {
    for (const index of firstOfEachCall(alone.run.chain)) {
      const chain = (records: Loose[]) => records.toSpliced(index, 1);
      expect.soft(isVerified(alone, { chain }), `record ${index}`).toBe(false);
    }
  });

  it("a removed log, whichever kind it is", () => {
    const logs = firstOfEachLog(alone.run.chain);
    expect(logs.length).toBeGreaterThan(10);
    for (const [index, log] of logs) {
      const chain = (records: Loose[]) => {
        records[index].logs.splice(log, 1);
        return records;
      };
      expect.soft(isVerified(alone, { chain }), `log ${log} of record ${index}`).toBe(false);
    }
  });

  it("a log that is gone from the control", () => {
    const controlChain = (records: Loose[]) => {
      records[1].logs = [];
      return records;
    };
    expect(isVerified(stolen, { controlChain })).toBe(false);
  });

  it("the real signatures, when one of them is cut off", () => {
    const chain = (records: Loose[]) => {
      const payment = forgedPayment(records);
      // The list is 330 bytes long; the gateway would read the first four items of a shorter one.
      payment.input = payment.input.replace(/14a01/, "10801");
      return records;
    };
    expect(differing(tamper(calldata, { chain }))).toEqual(["forged.votes", "verdict.authority"]);
  });
});

/** Indexes of the first transaction for each contract and function of each chain. */
function firstOfEachCall(text: string): readonly number[] {
  const seen = new Map<string, number>();
  for (const [index, { type, chain, to, input, reverted }] of recordsOf(text).entries()) {
    const kind = `${chain} ${to} ${input?.slice(0, 10)} ${reverted === null}`;
    if (type === "transaction" && !seen.has(kind)) seen.set(kind, index);
  }
  return [...seen.values()];
}

/** The first log of each event of each contract of each chain: the record's index and the log's. */
function firstOfEachLog(text: string): readonly (readonly [number, number])[] {
  const seen = new Map<string, readonly [number, number]>();
  for (const [index, { chain, logs = [] }] of recordsOf(text).entries())
    for (const [position, { address, topics }] of logs.entries()) {
      const kind = `${chain} ${address} ${topics[0]}`;
      if (!seen.has(kind)) seen.set(kind, [index, position]);
    }
  return [...seen.values()];
}

const recordsOf = (text: string): Loose[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

/** Whether files still pass as a run that agrees with its results. */
function isVerified(files: Files, tampering: Tampering): boolean {
  try {
    return verifyRun(tamper(files, tampering)).agrees;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return false;
  }
}
