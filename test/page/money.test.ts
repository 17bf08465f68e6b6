import { beforeAll, expect, it } from "vitest";
import { formatUtc } from "../../sim/core/time.ts";
import { type MoneyPicture, moneyPicture } from "../../sim/report/money.ts";
import { rescueWords, standingWords } from "../../sim/report/money-words.ts";
import type { Results } from "../../sim/study/results.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { parseTrace, scenarioOf } from "../../sim/trace/trace.ts";
import { userAtDesk } from "../cli/program.ts";
import { audit } from "./audit.ts";
import { describePages } from "./browser.ts";
import { laundered } from "./laundered.ts";
import { unfold } from "./reader.ts";
import { requirePicture, views } from "./views.ts";

const user = userAtDesk();
let file: string;
let trace: Trace;
let results: Results;
let picture: MoneyPicture;

beforeAll(async () => {
  user.writes("laundered.ts", laundered);
  const words = ["run", "laundered.ts", "--tenant", "model", "--out", "runs"];
  const { status, stderr } = await user.asks(words);
  expect(status, stderr).toBe(0);
  file = user.at("runs/latest/report.html");
  trace = parseTrace(user.reads("runs/latest/trace.jsonl"), "trace");
  results = JSON.parse(user.reads("runs/latest/results.json"));
  const found = moneyPicture(trace);
  if (found === null) throw new Error("Something is stolen here.");
  picture = found;
}, 120_000);

describePages("the money of a run", ({ open, stay }) => {
  it("says what has become of each token, as the figures do", async () => {
    const page = await stay(file);
    const said = await page.locator("#money > p").allInnerTexts();
    expect(said).toEqual(standingWords(scenarioOf(trace), picture));
    const { "loss.ETH": lost, "frozen.USDC": frozen, "recovered.ETH": back } = results.metrics;
    const standings = Object.fromEntries(picture.standings);
    expect(`${standings.ETH?.taken}`).toBe(lost?.value);
    expect(`${standings.USDC?.frozen}`).toBe(frozen?.value);
    expect(`${standings.ETH?.recovered}`).toBe(back?.value);
    expect(BigInt(back?.value ?? 0)).toBeGreaterThan(0n);
  });

  it("draws each place once, with what lies there, and each stream with its amount", async () => {
    const page = await stay(file);
    const names = await page.locator("#money .spot .name").allTextContents();
    expect(names).toEqual(picture.spots.map(({ label }) => label));
    const box = (name: string) => page.locator("#money .spot", { hasText: name });
    expect(await box("mule-2").textContent()).toContain("5,500,000 USDC frozen");
    expect(await box("mule-1").first().textContent()).toMatch(/ETH in sight, 95\.2 % of all/);
    const arrows = new Set(picture.streams.map(({ from, to }) => `${from} ${to}`));
    expect(await page.locator("#money .stream").count()).toBe(arrows.size);
    expect(await page.locator("#money .label.stolen text").allTextContents()).toEqual([
      "173,600 ETH",
      "25,500,000 USDC",
    ]);
  });

  it("has the same as a table, and leads from a row to its event", async () => {
    const page = await open(file);
    await unfold(page);
    const rows = page.locator("#money tbody tr");
    expect(await rows.count()).toBe(picture.streams.length);
    const index = picture.streams.findIndex(({ isHome }) => isHome);
    const { first } = picture.streams[index] ?? {};
    const row = rows.nth(index);
    expect((await row.innerText()).split("\t").map((cell) => cell.trim())).toEqual([
      ...["mule-3 at bourse", "custodian", "25,000 ETH", "95.2 %"],
      formatUtc(first?.at ?? 0),
    ]);
    await row.getByRole("button").click();
    const chosen = page.locator('#event-stepper [aria-selected="true"]');
    expect(await chosen.innerText()).toContain("responders returnBlocked ETH of mule-3");
  });

  it("lists what stopped it or brought it back, and how much each saved", async () => {
    const page = await stay(file);
    expect(await page.locator("#money .rescues li").allInnerTexts()).toEqual(
      picture.rescues.map(
        (rescue) => `${formatUtc(rescue.at)} ${rescueWords(scenarioOf(trace), rescue)}`,
      ),
    );
    expect(picture.rescues.map(({ action }) => action.verb)).toEqual([
      ...["freeze", "blockAccount", "returnBlocked"],
    ]);
    await page.locator("#money .rescues button").first().click();
    const chosen = page.locator('#event-stepper [aria-selected="true"]');
    expect(await chosen.innerText()).toContain("responders freeze USDC of mule-2");
  });

  it("says that nothing was stolen in the control", async () => {
    const page = await open(file);
    await page.locator(".switch").getByText("control", { exact: true }).click();
    expect(await page.locator("#money").innerText()).toContain("Nothing was stolen here.");
    expect(await page.locator("#money svg").count()).toBe(0);
  });

  it.for(views)("breaks no guideline, $width wide and $colors", async (view) => {
    const page = await open(file, view);
    await unfold(page);
    expect((await audit(page, "#money")).violations).toEqual([]);
    await requirePicture(page, "money", view);
  });
});
