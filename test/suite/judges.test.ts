import { describe, expect, it } from "vitest";
import type { Command, Outcome, Signature, Withdrawal } from "../../sim/bridge/port.ts";
import { defects } from "../../sim/suite/defects.ts";
import { expectationOf } from "../../sim/suite/expected.ts";
import { historyOf, type Played } from "../../sim/suite/history.ts";
import { absentIn, properties, propertiesOf } from "../../sim/suite/properties.ts";
import { isAscending } from "../../sim/suite/signers.ts";
import { subjectNamed, subjects } from "../../sim/suite/subject.ts";
import { type Answers, guardAnswers } from "./guard-answers.ts";

const { world } = subjectNamed("GuardedGateway");
const start = world.start;
const outcomes = {
  done: { status: "ok", result: {}, balances: [] },
  paid: { status: "ok", result: { paid: "10", minted: "0" }, balances: [] },
} as const satisfies { readonly [name: string]: Outcome };

const refused = (name: string): Outcome => ({ status: "fail", error: { name, args: {} } });
const heldUntil = (notBefore: number): Outcome => ({
  status: "info",
  error: { name: "Held", args: { notBefore: `${notBefore}` } },
});

const ten: Withdrawal = { id: "1", token: "USDC", recipient: "bob", amount: "10" };
const other: Withdrawal = { ...ten, id: "2" };

/** Three of nine are enough; in the order in which a gateway wants them. */
const three = world.validators
  .filter((_, index) => index < 3)
  .toSorted((a, b) => (isAscending(world, [a, b]) ? -1 : 1));

const by = (signer: string, change: Partial<Extract<Signature, { signer: string }>> = {}) =>
  ({ signer, over: ten, mode: 1, form: "plain", ...change }) as const;

const submit = (withdrawal: Withdrawal, signatures: readonly Signature[]): Command => ({
  verb: "submitWithdrawal",
  sender: "alice",
  withdrawal,
  signatures,
});
const signed = submit(
  ten,
  three.map((signer) => by(signer)),
);
const about = (verb: "release" | "cancel", sender: string): Command => ({
  verb,
  sender,
  withdrawal: ten,
});

/** A step, and what a gateway with some defect would have answered. */
const step = (command: Command, outcome: Outcome, after = 0): Played => ({
  at: start + after,
  command,
  outcome,
});

const [first = "", second = "", third = ""] = three;

/** For each property that no planted contract is for: answers that break it. */
const broken: { readonly [id: string]: readonly Played[] } = {
  S07: [step(submit(ten, [by(first), by(second), by(third, { over: other })]), outcomes.paid)],
  S09: [step(submit(ten, [by(first), by(second), by(third, { form: "parity" })]), outcomes.paid)],
  S12: [
    step(
      { verb: "deposit", sender: "alice", owner: "alice", token: "USDC", amount: "10" },
      {
        ...outcomes.done,
        balances: [{ chain: "mainchain", account: "vault", token: "USDC", amount: "9" }],
      },
    ),
  ],
  V02: [step(signed, refused("QuorumNotReached"))],
  V05: [
    step({ verb: "freeze", sender: "issuer", token: "USDC", account: "alice" }, outcomes.done),
    step(signed, refused("AccountFrozen")),
  ],
  T02: [
    step(
      submit(
        { ...ten, amount: "0" },
        three.map((signer) => by(signer, { over: { ...ten, amount: "0" } })),
      ),
      outcomes.paid,
    ),
  ],
  D01: [step(signed, heldUntil(start + 100)), step(about("release", "alice"), outcomes.paid, 99)],
  D04: [
    step(signed, heldUntil(start + 100)),
    step(about("cancel", "canceller"), refused("EnforcedPause"), 1),
  ],
  V03: [
    step(signed, heldUntil(start + 100)),
    step(about("release", "alice"), refused("NotHeld"), 100),
  ],
  A03: [
    step(
      { verb: "call", sender: "outsider", to: "gateway", functionName: "setQuorum", args: [] },
      outcomes.done,
    ),
  ],
};

/** Of limits and guards, each on a bridge that has them. */
const examples: { readonly [id: string]: Answers } = {
  ...Object.fromEntries(Object.entries(broken).map(([id, steps]) => [id, { world, steps }])),
  ...guardAnswers,
};

const judgeOf = (id: string) => properties.find((one) => one.id === id)?.judge;

describe("a property", () => {
  it.each(Object.keys(examples))("%s is broken by answers that break it", (id) => {
    const { world, steps } = examples[id] as Answers;
    expect(judgeOf(id)?.(historyOf(world, steps)).broken?.step).toBe(steps.length - 1);
  });

  it.each(Object.keys(examples))("%s is not broken by what a sound gateway answers", (id) => {
    const { world, steps } = examples[id] as Answers;
    expect(judgeOf(id)?.(historyOf(world, steps.slice(0, -1))).broken).toBeNull();
  });

  it("L05 says nothing of a bucket that the gateway asks no more", () => {
    const { world } = subjectNamed("governed");
    const governor = { verb: "call", sender: "governor" } as const;
    const removal = { to: "gateway", functionName: "removeGuard", args: ["$token-bucket"] };
    const filling = { to: "token-bucket", functionName: "setBucket", args: ["$ETH", "1", "0"] };
    const payment = submit({ ...ten, token: "ETH", amount: "9000" }, []);
    const steps = [
      step({ ...governor, ...filling }, outcomes.done),
      step(payment, outcomes.paid, 1),
    ];
    const brokenIn = (played: readonly Played[]) =>
      judgeOf("L05")?.(historyOf(world, played)).broken?.step;
    expect(brokenIn(steps)).toBe(1);
    const apply = { to: "gateway", functionName: "applyChange", args: [{ $call: removal }] };
    expect(brokenIn([step({ ...governor, ...apply }, outcomes.done), ...steps])).toBeUndefined();
  });

  it("can fail: by a planted contract, by a bridge that has it false, or by answers here", () => {
    const planted = new Set(defects.map(({ property }) => property));
    const isFalse = (id: string) =>
      subjects.some((subject) => {
        const property = properties.find((one) => one.id === id);
        if (property === undefined || absentIn(property, subject) !== null) return false;
        return !expectationOf(id, subject).valid;
      });
    const unable = properties
      .map(({ id }) => id)
      .filter((id) => !planted.has(id) && !isFalse(id) && examples[id] === undefined);
    expect(unable).toEqual([]);
  });

  it("has an expectation of every bridge that it is judged of", () => {
    for (const subject of subjects)
      for (const { id } of propertiesOf(subject))
        expect(expectationOf(id, subject).why, `${id} of ${subject.name}`).not.toBe("");
  });
});
