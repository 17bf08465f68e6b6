import { describe, expect, it } from "vitest";
import { diffRuns } from "../../sim/report/diff.ts";
import { diffText } from "../../sim/report/diff-text.ts";
import type { ReadRun } from "../../sim/report/read-run.ts";
import { type Played, readRunOf } from "../support/finished.ts";
import { roninWith } from "../support/ronin.ts";
import type { Act } from "../support/trace.ts";

const scenario = roninWith();
const six = roninWith({ set: { "quorum.threshold": "6" } });
const theftAt = scenario.start + 10;

const theft = (amount: `${bigint}`, refused?: string): Act => ({
  at: theftAt,
  actor: "thief",
  action: {
    verb: "submitWithdrawal",
    sender: "thief",
    withdrawal: { id: "2000000", token: "ETH", recipient: "thief", amount },
    signatures: [],
  },
  ...(refused === undefined ? {} : { refused }),
});
const alarm: Act = {
  at: theftAt + 60,
  actor: "complainant",
  action: { verb: "alarm", reason: "test" },
};

const played = (acts: readonly Act[]): Played => ({ scenario, acts });
const paid = readRunOf(played([theft("173600000000000000000000"), alarm]));
const refused = readRunOf({
  scenario: six,
  acts: [theft("173600000000000000000000", "QuorumNotReached"), alarm],
});

const textOf = (left: ReadRun, right: ReadRun, style = { color: false, width: 100 }): string =>
  diffText(diffRuns({ place: "runs/left", run: left }, { place: "runs/right", run: right }), style);

