import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import type { Amount } from "../../sim/core/units.ts";
import { diffRuns, type RunDiff } from "../../sim/report/diff.ts";
import { diffFigures } from "../../sim/report/diff-figures.ts";
import type { ReadRun } from "../../sim/report/read-run.ts";
import { type Played, readRunOf } from "../support/finished.ts";
import { roninWith } from "../support/ronin.ts";
import type { Act } from "../support/trace.ts";

const scenario = roninWith();
const { start } = scenario;

type Asked = { id?: Amount; token?: string; amount?: Amount; recipient?: string };

const submits = (after: number, asked: Asked = {}, refused?: string): Act => {
  const { id = "900", token = "ETH", amount = "5", recipient = "thief" } = asked;
  return {
    at: start + after,
    actor: recipient,
    action: {
      verb: "submitWithdrawal",
      sender: recipient,
      withdrawal: { id, token, recipient, amount },
      signatures: [],
    },
    ...(refused === undefined ? {} : { refused }),
  };
};

const deposits = (after: number, amount: Amount, actor = "user-01"): Act => ({
  at: start + after,
  actor,
  action: { verb: "deposit", sender: actor, owner: actor, token: "ETH", amount },
});

const alarm = (after: number): Act => ({
  at: start + after,
  actor: "complainant",
  action: { verb: "alarm", reason: "test" },
});

const placed = (place: string, run: ReadRun) => ({ place, run });
const played = (acts: readonly Act[]): Played => ({ scenario, acts });
const diffOf = (left: readonly Act[], right: readonly Act[]): RunDiff =>
  diffRuns(placed("a", readRunOf(played(left))), placed("b", readRunOf(played(right))));
const figure = (diff: RunDiff, name: string) =>
  diff.run.figures.find((change) => change.name === name);

describe("the runs", () => {
  it("are identical where the traces are, and nothing else differs then", () => {
    const acts = [deposits(1, "3"), submits(2)];
    const diff = diffOf(acts, acts);
    expect(diff.scenario).toEqual({ isSame: true, parameters: [], parts: [] });
    expect(diff.run).toMatchObject({
      isSameTrace: true,
      parting: null,
      verdicts: [],
      figures: [],
      payments: { first: null, count: 0 },
    });
  });

  it("are named by their folder, their seed and their hashes", () => {
    const run = readRunOf(played([]));
    const { left, right, control } = diffRuns(placed("runs/a", run), placed("runs/b", run));
    const { traceHash, scenarioHash } = run.results;
    const head = { scenario: "ronin-2022", seed: 1, tenant: "model", hasControl: false };
    expect(left).toMatchObject({ place: "runs/a", ...head, traceHash, scenarioHash });
    expect(right).toMatchObject({ place: "runs/b", ...head, traceHash, scenarioHash });
    expect(control).toBeNull();
  });

  it("have their controls compared in the same way, where both have one", () => {
    const theft = played([submits(1)]);
    const [quiet, loud] = [played([]), played([alarm(5)])];
    const diff = diffRuns(
      placed("a", readRunOf(theft, quiet)),
      placed("b", readRunOf(theft, loud)),
    );
    expect(diff.run.isSameTrace).toBe(true);
    expect(diff.control?.parting).toMatchObject({ step: 1, left: null, onlyIn: "right" });
    const alone = diffRuns(placed("a", readRunOf(theft, quiet)), placed("b", readRunOf(theft)));
    expect(alone.control).toBeNull();
    expect([alone.left.hasControl, alone.right.hasControl]).toEqual([true, false]);
  });
});

