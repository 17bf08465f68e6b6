import { mkdirSync, statSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { formatUtc } from "../../sim/core/time.ts";
import { palettes } from "../../sim/page/palette.ts";
import { balancesOverTime } from "../../sim/report/balances.ts";
import { eventWords } from "../../sim/report/event-words.ts";
import { readable } from "../../sim/report/figure.ts";
import { phasesOf } from "../../sim/report/phases.ts";
import { tell } from "../../sim/report/story.ts";
import { referencesOf } from "../../sim/scenario/references.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { Results } from "../../sim/study/results.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { isOk, parseTrace, scenarioOf, stepsOf } from "../../sim/trace/trace.ts";
import { userAtDesk } from "../cli/program.ts";
import { audit } from "./audit.ts";
import { describePages } from "./browser.ts";
import { look } from "./picture.ts";
import {
  middleOf,
  presses,
  stepperOf,
  stepsSeen,
  tabThrough,
  unfold,
  watchSteps,
} from "./reader.ts";
import { views } from "./views.ts";

const user = userAtDesk();
let file: string;
let results: Results;
let scenario: Scenario;
let trace: Trace;
let controlTrace: Trace;

/** The page of a run of three users: for what a page does, however much is on it. */
let small: { readonly file: string; readonly trace: Trace };

beforeAll(async () => {
  const { status, stderr } = await user.asks(["run", "ronin-2022", "--out", "runs"]);
  expect(status, stderr).toBe(0);
  file = user.at("runs/latest/report.html");
  results = JSON.parse(user.reads("runs/latest/results.json"));
  trace = parseTrace(user.reads("runs/latest/trace.jsonl"), "trace");
  controlTrace = parseTrace(user.reads("runs/latest/control/trace.jsonl"), "control");
  scenario = scenarioOf(trace);
  const few = ["--set", "honest.count=3", "--tenant", "model"];
  await user.asks(["run", "ronin-2022", ...few, "--out", "few"]);
  small = {
    file: user.at("few/latest/report.html"),
    trace: parseTrace(user.reads("few/latest/trace.jsonl"), "small trace"),
  };
}, 60_000);

const seqOf = (verb: "compromise" | "pause", of = trace): number => {
  const step = stepsOf(of).find((candidate) => isOk(candidate, verb));
  if (step === undefined) throw new Error(`nothing to ${verb}`);
  return step.seq;
};

const storyOf = (told: Trace) => tell(told).map(({ text }) => text);

describePages("report.html of ronin-2022 beside its control", ({ open, stay }) => {
  it("is a file below 2 MB", () => {
    expect(statSync(file).size).toBeLessThan(2_000_000);
  });

  it("shows title, question and what came of it as results.json has it", async () => {
    const page = await stay(file);
    expect(await page.title()).toBe(scenario.title);
    expect(await page.locator("h1").innerText()).toBe("Ronin, 23 March 2022");
    expect(await page.locator(".question").innerText()).toBe(scenario.question);
    expect(await page.locator(".notice").innerText()).toBe(
      "✓ Every verdict that this scenario names is as expected, of the run and of its control.",
    );
    const cards = await page.locator(".card dd").allInnerTexts();
    const figures = ["loss.ETH", "loss.USDC", "loss.usd", "timeToDetect", "timeToContain"];
    const counts = ["keysStolen", "signaturesByDelegation", "honest.blocked.count"];
    expect(cards.map((text) => text.split(/\s*\n\s*/))).toEqual(
      [...figures, ...counts].map((name) => {
        const [of, beside] = [results.metrics[name], results.control?.metrics[name]];
        if (of === undefined || beside === undefined) throw new Error(name);
        return [readable(scenario, name, of), `control: ${readable(scenario, name, beside)}`];
      }),
    );
    expect(cards[0]).toContain("173,600 ETH");
  });

  it("shows each verdict and each figure, of the run and of its control", async () => {
    const page = await stay(file);
    const verdicts = await page.locator("#verdicts tbody tr").allInnerTexts();
    const words = (valid: unknown) => (valid === true ? "✓ true" : "✗ false");
    expect(verdicts.map((row) => row.split("\t").slice(0, 4))).toEqual(
      Object.entries(results.verdicts).map(([name, { valid, expected }]) => [
        ...[name, words(valid), words(results.control?.verdicts[name]?.valid), String(expected)],
      ]),
    );
    await unfold(page);
    for (const [name, figure] of Object.entries(results.metrics)) {
      const row = page
        .locator("#figures tr")
        .filter({ has: page.getByText(name, { exact: true }) });
      const beside = results.control?.metrics[name];
      const text = await row.innerText();
      expect(text).toContain(readable(scenario, name, figure));
      if (beside !== undefined) expect(text).toContain(readable(scenario, name, beside));
      if (figure.value === null) expect(text).toContain(figure.why);
    }
  });

  it("tells the story, and on request that of the control", async () => {
    const page = await stay(file);
    const told = () => page.locator("#story li > p").allInnerTexts();
    const endings = (texts: readonly string[], wanted: readonly string[]) =>
      texts.map((text, index) => (text.endsWith(wanted[index] ?? "") ? wanted[index] : text));
    expect(endings(await told(), storyOf(trace))).toEqual(storyOf(trace));
    await page.getByLabel("control", { exact: true }).check({ force: true });
    expect(await page.locator("#story h2").innerText()).toBe("The story of the control");
    expect(endings(await told(), storyOf(controlTrace))).toEqual(storyOf(controlTrace));
    expect(await page.locator("#balances").innerText()).toContain("No attack");
    await page.getByLabel("run", { exact: true }).check({ force: true });
    expect(endings(await told(), storyOf(trace))).toEqual(storyOf(trace));
  });

  it("shows the line that replays it, and links each source at its place", async () => {
    const page = await stay(file);
    expect(await page.locator(".command").innerText()).toBe(results.replay);
    const links = await page
      .locator("#scenario .sources a")
      .evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute("href")]));
    const references = referencesOf(scenario);
    const statuses = ["set", "sourced", "derived", "drawn", "chosen"];
    const expected = statuses.flatMap((status) =>
      scenario.provenance
        .filter((entry) => entry.status === status)
        .flatMap(({ source }) => references[source] ?? [])
        .flatMap(({ title, link }) => (link === null ? [] : [[title, link]])),
    );
    expect(links).toEqual(expected);
    expect(links.length).toBeGreaterThan(5);
    for (const [, link] of links) expect(new URL(link ?? "").protocol).toBe("https:");
  });

  it("has what everybody holds at the end in a table, as the chain has it", async () => {
    const page = await open(file);
    await page.getByText("USDC as a table").click();
    const rows = page.locator("#balances figure").nth(1).locator("tbody tr");
    const times = await rows.locator("small").allInnerTexts();
    expect(times).toEqual(times.toSorted());
    const end = rows.last();
    expect(await end.innerText()).toContain("500,000 USDC\t25,500,000 USDC\t26,000,000 USDC");
  });

  it.for(views)("is drawn, and fits, $width wide and $colors", async (view) => {
    const page = await open(file, view);
    const png = await page.screenshot({ fullPage: true });
    mkdirSync("cache/screenshots", { recursive: true });
    writeFileSync(`cache/screenshots/run-${view.width}-${view.colors}.png`, png);
    const seen = await look(page, png);
    expect(seen.width).toBe(view.width);
    expect(seen.colors).toBeGreaterThan(100);
    expect(seen.emptiness).toBeLessThan(0.95);
    const plots = page.locator(".chart");
    expect(await plots.count()).toBe(3);
    for (const plot of await plots.all()) {
      const drawing = await look(page, await plot.screenshot());
      expect(drawing.colors).toBeGreaterThan(20);
      expect(drawing.emptiness).toBeLessThan(0.9);
    }
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);
  });
});