describe("the text", () => {
  it("tells of two runs from their scenarios to their figures", () => {
    const text = textOf(paid, refused).replaceAll(/\b[0-9a-f]{12}$/gm, "HASH");
    expect(text).toMatchInlineSnapshot(`
      "       run         scenario    seed  tenant  trace
      left   runs/left   ronin-2022  1     model   HASH
      right  runs/right  ronin-2022  1     model   HASH

      parameter         left  right
      quorum.threshold  5/9   6/9
      Also different in the scenarios: world (quorum.numerator 5 → 6); custody
      (nodes.quorum:validators.threshold 5 → 6); actors (thief.signaturesNeeded 5 → 6); declared
      (threshold 5 → 6).

      The traces part at step 1 of 2: the same step, with another outcome.
        left   2022-03-22 00:00:10  #2 thief submitWithdrawal 2000000, 173,600 ETH to thief: ok
        right  2022-03-22 00:00:10  #2 thief submitWithdrawal 2000000, 173,600 ETH to thief: fail,
                                    QuorumNotReached
      field     left  right
      status    ok    fail
      result    {}    -
      balances  []    -
      error     -     {"args":{},"name":"QuorumNotReached"}

      The first payment that ends differently: withdrawal 2000000, 173,600 ETH to thief.
        left   2022-03-22 00:00:10  paid; thief brought 0 signatures
        right  2022-03-22 00:00:10  refused: QuorumNotReached; thief brought 0 signatures

      check         left          right         first failure
      authority     false (1)     true          left: Withdrawal 2000000 was paid with the signatures of
                                                0 validators; 5 are declared.
      backing       false (1)     true          left: Withdrawal 2000000 paid 173,600 ETH to thief; the
                                                sidechain has no such request.

      figure                         left  right  right - left
      loss.ETH                173,600 ETH  0 ETH                better
      loss.usd         539,884,275.75 USD  0 USD                better
      recovered.ETH                 0 ETH   none
      frozen.ETH                    0 ETH   none
      recoverable.ETH               0 ETH   none
      traceable.ETH           173,600 ETH   none
      dark.ETH                      0 ETH   none
      recovered.share                   0   none
      timeToDetect                     1m   none
      left: timeToFirstLoss: none, because no node was compromised.
      left: timeToContain: none, because nobody paused the gateway before the run ended.
      right: recovered.ETH, frozen.ETH, recoverable.ETH, traceable.ETH, dark.ETH: none, because no ETH was
      stolen.
      right: recovered.share: none, because nothing was stolen.
      right: timeToFirstLoss, timeToDetect, timeToContain: none, because nothing was lost.
      24 other figures did not change.
      "
    `);
  });

  it("says in one sentence that runs are identical", () => {
    const blocks = textOf(paid, paid).trimEnd().split("\n\n");
    expect(blocks).toHaveLength(2);
    expect(blocks[1]?.replace("\n", " ")).toBe(
      `The runs are identical: both have the trace ${paid.results.traceHash}.`,
    );
  });

  it("tells of figures that differ although the traces do not", () => {
    const gas = { value: "206154", unit: "gas", better: "lower" } as const;
    const metered: ReadRun = {
      ...paid,
      results: { ...paid.results, metrics: { ...paid.results.metrics, "gas.withdrawal": gas } },
    };
    const text = textOf(paid, metered);
    expect(text).toContain("Both traces are the same, to the byte.");
    expect(text).toMatch(/^gas\.withdrawal +none +206154 gas$/m);
    expect(text).toContain("left: gas.withdrawal: none, because only the chains meter gas.");
  });

  it("tells of a reason that changed where neither run has the figure, outside the table", () => {
    const text = textOf(readRunOf(played([])), readRunOf(played([theft("1")])));
    expect(text).not.toMatch(/^timeToContain/m);
    expect(text).toMatch(
      /^left: timeToFirstLoss, .*timeToContain: none, because nothing was lost/m,
    );
    expect(text).toContain("right: timeToContain: none, because nobody paused the gateway");
  });

  it("says which run alone has a control, and what is new in one", () => {
    const theftAlone = played([theft("1")]);
    const [with1, with2] = [[], [alarm]].map((acts) => readRunOf(theftAlone, played(acts)));
    const without = readRunOf(theftAlone);
    expect(textOf(with1 as ReadRun, without)).toContain("Only the left run has a control.");
    expect(textOf(without, with1 as ReadRun)).toContain("Only the right run has a control.");
    expect(textOf(with1 as ReadRun, with2 as ReadRun)).toContain(
      "The controls part at step 1 of their own, with the same payments, verdicts and figures.",
    );
  });

  it.each([
    [[theft("1")], [theft("1"), alarm], "the left trace has ended there, and the right goes on."],
    [[theft("1"), alarm], [theft("1")], "the right trace has ended there, and the left goes on."],
    [[theft("1")], [theft("2")], "each run takes a step there that the other never takes."],
    [[theft("1")], [alarm, theft("1")], "the right run takes a step there that the other never"],
    [[theft("1"), alarm], [alarm, theft("1")], "both runs take both steps, in another order."],
    [[theft("1")], [theft("1", "Paused")], "the same step, with another outcome."],
  ])("tells how traces part (%#)", (left, right, words) => {
    const text = textOf(readRunOf(played(left)), readRunOf(played(right)));
    expect(text.replaceAll(/\s+/g, " ")).toContain(words);
  });

  it("tells of payments that only one run attempts", () => {
    const text = textOf(readRunOf(played([])), readRunOf(played([theft("1")])));
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "One payment is attempted in the right run alone: withdrawal 2000000, 0.000000000000000001 ETH to thief: paid.",
    );
  });
});

describe("figures", () => {
  const more = readRunOf(played([theft("173600123456789012345678"), alarm]));

  it("stand one below the other where the terminal is narrow, and stay exact", () => {
    const lines = textOf(paid, more, { color: false, width: 60 }).split("\n");
    const at = lines.findIndex((line) => line.startsWith("loss.ETH"));
    expect(lines[at]).toMatch(/^loss\.ETH +173,600 ETH$/);
    expect(lines[at + 1]).toMatch(
      /^ +173,600\.123456789012345678 ETH +\+0\.123456789012345678 ETH +worse$/,
    );
  });

  it("stand side by side where it is wide", () => {
    const text = textOf(paid, more, { color: false, width: 120 });
    expect(text).toMatch(
      /^loss\.ETH +173,600 ETH +173,600\.123456789012345678 ETH +\+0\.123456789012345678 ETH +worse$/m,
    );
  });

  it("have colors only if they are wanted, and the same layout", () => {
    const plain = textOf(paid, refused);
    const colored = textOf(paid, refused, { color: true, width: 100 });
    expect(plain).not.toContain("\u001b");
    expect(colored).toContain("\u001b[32mbetter\u001b[39m");
    const escapes = new RegExp(`${"\u001b"}\\[\\d+m`, "g");
    const bare = (text: string) => text.replaceAll(escapes, "").replaceAll(/ +$/gm, "");
    expect(bare(colored)).toBe(plain);
  });
});
