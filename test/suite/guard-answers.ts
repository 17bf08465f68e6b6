import type { Command, Outcome, Withdrawal, World } from "../../sim/bridge/port.ts";
import type { Played } from "../../sim/suite/history.ts";
import { subjectNamed } from "../../sim/suite/subject.ts";

/** Answers of a bridge that break a property at the last of them. */
export type Answers = { readonly world: World; readonly steps: readonly Played[] };

const bucket = subjectNamed("token-bucket").world;
const attested = subjectNamed("backing-attestation").world;
const delayed = subjectNamed("delay-with-veto").world;

const about = (id: string, amount: string, token = "USDC"): Withdrawal =>
  ({ id, token, recipient: "bob", amount }) as Withdrawal;

const submit = (withdrawal: Withdrawal): Command => ({
  verb: "submitWithdrawal",
  sender: "alice",
  withdrawal,
  signatures: [],
});

const step = (command: Command, outcome: Outcome, after = 0): Played => ({
  at: bucket.start + after,
  command,
  outcome,
});

const done: Outcome = { status: "ok", result: {}, balances: [] };
const paid = (amount: string): Outcome =>
  ({ status: "ok", result: { paid: amount, minted: "0" }, balances: [] }) as Outcome;
const refused = (name: string, args: { readonly [name: string]: string } = {}): Outcome => ({
  status: "fail",
  error: { name, args },
});
const held = (guard: string, reason: string, notBefore = 0): Outcome => ({
  status: "info",
  error: { name: "Held", args: { guard, reason, notBefore: `${notBefore}` } },
});
const empty = refused("Refused", { guard: "token-bucket", reason: "bucket too empty" });

/** Something that went through, after which the vault tells what it has of the dollars. */
const leaving = (left: bigint, result: object = {}): Outcome => ({
  status: "ok",
  result,
  balances: [{ chain: "mainchain", account: "vault", token: "USDC", amount: `${left}` }],
});

/** The bucket has room for 700 dollars' units, and does not refill. */
export const guardAnswers: { readonly [id: string]: Answers } = {
  A02: {
    world: bucket,
    steps: [
      step(
        { verb: "deposit", sender: "alice", owner: "alice", token: "USDC", amount: "900" },
        leaving(900n),
      ),
      step(submit(about("1", "300")), leaving(600n, { paid: "300", minted: "0" })),
      step({ verb: "pause", sender: "pauser", chain: "mainchain" }, leaving(599n)),
    ],
  },
  L02: { world: bucket, steps: [step(submit(about("1", "700")), empty)] },
  L03: {
    world: bucket,
    steps: [step(submit(about("1", "701")), empty), step(submit(about("2", "700")), empty)],
  },
  L04: {
    world: bucket,
    steps: [step(submit(about("1", "300")), paid("300")), step(submit(about("2", "400")), empty)],
  },
  L06: {
    world: bucket,
    steps: [
      step(submit(about("1", "9000", "ETH")), paid("9000")),
      step(submit(about("2", "700")), empty),
    ],
  },
  R01: {
    world: bucket,
    steps: [step(submit(about("1", "699")), paid("699")), step(submit(about("2", "1")), empty)],
  },
  R05: {
    world: attested,
    steps: [
      step({ verb: "attest", sender: "watcher-1", withdrawal: about("1", "5") }, done),
      step({ verb: "attest", sender: "watcher-2", withdrawal: about("1", "5") }, done),
      step(submit(about("1", "5")), held("backing-attestation", "not attested")),
    ],
  },
  D07: {
    world: bucket,
    steps: [
      step({ verb: "pause", sender: "pauser", chain: "mainchain" }, done),
      step({ verb: "unpause", sender: "pauser", chain: "mainchain" }, done),
    ],
  },
  D09: {
    world: delayed,
    steps: [
      step(submit(about("1", "5")), held("delay-with-veto", "open to veto", bucket.start + 100)),
      step(
        { verb: "release", sender: "outsider", withdrawal: about("1", "5") },
        refused("FloorNotReached", { notBefore: `${bucket.start + 101}` }),
        50,
      ),
    ],
  },
  G01: {
    world: bucket,
    steps: [
      step(
        submit(about("1", "5")),
        refused("Refused", { guard: "token-bucket", reason: "guard failed" }),
      ),
    ],
  },
  G03: { world: bucket, steps: [step(submit(about("1", "5")), refused("Panic"))] },
};