describe("the scenarios", () => {
  const scenarios = (set: { readonly [path: string]: string }, seed = 1) => {
    const other = { scenario: roninWith({ set, seed }), acts: [] };
    return diffRuns(placed("a", readRunOf(played([]))), placed("b", readRunOf(other)));
  };

  it("differ in a parameter, as one would write it, and in what follows from it", () => {
    const { scenario: diff, run } = scenarios({ "quorum.threshold": "6" });
    expect(diff.parameters).toEqual([{ path: "quorum.threshold", left: "5/9", right: "6/9" }]);
    expect(diff.parts).toEqual([
      {
        part: "world",
        count: 1,
        fields: [{ path: "quorum.numerator", left: "5", right: "6" }],
      },
      {
        part: "custody",
        count: 1,
        fields: [{ path: "nodes.quorum:validators.threshold", left: "5", right: "6" }],
      },
      {
        part: "actors",
        count: 1,
        fields: [{ path: "thief.signaturesNeeded", left: "5", right: "6" }],
      },
      { part: "declared", count: 1, fields: [{ path: "threshold", left: "5", right: "6" }] },
    ]);
    expect(run).toMatchObject({ isSameTrace: false, parting: null });
  });

  it("may have a parameter that the other has not", () => {
    const { parameters } = scenarios({ "honest.deposit.2": "7 ETH" }).scenario;
    expect(parameters).toEqual([{ path: "honest.deposit.2", left: null, right: "7 ETH" }]);
  });

  it("differ in very many fields with another seed, of which the first are told", () => {
    const { parameters, parts } = scenarios({}, 2).scenario;
    expect(parameters).toEqual([]);
    expect(parts.find(({ part }) => part === "seed")?.fields).toEqual([
      { path: "", left: "1", right: "2" },
    ]);
    const world = parts.find(({ part }) => part === "world");
    expect(world?.count).toBeGreaterThan(20);
    expect(world?.fields).toHaveLength(8);
  });
});

describe("the traces part", () => {
  const partingOf = (left: readonly Act[], right: readonly Act[]) =>
    diffOf(left, right).run.parting;

  it("where the same step has another outcome", () => {
    const parting = partingOf(
      [deposits(1, "3"), submits(2)],
      [deposits(1, "3"), submits(2, {}, "QuorumNotReached")],
    );
    expect(parting).toMatchObject({
      step: 2,
      of: { left: 2, right: 2 },
      left: { seq: 4, status: "ok", words: "submitWithdrawal 900, 0.0000… ETH to thief" },
      right: { seq: 4, status: "fail", error: { name: "QuorumNotReached" } },
      differs: ["outcome"],
      onlyIn: null,
    });
    expect(parting?.fields).toContainEqual({ path: "status", left: "ok", right: "fail" });
  });

  it("where the same step comes at another time", () => {
    const parting = partingOf([submits(1)], [submits(2)]);
    expect(parting).toMatchObject({ differs: ["time"], onlyIn: null });
    expect(parting?.fields).toEqual([
      { path: "at", left: String(start + 1), right: String(start + 2) },
    ]);
  });

  it("where a step is only in one, and both go on alike", () => {
    const parting = partingOf([deposits(1, "3")], [alarm(1), deposits(1, "3")]);
    expect(parting).toMatchObject({ step: 1, differs: ["actor", "action"], onlyIn: "right" });
    expect(parting?.fields).toEqual([]);
  });

  it("where each takes a step that the other never takes", () => {
    const parting = partingOf([deposits(1, "3")], [deposits(1, "4")]);
    expect(parting).toMatchObject({ differs: ["action"], onlyIn: "both" });
    expect(parting?.fields).toEqual([{ path: "amount", left: "3", right: "4" }]);
  });

  it("where both take the same steps in another order", () => {
    const parting = partingOf([alarm(1), submits(1)], [submits(1), alarm(1)]);
    expect(parting).toMatchObject({ step: 1, differs: ["actor", "action"], onlyIn: null });
  });

  it("where one has ended", () => {
    const [short, long] = [[submits(1)], [submits(1), alarm(2)]];
    const ended = { step: 2, differs: [], fields: [] };
    expect(partingOf(short, long)).toMatchObject({ ...ended, left: null, onlyIn: "right" });
    expect(partingOf(long, short)).toMatchObject({ ...ended, right: null, onlyIn: "left" });
  });

  it("where one takes a step again, which both took before", () => {
    const parting = partingOf([alarm(1), alarm(2)], [alarm(1)]);
    expect(parting).toMatchObject({ step: 2, right: null, onlyIn: "left" });
  });

  it("nowhere, where the scenarios alone differ", () => {
    const acts = [submits(1)];
    const other = { scenario: { ...scenario, title: "another" }, acts };
    const diff = diffRuns(placed("a", readRunOf(played(acts))), placed("b", readRunOf(other)));
    expect(diff.run).toMatchObject({ isSameTrace: false, parting: null });
    expect(diff.scenario.parts.map(({ part }) => part)).toEqual(["title"]);
  });
});

