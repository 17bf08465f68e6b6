import fc from "fast-check";
import { expect, it } from "vitest";
import { suspectsOf } from "../../sim/money/mixed.ts";
import { rescuesOf } from "../../sim/money/rescues.ts";
import { trailOf } from "../../sim/money/trail.ts";
import { isOk, stepsOf } from "../../sim/trace/trace.ts";
import { choices, drawnHeist, type Told, worlds } from "./drawn.ts";
import { block, bring, freeze, heist, mixing, pay } from "./told.ts";

const back = {
  verb: "returnBlocked",
  sender: "exchange-operator",
  venue: "bourse",
  account: "bob",
  token: "USDT",
  recipient: "alice",
} as const;

it("says of each step what it saved: as much as was still there", () => {
  const trace = heist(
    ["thief", pay("alice", "outsider", "USDT", "900")],
    ["thief", pay("outsider", "refuser", "USDT", "300")],
    ["team", freeze("outsider")],
    ["thief", pay("refuser", "bob", "USDT", "0")],
  );
  expect(rescuesOf(trace)).toMatchObject([
    { actor: "team", gains: [{ token: "USDT", frozen: 600n, recovered: 0n }] },
  ]);
});

it("counts what came back after it was frozen once, and what was let go as lost again", () => {
  const trace = heist(
    ["thief", pay("alice", "bob", "USDT", "1000")],
    ["thief", bring("bob", "bob", "USDT", "2000")],
    ["team", block("bob")],
    ["team", { ...block("bob"), verb: "unblockAccount" } as ReturnType<typeof block>],
    ["team", block("bob")],
    ["team", back],
  );
  expect(rescuesOf(trace).map(({ gains }) => gains)).toEqual([
    [{ token: "USDT", frozen: 1000n, recovered: 0n }],
    [{ token: "USDT", frozen: -1000n, recovered: 0n }],
    [{ token: "USDT", frozen: 1000n, recovered: 0n }],
    [{ token: "USDT", frozen: -1000n, recovered: 1000n }],
  ]);
});

it.each(worlds)("adds up to what was frozen and recovered, in drawn traces: $name", ({ world }) => {
  let steps = 0;
  const property = fc.property(choices, (list) => {
    const trace = drawnHeist(world, list);
    const end = trailOf.haircut(trace).moments.at(-1)?.standings ?? new Map();
    const sums = new Map<string, bigint>();
    for (const { gains } of rescuesOf(trace)) {
      steps += 1;
      for (const { token, frozen, recovered } of gains)
        sums.set(token, (sums.get(token) ?? 0n) + frozen + recovered);
    }
    for (const [token, { frozen, recovered }] of end)
      expect(sums.get(token) ?? 0n).toBe(frozen + recovered);
    for (const { payments, deposits, stolen, first, last } of suspectsOf(trace)) {
      const count = (verb: "mix" | "unmix") =>
        stepsOf(trace).filter((step) => isOk(step, verb)).length;
      expect(payments).toBeLessThanOrEqual(count("unmix"));
      expect(deposits).toBeLessThanOrEqual(count("mix"));
      expect(stolen).toBeGreaterThan(0);
      expect(stolen).toBeLessThanOrEqual(deposits);
      expect(first.seq).toBeLessThanOrEqual(last.seq);
    }
  });
  fc.assert(property, { numRuns: 40, seed: 12 });
  expect(steps).toBeGreaterThan(10);
});

it("names whom a mixer paid after stolen money went in, and of how many deposits it could be", () => {
  const [mix, unmix] = mixing();
  if (mix === undefined || unmix === undefined) throw new Error("A mixer is paid, and pays.");
  const suspects = (...told: readonly Told[]) =>
    suspectsOf(heist(...told)).map(({ mixer, recipient, payments, deposits, stolen }) => [
      ...[mixer.name, recipient, payments, deposits, stolen],
    ]);
  const theft: Told = ["thief", pay("alice", "bob", "USDT", "1000")];
  expect(suspects(theft, mix, unmix)).toEqual([["usdt-mixer", "outsider", 1, 1, 1]]);
  // Nobody's money was in it then.
  expect(suspects(mix, unmix, theft)).toEqual([]);
  expect(suspects(mix, theft, mix, unmix)).toEqual([["usdt-mixer", "outsider", 1, 2, 1]]);
});