describePages("report.html by keyboard", ({ open, stay }) => {
  it("leads with Tab to every control, in the order of the page, each in sight and ringed", async () => {
    const page = await open(small.file);
    const { stops, controls } = await tabThrough(page);
    expect(stops.map(({ index }) => index)).toEqual([...Array(controls).keys()]);
    expect(stops.filter(({ hasRing }) => !hasRing)).toEqual([]);
    expect(stops.filter(({ isInView }) => !isInView)).toEqual([]);
    expect(stops.some(({ what }) => what.includes("event-stepper"))).toBe(true);
  });

  it("reaches every event of the trace, each once and in order", async () => {
    const { file, trace } = small;
    const page = await open(file);
    const { list } = stepperOf(page);
    for (let presses = 0; presses < 60; presses++) {
      if (await list.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await watchSteps(page);
    await presses(page, "ArrowDown", trace.length);
    expect(await stepsSeen(page)).toEqual(
      trace
        .slice(1)
        .map((event) => `${event.seq} | ${formatUtc(event.at)} | ${eventWords(trace, event)}`),
    );
  });

  it("goes to the ends with Home and End, and by fifty with Page Up and Page Down", async () => {
    const page = await stay(small.file);
    const { list, chosen } = stepperOf(page);
    const last = small.trace.length - 1;
    await list.focus();
    for (const [key, expected] of [
      ["End", last],
      ["ArrowRight", last],
      ["PageUp", last - 50],
      ["ArrowLeft", last - 51],
      ["Home", 0],
      ["ArrowUp", 0],
      ["PageDown", 50],
    ] as const) {
      await list.press(key);
      expect(await chosen(), key).toBe(expected);
    }
    expect(await page.locator(".detail h3").innerText()).toContain("Event 50:");
  });

  it("chooses the world and the scale with the arrows", async () => {
    const page = await stay(small.file);
    await page.getByLabel("run", { exact: true }).press("ArrowRight");
    expect(await page.locator("#story h2").innerText()).toBe("The story of the control");
    await page.getByLabel("linear", { exact: true }).press("ArrowRight");
    expect(await page.getByLabel("log", { exact: true }).isChecked()).toBe(true);
  });

  it("skips to the story", async () => {
    const page = await open(small.file);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(
      await page.locator("#story").evaluate((story) => story.getBoundingClientRect().top),
    ).toBeLessThan(100);
    await page.keyboard.press("Tab");
    expect(
      await page
        .locator("#story button")
        .first()
        .evaluate((button) => button === document.activeElement),
    ).toBe(true);
  });
});

/** Returns what the plots of a section show now, to the pixel. */
const drawingOf = (page: Page, section: string) =>
  page
    .locator(`${section} canvas`)
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join());

describePages("report.html by pointer", ({ open, stay }) => {
  it("tells an event when the pointer is over its mark, and chooses it on a click", async () => {
    const page = await stay(file);
    const { chosen, goTo } = stepperOf(page);
    const seq = seqOf("compromise");
    await goTo(seq);
    const mark = await middleOf(page.locator("#events .ring"));
    await goTo(0);
    await page.mouse.move(mark.x, mark.y);
    const event = trace[seq];
    if (event === undefined) throw new Error("no such event");
    const tip = page.locator("#events .chart > div", { hasText: `event ${seq}` });
    await tip.waitFor();
    expect(await tip.innerText()).toContain(eventWords(trace, event));
    await page.mouse.click(mark.x, mark.y);
    expect(await chosen()).toBe(seq);
  });

  it("tells what everybody holds where the pointer is", async () => {
    const page = await stay(file);
    const plot = page.locator("#balances .chart").first();
    const middle = await middleOf(plot);
    await page.mouse.move(middle.x, middle.y);
    const tip = plot.locator("> div", { hasText: "attacker, mainchain: " });
    await tip.waitFor();
    expect(await tip.innerText()).toContain("attacker, mainchain: 173,600 ETH");
  });

  it("chooses the event that changed a balance, in the world that is shown", async () => {
    const page = await open(file);
    const { chosen, goTo } = stepperOf(page);
    await page.getByLabel("control", { exact: true }).check({ force: true });
    const changes = balancesOverTime(controlTrace, "ETH").filter(({ seq }) => seq !== null);
    const last = changes.at(-1);
    if (last?.seq == null) throw new Error("no balance changes");
    await goTo(last.seq);
    const { x } = await middleOf(page.locator("#events .ring"));
    await goTo(0);
    // The attacker has nothing in the control: a point at the very bottom of the plot.
    const plot = page.locator("#balances .chart").first();
    await plot.scrollIntoViewIfNeeded();
    const { y = 0, height = 0 } = (await plot.boundingBox()) ?? {};
    const bottom = y + height - 52;
    await page.mouse.move(x, bottom - 20);
    await page.mouse.move(x, bottom);
    await page.mouse.click(x, bottom);
    // A pixel is twelve minutes, in which a deposit is credited too.
    const near = changes.filter(({ at }) => last.at - at < 1500).map(({ seq }) => seq);
    expect(near).toContain(await chosen());
  });

  it("draws the balances on a log scale, and back", async () => {
    const page = await open(file);
    const linear = await drawingOf(page, "#balances");
    await page.getByText("log", { exact: true }).click();
    await expect.poll(() => drawingOf(page, "#balances")).not.toBe(linear);
    await page.getByText("linear", { exact: true }).click();
    await expect.poll(() => drawingOf(page, "#balances")).toBe(linear);
  });

  it("zooms to each phase, and back to the whole run", async () => {
    const page = await stay(file);
    const ring = page.locator("#events .ring");
    await stepperOf(page).goTo(seqOf("compromise"));
    const before = await ring.boundingBox();
    for (const { label } of phasesOf(trace)) {
      const drawn = await drawingOf(page, "#balances");
      await page.getByRole("button", { name: label, exact: true }).click();
      await expect.poll(() => drawingOf(page, "#balances")).not.toBe(drawn);
    }
    // The foothold comes before the response, which is all that the last zoom shows.
    await expect.poll(() => ring.count()).toBe(0);
    await page.getByRole("button", { name: "the whole run" }).click();
    await expect.poll(async () => (await ring.boundingBox())?.x).toBeCloseTo(before?.x ?? 0);
  });

  it("gives each user a lane on request", async () => {
    const page = await stay(file);
    const plot = page.locator("#events .chart");
    const height = async () => (await plot.boundingBox())?.height ?? 0;
    const folded = await height();
    await page.getByLabel(/a lane for each of the \d+ users/).check();
    expect(await height()).toBeGreaterThan(2 * folded);
    expect((await look(page, await plot.screenshot())).emptiness).toBeLessThan(0.9);
    await page.getByLabel(/a lane for each of the \d+ users/).uncheck();
    expect(await height()).toBe(folded);
  });

  it("wears the colors of the system until the reader chooses", async () => {
    const page = await open(file);
    const paper = () =>
      page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    const rgb = (hex: string) =>
      `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
    const drawn = await drawingOf(page, "#events");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(paper).toBe(rgb(palettes.dark.paper));
    await expect.poll(() => drawingOf(page, "#events")).not.toBe(drawn);
    await page.getByLabel("Colors").selectOption("light");
    await expect.poll(paper).toBe(rgb(palettes.light.paper));
    await expect.poll(() => drawingOf(page, "#events")).toBe(drawn);
    await page.emulateMedia({ colorScheme: "light" });
    await page.getByLabel("Colors").selectOption("dark");
    await expect.poll(paper).toBe(rgb(palettes.dark.paper));
  });

  it.for([1440, 390])("leads from a verdict's example to its event, %i wide", async (width) => {
    const page = await open(file, { width });
    await page.getByLabel("control", { exact: true }).check({ force: true });
    const { first } = results.verdicts.backing ?? {};
    await page
      .locator("#verdicts")
      .getByRole("button", { name: `event ${first?.seq}` })
      .click();
    const { list, chosen } = stepperOf(page);
    expect(await chosen()).toBe(first?.seq);
    expect(await list.evaluate((element) => element === document.activeElement)).toBe(true);
    const option = await list.locator('[aria-selected="true"]').boundingBox();
    expect(option?.y).toBeGreaterThan(0);
    expect((option?.y ?? 0) + (option?.height ?? 0)).toBeLessThan(width === 390 ? 844 : 900);
    expect(await page.getByLabel("run", { exact: true }).isChecked()).toBe(true);
  });

  it("steps to the same actor's next action, and to the next refusal", async () => {
    const page = await stay(file);
    const { chosen, goTo } = stepperOf(page);
    await goTo(seqOf("pause"));
    const at = async () => {
      const event = trace[await chosen()];
      return event !== undefined && "actor" in event ? { type: event.type, by: event.actor } : null;
    };
    const by = (await at())?.by;
    await page.getByRole("button", { name: "same actor ▸" }).click();
    expect(await chosen()).toBeGreaterThan(seqOf("pause"));
    expect((await at())?.by).toBe(by);
    await page.getByRole("button", { name: "◂ same actor" }).click();
    expect(await chosen()).toBe(seqOf("pause"));
    await page.getByRole("button", { name: "next refusal ▸" }).click();
    expect((await at())?.type).toBe("fail");
  });
});

describePages("report.html, held against the accessibility guidelines", ({ open }) => {
  it.for(views)("breaks none, $width wide and $colors", async (view) => {
    // One look at all of the run; the other at a page of the same parts, and fewer of each.
    const isWhole = view === views[0];
    const page = await open(isWhole ? file : small.file, view);
    await stepperOf(page).goTo(seqOf("pause", isWhole ? trace : small.trace));
    await unfold(page);
    const { violations, kept } = await audit(page);
    expect(violations).toEqual([]);
    expect(kept).toEqual(expect.arrayContaining(["color-contrast", "label", "link-name"]));
  });

  it("is told of a page that breaks them", async () => {
    const page = await open(small.file);
    await page.locator("h1").evaluate((title) => {
      title.style.color = "#eee";
    });
    expect((await audit(page, "h1")).violations).toEqual([
      expect.stringMatching(/^color-contrast: <h1/),
    ]);
  });
});
