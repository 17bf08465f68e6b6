import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runPage } from "../../scripts/host/page.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { finish } from "../../sim/study/experiment.ts";
import { resultsOf } from "../../sim/study/results.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { scenarioOf, serializeTrace, stepsOf } from "../../sim/trace/trace.ts";
import { describePages } from "./browser.ts";
import { prolonged } from "./long.ts";
import { middleOf, presses, stepperOf } from "./reader.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "five-of-nine-large-")));
const file = join(folder, "report.html");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const length = 100_000;
let trace: Trace;

beforeAll(async () => {
  const finished = await finish(resolveScenario(ronin2022Scenario, 1), openModel);
  trace = prolonged(finished.trace, length);
  writeFileSync(
    file,
    runPage({
      scenario: scenarioOf(trace),
      results: canonicalJson(resultsOf(finished, null, "model", "none: the trace was made")),
      trace: serializeTrace(trace),
      controlTrace: null,
    }),
  );
}, 60_000);

/** Does something a number of times, and prints how long each took. */
async function timed<T>(what: string, act: () => Promise<T>, times = 1): Promise<T> {
  const begin = performance.now();
  const done = await act();
  const each = (performance.now() - begin) / times;
  process.stdout.write(`100,000 events, ${what}: ${each.toFixed(0)} ms\n`);
  return done;
}

describePages("a page of 100,000 events", ({ stay }) => {
  it("is of a whole trace, as long as it says", () => {
    expect(trace).toHaveLength(length);
    expect(stepsOf(trace).length).toBe((length - 2) / 2);
  });

  it("opens, and goes to any event, one by one too", { timeout: 60_000 }, async () => {
    const page = await timed("drawn", () => stay(file));
    const { list, chosen, goTo } = stepperOf(page);
    await list.focus();
    await timed("End", () => list.press("End"));
    expect(await chosen()).toBe(length - 1);
    await timed("a step back", () => presses(page, "ArrowUp", 200), 200);
    expect(await chosen()).toBe(length - 201);
    await list.press("Home");
    await timed("fifty on", () => presses(page, "PageDown", 100), 100);
    expect(await chosen()).toBe(5000);
    await timed("a number", () => goTo(77_777));
    expect(await chosen()).toBe(77_777);
    expect(await page.locator(".detail").innerText()).toContain("Event 77777:");
  });

  it("zooms, and tells what is under the pointer", { timeout: 60_000 }, async () => {
    const page = await stay(file);
    await timed("zoomed", () => page.getByRole("button", { name: "alarm to pause" }).click());
    await stepperOf(page).goTo(
      stepsOf(trace).find(({ action }) => action.verb === "pause")?.seq ?? 0,
    );
    const mark = await middleOf(page.locator("#events .ring"));
    await page.mouse.move(mark.x, mark.y);
    await page.locator("#events .chart > div", { hasText: /pause on the/ }).waitFor();
  });
});
