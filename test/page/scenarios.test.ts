import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { scenarios } from "../../sim/scenarios/registry.ts";
import { type Ended, userAtDesk } from "../cli/program.ts";
import { describePages } from "./browser.ts";

const user = userAtDesk();

/** Runs in a folder of its own, on the model where that is enough, and returns the page's file. */
async function page(
  folder: string,
  words: readonly string[],
): Promise<{ readonly file: string; readonly ended: Ended }> {
  const ended = await user.asks([...words, "--out", folder]);
  return { ended, file: user.at(`${folder}/latest/report.html`) };
}

const quick = ["run", "ronin-2022", "--tenant", "model", "--set", "honest.count=3"];

/** Holds a page against what every page must have, whatever happened in its run. */
async function requireSections(opened: Page, title: string): Promise<void> {
  expect(await opened.locator("h1").innerText()).toBe(title);
  for (const name of ["story", "balances", "events", "verdicts", "figures", "scenario"]) {
    expect(await opened.locator(`#${name} h2`).innerText()).not.toBe("");
    expect((await opened.locator(`#${name}`).boundingBox())?.height).toBeGreaterThan(100);
  }
  expect(await opened.locator("canvas").count()).toBeGreaterThanOrEqual(2);
  expect(await opened.locator("#figures tbody tr").count()).toBeGreaterThan(5);
  const { scrollWidth, clientWidth } = await opened.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  await opened.getByText("log", { exact: true }).click();
  await opened.locator("#event-stepper").press("End");
  expect(await opened.locator('#event-stepper [aria-selected="true"]').innerText()).toContain(
    "the scenario ends",
  );
}

const storyOf = (opened: Page) => opened.locator("#story").innerText();

describePages("a page of every scenario", ({ open }) => {
  it.for(scenarios)("opens: $name", async ({ name, title }) => {
    const { ended, file } = await page(name, ["run", name, "--tenant", "model"]);
    expect(ended.status, ended.stderr).toBe(0);
    const opened = await open(file);
    await requireSections(opened, title);
    expect(await opened.locator(".notice").innerText()).toContain("✓ Every verdict");
  });
});

describePages("a page of a run that went another way", ({ open }) => {
  beforeAll(async () => {
    await page("plain", quick);
  }, 60_000);

  it("tells that nothing was lost, with one more signature to forge", async () => {
    const { file } = await page("six", [...quick, "--set", "quorum.threshold=6"]);
    const opened = await open(file);
    await requireSections(opened, "Ronin, 23 March 2022");
    const cards = await opened.locator(".card dd").allInnerTexts();
    expect(cards[0]).toMatch(/^0 ETH/);
    expect(cards.map((card) => card.split("\n")[0])).not.toContain("none");
    expect(await opened.locator("header, main").allInnerTexts()).toContainEqual(
      expect.stringContaining("Changed: quorum.threshold=6"),
    );
    expect(await opened.locator(".notice").innerText()).toBe(
      "Nothing is expected of this run: it was changed, and history no longer says how it ends.",
    );
    expect(await storyOf(opened)).toContain("the gateway refuses");
    await opened.getByRole("button", { name: "next refusal ▸" }).click();
    expect(await opened.locator('#event-stepper [aria-selected="true"]').innerText()).toContain(
      ": fail, ",
    );
  });

  it("has nothing to switch to without a control", async () => {
    const { file } = await page("alone", [...quick, "--no-control"]);
    const opened = await open(file);
    await requireSections(opened, "Ronin, 23 March 2022");
    expect(await opened.getByLabel("control", { exact: true }).count()).toBe(0);
    expect(await opened.locator(".card dd").allInnerTexts()).not.toContainEqual(
      expect.stringContaining("control"),
    );
    expect(await opened.locator("#verdicts tbody td:nth-child(3)").allInnerTexts()).toEqual(
      expect.arrayContaining(["–"]),
    );
  });

  it("says which tenant it ran on", async () => {
    const opened = await open(user.at("plain/latest/report.html"));
    await requireSections(opened, "Ronin, 23 March 2022");
    expect(await opened.locator("#scenario").innerText()).toContain("on the model tenant");
  });

  it("names what is not as the file expects, when the run failed", async () => {
    const scenario = JSON.parse(user.reads("plain/latest/scenario.json"));
    const expected = { authority: true, backing: true, liveness: false };
    user.writes("hopeful.json", JSON.stringify({ ...scenario, expect: expected }));
    const { ended, file } = await page("failed", ["replay", "hopeful.json", "--tenant", "model"]);
    expect(ended.status).toBe(1);
    const opened = await open(file);
    await requireSections(opened, "Ronin, 23 March 2022");
    expect(await opened.locator(".notice").innerText()).toBe(
      "✗ Not as expected: backing of the run is false, and true was expected.",
    );
  });

  it("shades nothing when nobody attacks", async () => {
    const calm = user.at("plain/latest/control/scenario.json");
    const { file } = await page("calm", ["replay", calm, "--tenant", "model"]);
    const opened = await open(file);
    await requireSections(opened, JSON.parse(user.reads("calm/latest/scenario.json")).title);
    expect(await opened.locator("#balances").innerText()).toContain("No attack");
    expect(await opened.locator("#story .attack").count()).toBe(0);
    expect(await opened.locator("#verdicts .bad").count()).toBe(0);
  });

  it("tells that nothing happened when nobody is there", async () => {
    const scenario = JSON.parse(user.reads("plain/latest/scenario.json"));
    const own = { ...scenario, name: "empty", actors: [], expect: {}, provenance: [] };
    user.writes("empty.json", JSON.stringify(own));
    const { ended, file } = await page("empty", ["replay", "empty.json", "--tenant", "model"]);
    expect(ended.status, ended.stderr).toBe(0);
    const opened = await open(file);
    await requireSections(opened, "Ronin, 23 March 2022");
    expect(await storyOf(opened)).toContain("Nothing happened.");
    expect(await opened.locator(".notice").innerText()).toBe(
      "Nothing is expected of this run: its scenario names no verdict.",
    );
    await opened.getByRole("button", { name: "next refusal ▸" }).click();
    expect(await opened.locator('#event-stepper [aria-selected="true"]').innerText()).toContain(
      "the scenario ends",
    );
  });
});
