import { describe, expect, it } from "vitest";
import { namesInStack, replayOf } from "../../sim/report/cell-words.ts";
import { studyWords } from "../../sim/report/study-words.ts";
import { attackNames } from "../../sim/study/matrix.ts";
import { cellOf } from "./cells.ts";

const usual = { seed: 1, tenant: "hardhat", own: { mine: "my attacks/mine.ts" } };
const words = studyWords();

describe("the command that runs a cell again", () => {
  it("is a run behind the defense, with the strategy where there is one", () => {
    expect(replayOf(cellOf("none"), usual)).toBe("npm run sim -- run made-up --defense none");
    const adapted = cellOf("a+b:x=1", { attack: "adapted", strategy: "midnight" });
    expect(replayOf(adapted, { seed: 7, tenant: "model", own: {} })).toBe(
      "npm run sim -- run made-up --defense a+b:x=1 --seed 7 --tenant model --attack midnight",
    );
  });

  it("is the matrix of the cell for an attack that no run can be asked for", () => {
    const other = cellOf("none", { attack: "admin-key", strategy: "smash" });
    expect(replayOf(other, usual)).toBe(
      "npm run sim -- matrix --scenario made-up --defense none --attack admin-key",
    );
  });

  it("is a run with the file of an attack of one's own", () => {
    const own = cellOf("none", { attack: "mine" });
    expect(replayOf(own, usual)).toBe(
      "npm run sim -- run made-up --defense none --attack 'my attacks/mine.ts'",
    );
  });

  it("quotes what a shell would take apart", () => {
    expect(replayOf(cellOf("outflow-monitor:limit.ETH=9 ETH"), usual)).toBe(
      "npm run sim -- run made-up --defense 'outflow-monitor:limit.ETH=9 ETH'",
    );
    expect(replayOf(cellOf("a'; b"), usual)).toContain("--defense 'a'\\''; b'");
  });
});

describe("the names in a stack", () => {
  it("come without their settings, and all of ours have a sentence", () => {
    const names = namesInStack("delay-with-veto:delay=12h+backing-monitor");
    expect(names).toEqual(["delay-with-veto", "backing-monitor"]);
    for (const name of names) expect(words.defenses[name]).toMatch(/\.$/);
    expect(Object.keys(words.strategies)).toContain("midnight");
    expect(Object.keys(words.attacks)).toEqual(attackNames);
  });
});
