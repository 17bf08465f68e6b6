import { secp256k1 } from "@noble/curves/secp256k1.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { afterAll, describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { know, type Recovery, read, setCode } from "../../sim/bridge/evm/instructions.ts";
import { machineOn } from "../../sim/bridge/evm/machine.ts";
import { recoveryBook } from "../../sim/bridge/evm/recoveries.ts";
import { type Address, addressOf, type Hex, privateKeyOf } from "../../sim/core/accounts.ts";
import { sha256 } from "../../sim/core/hash.ts";

const key = privateKeyOf(1, "somebody");
const somebody = addressOf(key);
const another: Address = `0x${"77".repeat(20)}`;

const digestOf = (text: string): Hex => `0x${sha256(text)}`;

/** What is true of a signature of somebody's. */
function signed(text: string): Recovery {
  const digest = digestOf(text);
  const signature = secp256k1.sign(hexToBytes(digest.slice(2)), hexToBytes(key.slice(2)), {
    prehash: false,
    format: "recovered",
  });
  const [parity = 0, ...rest] = signature;
  const hex = Buffer.from(rest).toString("hex");
  return {
    digest,
    v: 27 + parity,
    r: `0x${hex.slice(0, 64)}`,
    s: `0x${hex.slice(64)}`,
    signer: somebody,
  };
}

/** A contract that hands what it is called with on to `ecrecover`, and returns its answer. */
const recoverer: Address = `0x${"ec".repeat(20)}`;
const recovererCode: Hex = "0x3660006000376020600036600060015afa5060206000f3";

const recovered = ({ digest, v, r, s }: Recovery) =>
  read(recoverer, `${digest}${v.toString(16).padStart(64, "0")}${r.slice(2)}${s.slice(2)}` as Hex);

const word = (address: Address): Hex => `0x${address.slice(2).padStart(64, "0")}`;

describe("what a server is told of signers", () => {
  const machine = machineOn(startEvmServer);
  machine.run([setCode(recoverer, recovererCode)]);
  afterAll(() => machine.end());
  const unchecked = { forgets: false, checks: false };
  const checked = { forgets: false, checks: true };

  it("is answered for that very input, and every other signer is recovered", () => {
    // What is false shows where an answer comes from.
    const told = { ...signed("told"), signer: another };
    machine.run([know(told, unchecked)]);
    const others = [
      signed("not told"),
      { ...told, digest: digestOf("other") },
      { ...told, v: 55 - told.v },
    ];
    const [answer, ...answers] = machine.run([told, ...others].map(recovered));
    expect(answer).toBe(word(another));
    expect(answers[0]).toBe(word(somebody));
    expect(answers.slice(1)).not.toContain(word(another));
    expect(answers.slice(1)).not.toContain(word(somebody));
  });

  it("outlives the frame in which it was told, and is forgotten on demand", () => {
    const told = { ...signed("in a frame"), signer: another };
    machine.attempt([[know(told, unchecked)]]);
    expect(machine.run([recovered(told)])).toEqual([word(another)]);
    machine.run([know(signed("something else"), { forgets: true, checks: false })]);
    expect(machine.run([recovered(told)])).toEqual([word(somebody)]);
  });

  it("is looked into where that is wanted: what is false ends the run, and is not believed", () => {
    machine.run([know(signed("true"), checked)]);
    const false_ = { ...signed("false"), signer: another };
    expect(() => machine.run([know(false_, checked)])).toThrow(
      `The EVM recovers ${another} of what was signed with its key.`,
    );
    expect(machine.run([recovered(false_)])).toEqual([word(somebody)]);
  });
});

describe("the book of a server", () => {
  const of = (text: string, signer: Address): Recovery => ({
    digest: digestOf(text),
    v: 27,
    r: "0x",
    s: "0x",
    signer,
  });
  /** Which flags a signature is told with; `null`: it is not told. */
  const flagsOf = (book: ReturnType<typeof recoveryBook>, recovery: Recovery) => {
    const told: number[] = [];
    const nothing = () => to;
    const to = { byte: (value: number) => told.push(value) && to, hex: nothing };
    const instruction = book.enter(recovery);
    if (instruction === null) return null;
    instruction.write(to as unknown as Parameters<typeof instruction.write>[0]);
    return told[1];
  };

  it("tells each signature once, and has the first of each key checked", () => {
    const book = recoveryBook();
    expect(flagsOf(book, of("1", somebody))).toBe(2);
    expect(flagsOf(book, of("1", somebody))).toBeNull();
    expect(flagsOf(book, of("1", another))).toBe(2);
    expect(flagsOf(book, of("2", another))).toBe(0);
  });

  it("has one in a hundred checked, and forgets all after 400", () => {
    const book = recoveryBook();
    const flags = Array.from({ length: 8_000 }, (_, index) =>
      flagsOf(book, of(`${index}`, somebody)),
    );
    const checks = flags.filter((flag) => ((flag ?? 0) & 2) !== 0).length;
    expect(checks).toBeGreaterThan(50);
    expect(checks).toBeLessThan(120);
    expect(flags.filter((flag) => ((flag ?? 0) & 1) !== 0)).toHaveLength(19);
    expect((flags[400] ?? 0) & 1).toBe(1);
    // The first of these is long forgotten.
    expect(flagsOf(book, of("1", somebody))).not.toBeNull();
  });
});