describe("the payments", () => {
  const payments = (left: readonly Act[], right: readonly Act[]) =>
    diffOf(left, right).run.payments;

  it("name the first that one pays and the other refuses, by time", () => {
    const found = payments(
      [submits(1), submits(2, { amount: "8", id: "901" })],
      [submits(1, {}, "QuorumNotReached"), submits(2, { amount: "8", id: "901" }, "Paused")],
    );
    expect(found.count).toBe(2);
    expect(found.first).toEqual({
      left: expect.objectContaining({
        id: "900",
        amount: "5",
        recipient: "thief",
        outcome: "paid",
      }),
      right: expect.objectContaining({
        id: "900",
        token: "ETH",
        outcome: "refused",
        error: { name: "QuorumNotReached", args: {} },
      }),
    });
  });

  it("name the one that came first, even where its like was seen later than another's", () => {
    const again = { id: "902" } as const;
    const other = { amount: "8", id: "901" } as const;
    const found = payments(
      [submits(1), submits(3, other), submits(5, again)],
      [submits(1), submits(3, other, "Paused"), submits(5, again, "Paused")],
    );
    expect(found.count).toBe(2);
    expect(found.first?.right).toMatchObject({ id: "901", outcome: "refused" });
  });

  it("are the same withdrawal under another id, when the sidechain counts otherwise", () => {
    const found = payments([submits(1, { id: "3" })], [submits(1, { id: "4" })]);
    expect(found).toMatchObject({ first: null, count: 0, only: { left: { count: 0 } } });
  });

  it("are not the same withdrawal where the amount is another", () => {
    const found = payments([submits(1, { amount: "5" })], [submits(1, { amount: "6" }, "Paused")]);
    expect(found).toMatchObject({
      first: null,
      only: { left: { first: { amount: "5" } }, right: { first: { amount: "6" } } },
    });
  });

  it("count a refusal for another reason, and not the same reason at another time", () => {
    const short = submits(1, {}, "VaultShort");
    expect(payments([short], [submits(1, {}, "EnforcedPause")]).count).toBe(1);
    expect(payments([short], [submits(9, {}, "VaultShort")]).count).toBe(0);
  });

  it("hold a second attempt against the second, and tell of one that is alone", () => {
    const [refused, paid] = [submits(1, {}, "EnforcedPause"), submits(5)];
    const found = payments([refused, paid], [refused]);
    expect(found).toMatchObject({ first: null, count: 0 });
    expect(found.only.left).toMatchObject({ count: 1, first: { at: start + 5, outcome: "paid" } });
    expect(found.only.right).toEqual({ count: 0, first: null });
  });
});

describe("the verdicts", () => {
  it("are told that flip, with the count and the first failure of each side", () => {
    const { verdicts } = diffOf([submits(1), submits(2, { id: "901" })], []).run;
    expect(verdicts.find(({ check }) => check === "backing")).toEqual({
      check: "backing",
      left: {
        valid: false,
        count: 2,
        first: { seq: 2, at: start + 1, text: expect.stringContaining("Withdrawal 900 paid") },
      },
      right: { valid: true, count: 0, first: null },
    });
    expect(verdicts.map(({ check }) => check)).not.toContain("pause");
  });

  it("are told where only the count differs", () => {
    const { verdicts } = diffOf([submits(1)], [submits(1), submits(2, { id: "901" })]).run;
    expect(verdicts.find(({ check }) => check === "backing")).toMatchObject({
      left: { valid: false, count: 1 },
      right: { valid: false, count: 2 },
    });
  });

  it("are told where the first failure is another one", () => {
    const { verdicts } = diffOf([submits(1)], [submits(1, { amount: "6" })]).run;
    expect(verdicts.find(({ check }) => check === "backing")).toMatchObject({
      left: { count: 1, first: { text: expect.stringContaining("0.000000000000000005") } },
      right: { count: 1, first: { text: expect.stringContaining("0.000000000000000006") } },
    });
  });

  it("are the same where one more event came before the same failure", () => {
    const { verdicts } = diffOf([submits(2)], [alarm(1), submits(2)]).run;
    expect(verdicts).toEqual([]);
  });

  it("may be of a check that only one run has", () => {
    const run = readRunOf(played([]));
    const { pause: _, ...verdicts } = run.results.verdicts;
    const fewer = { ...run, results: { ...run.results, verdicts } };
    expect(diffRuns(placed("a", fewer), placed("b", run)).run.verdicts).toEqual([
      { check: "pause", left: null, right: { valid: true, count: 0, first: null } },
    ]);
  });
});

