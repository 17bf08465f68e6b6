import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Command } from "../../sim/bridge/port.ts";
import { rehearsalText } from "../../sim/report/rehearsal.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { ronin2024Scenario } from "../../sim/scenarios/ronin-2024.ts";
import { isSound, rehearse } from "../../sim/study/rehearsal.ts";

const history = resolveScenario(ronin2024Scenario, 1);

/** Ronin's upgrade with other commands, a minute apart, from nine o'clock on. */
const upgradedBy = (commands: readonly Command[]): Scenario => ({
  ...history,
  actors: history.actors.map((actor) =>
    actor.kind === "script" && actor.name === "governance"
      ? {
          ...actor,
          accounts: ["admin", "first-bot"],
          steps: commands.map((command, index) => ({
            at: (actor.steps[0]?.at ?? 0) + 60 * index,
            command,
          })),
        }
      : actor,
  ),
});
const of = (commands: readonly Command[]) => rehearse(upgradedBy(commands), openModel, "model");

const upgrade = (step: 3 | 4 | null, sender = "admin"): Command => ({
  verb: "upgradeToAndCall",
  sender,
  step,
});
const initialize = (step: 3 | 4): Command => ({ verb: "initialize", sender: "admin", step });

describe("a rehearsal", () => {
  it("happens before anything is taken: nobody but the upgrader acts", async () => {
    const { calls } = await rehearse(history, openModel, "model");
    expect(calls.map(({ actor, verb, step }) => [actor, verb, step])).toEqual([
      ["governance", "upgradeToAndCall", 4],
    ]);
  });

  it("of both steps in their order is sound", async () => {
    const found = await of([upgrade(3), initialize(4)]);
    expect(isSound(found)).toBe(true);
    expect(found.steps.map(({ status }) => status)).toEqual(["made", "made"]);
  });

  it("finds the gap between the new logic and the step that fills it", async () => {
    const found = await of([upgrade(null), initialize(3), initialize(4)]);
    expect(found.steps.map(({ status }) => status)).toEqual(["made", "made"]);
    expect(found.calls.map(({ leastWeight }) => leastWeight)).toEqual([0, 16, 16]);
    expect(found.verdicts.S03).toMatchObject({ valid: false, count: 1 });
    expect(found.verdicts.A04).toMatchObject({ valid: false, count: 1 });
  });

  it("says that a step which was passed over is refused afterwards", async () => {
    const found = await of([upgrade(4), initialize(3)]);
    expect(found.calls[1]).toMatchObject({ refused: "InvalidInitialization", version: 4 });
    expect(found.steps[0]?.status).toBe("skipped");
    expect(rehearsalText(found)).toContain("initialize, step 3: refused, InvalidInitialization.");
  });

  it("says that a step which was not made yet still can be", async () => {
    const found = await of([upgrade(3)]);
    expect(found.steps.map(({ status }) => status)).toEqual(["made", "open"]);
    expect(found.verdicts.S03.valid).toBe(true);
    expect(found.verdicts.A04.first?.text).toBe("Step 4 (initializeV4) was not made.");
    expect(isSound(found)).toBe(false);
  });

  it("is not sound when a stranger's upgrade is refused and nothing is upgraded", async () => {
    const found = await of([upgrade(3, "first-bot")]);
    expect(found.calls[0]).toMatchObject({ refused: "NotAdmin", version: 1 });
    expect(found.verdicts.A04).toMatchObject({ exercised: 0 });
    expect(isSound(found)).toBe(false);
  });
});