describe("the figures", () => {
  it("are exactly those whose value changed, with the exact difference", () => {
    const [left, right] = [[submits(1)], [submits(1, { amount: "123456789012345678901" })]];
    const diff = diffOf(left, right);
    const names = diff.run.figures.map(({ name }) => name);
    expect(names).toEqual(["loss.ETH", "loss.usd", "traceable.ETH"]);
    expect(figure(diff, "loss.ETH")).toEqual({
      name: "loss.ETH",
      left: { value: "5", unit: "wei", better: "lower" },
      right: { value: "123456789012345678901", unit: "wei", better: "lower" },
      difference: "123456789012345678896",
      effect: "worse",
    });
    const all = Object.keys(readRunOf(played(left)).results.metrics).length;
    expect(diff.run.sameFigures).toBe(all - names.length);
  });

  it("say why one has no value, and then there is no difference", () => {
    const found = figure(diffOf([submits(1), alarm(3)], [alarm(3)]), "timeToDetect");
    expect(found).toMatchObject({
      left: { value: "2" },
      right: { value: null, why: "nothing was lost" },
      difference: null,
      effect: "neither",
    });
  });

  it("count as changed where only the reason for having none is another", () => {
    const found = figure(diffOf([], [submits(1)]), "timeToContain");
    expect(found).toMatchObject({
      left: { value: null, why: "nothing was lost" },
      right: { value: null, why: "nobody paused the gateway before the run ended" },
    });
  });

  const number = (value: string, better: "lower" | "higher" | "neither" = "lower", unit = "x") =>
    ({ value, unit, better }) as const;

  it.each([
    [number("3"), number("5"), "2", "worse"],
    [number("5"), number("3"), "-2", "better"],
    [number("5", "higher"), number("3", "higher"), "-2", "worse"],
    [number("3", "higher"), number("5", "higher"), "2", "better"],
    [number("3", "neither"), number("5", "neither"), "2", "neither"],
    [number("3", "lower"), number("5", "higher"), "2", "neither"],
    [number("10.05"), number("9.1"), "-0.95", "better"],
    [number("0.00"), number("565376764.75"), "565376764.75", "worse"],
    [number("1", "lower", "wei"), number("1", "lower", "gwei"), null, "neither"],
  ])("%j and %j differ by %s, which is %s", (left, right, difference, effect) => {
    expect(diffFigures({ x: left }, { x: right })).toEqual([
      { name: "x", left, right, difference, effect },
    ]);
  });

  it("may be in one run alone", () => {
    const alone = number("7");
    expect(diffFigures({}, { only: alone })).toEqual([
      { name: "only", left: null, right: alone, difference: null, effect: "neither" },
    ]);
  });

  it("are not changed by a remark", () => {
    const basis = (priceBasis: string) => ({ ...number("0.00"), priceBasis });
    expect(diffFigures({ "loss.usd": basis("a") }, { "loss.usd": basis("b") })).toEqual([]);
  });
});

describe("the comparison", () => {
  it("can be bundled for a browser, without anything of Node's and without the schemas", async () => {
    const { metafile } = await build({
      entryPoints: ["sim/report/diff.ts"],
      bundle: true,
      platform: "browser",
      format: "esm",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    expect(Object.keys(metafile.inputs).filter((path) => !path.startsWith("sim/"))).toEqual([]);
  });
});
