import { beforeAll, expect, it } from "vitest";
import { formatDuration } from "../../sim/core/time.ts";
import { formatAmount } from "../../sim/core/units.ts";
import { heatMap } from "../../sim/report/heat.ts";
import type { CurveDocument, FiledPoint } from "../../sim/study/documents.ts";
import { userAtDesk } from "../cli/program.ts";
import { audit } from "./audit.ts";
import { describePages } from "./browser.ts";
import { tabThrough } from "./reader.ts";
import { requirePicture, squareAt, views } from "./views.ts";

const user = userAtDesk();
const defenses = ["none", "utc-day-limit", "delay-with-veto"];
let folder: string;
let file: string;
let curve: CurveDocument;

beforeAll(async () => {
  const asked = ["--defense", defenses.join(","), "--keys", "4,5", "--delay", "1m,1d,3d"];
  const ended = await user.asks(["curve", "ronin-2022", ...asked, "--out", "runs"]);
  expect(ended.status, ended.stderr).toBe(0);
  folder =
    /^Written to (\S+); open \S+\/report\.html in a browser to see it\.$/m.exec(
      ended.stderr,
    )?.[1] ?? "";
  file = user.at(`${folder}/report.html`);
  curve = JSON.parse(user.reads(`${folder}/curve.json`));
});

const pointsAt = (keys: number): readonly FiledPoint[] =>
  curve.points.filter((point) => point.keys === keys);

const map = "#over-delay .heat";

describePages("report.html of a curve", ({ open, stay }) => {
  it("has each point in a map below its plot, as curve.json has it", async () => {
    const page = await open(file);
    expect(await page.locator("h1").innerText()).toContain(curve.title);
    expect(await page.locator("#over-delay select").inputValue()).toBe("5");
    const labels = (symbol: string) =>
      heatMap(
        pointsAt(5).map(({ defense, detectionDelay, loss }) => ({
          row: defense,
          column: formatDuration(detectionDelay),
          figure: { value: loss[symbol] ?? "0", unit: "base units", better: "lower" },
          note: null,
          valid: null,
        })),
        `loss.${symbol}`,
        curve.tokens,
      )
        .squares.flat()
        .map((square) => square?.label);
    const shown = page.locator(`${map} button b`);
    expect(await shown.allInnerTexts()).toEqual(labels("ETH"));
    expect(labels("ETH")).toContain("173K");
    await page.getByLabel("USDC", { exact: true }).check({ force: true });
    expect(await shown.allInnerTexts()).toEqual(labels("USDC"));
    await page.locator("#over-delay select").selectOption("4");
    expect(new Set(await shown.allInnerTexts())).toEqual(new Set(["0"]));
  });

  it("leads with the arrows to every point, and tells which attack it is and how to see it", async () => {
    const page = await stay(file);
    await page.locator(`${map} button[tabindex="0"]`).focus();
    await page.keyboard.press("Control+Home");
    for (const [index, point] of pointsAt(5).entries()) {
      const { defense, detectionDelay, strategy, loss, scenario } = point;
      expect(await squareAt(page, map)).toBe(`${defense} / ${formatDuration(detectionDelay)}`);
      const told = await page.locator("#over-delay .detail").innerText();
      expect(told).toContain(`noticed after ${formatDuration(detectionDelay)}: ${strategy}`);
      for (const token of curve.tokens)
        expect(told).toContain(formatAmount(BigInt(loss[token.symbol] ?? "-1"), token));
      expect(told).toContain(`npm run sim -- replay ${scenario}`);
      const isRowEnd = (index + 1) % 3 === 0;
      await page.keyboard.press(isRowEnd ? "ArrowDown" : "ArrowRight");
      if (isRowEnd) await page.keyboard.press("Home");
    }
  });

  it("names a command that loses what the point loses, on the chains", async () => {
    const page = await stay(file);
    await page.locator(`${map} tbody tr`).nth(1).locator("button").nth(1).click();
    const command = await page.locator("#over-delay .command").innerText();
    const ended = await user.asks([...command.split(" ").slice(4), "--out", "again"]);
    expect([0, 3], ended.stderr).toContain(ended.status);
    const point = pointsAt(5).find(
      ({ defense, detectionDelay }) => defense === "utc-day-limit" && detectionDelay === 86_400,
    );
    const { metrics } = user.results("again/latest");
    expect(BigInt(point?.loss.ETH ?? "0")).toBeGreaterThan(0n);
    expect(metrics["loss.ETH"]?.value).toBe(point?.loss.ETH);
    expect(metrics["loss.USDC"]?.value).toBe(point?.loss.USDC);
  });

  it("has the same over the keys, at a delay that the reader chooses", async () => {
    const page = await stay(file);
    await page.locator("#over-keys select").selectOption("60");
    const texts = await page.locator("#over-keys .heat tbody tr").allInnerTexts();
    expect(texts.map((text) => text.split(/\s+/)[0])).toEqual(defenses);
    const lost = pointsAt(5).find(
      ({ defense, detectionDelay }) => defense === "none" && detectionDelay === 60,
    );
    expect(BigInt(lost?.loss.ETH ?? "0")).toBeGreaterThan(0n);
    await page.locator("#over-keys .heat tbody tr").first().locator("button").last().click();
    expect(await page.locator("#over-keys .detail").innerText()).toContain(lost?.scenario);
  });

  it("chooses a point by a click on its mark", async () => {
    const page = await stay(file);
    const chart = page.locator("#over-delay .chart");
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (box === null) throw new Error("no plot");
    // The last mark of every line lies at the right edge of the grid, and the last line on top.
    const last = pointsAt(5).at(-1);
    for (let y = 40; y < box.height - 60; y += 3) {
      await page.mouse.click(box.x + box.width - 32, box.y + y);
      const title = await page.locator("#over-delay .detail h3").innerText();
      if (title.includes("3d") && title.startsWith(last?.defense ?? "?")) break;
    }
    expect(await page.locator("#over-delay .command").innerText()).toContain(last?.scenario);
  });

  it.for(views)(
    "is drawn, fits, and breaks no guideline, $width wide and $colors",
    async (view) => {
      const page = await open(file, view);
      await requirePicture(page, "curve", view);
      const { violations, kept } = await audit(page);
      expect(violations).toEqual([]);
      expect(kept).toEqual(expect.arrayContaining(["color-contrast", "label", "select-name"]));
    },
  );

  it("leads with Tab to every control, each in sight and ringed", async () => {
    const page = await open(file);
    const { stops } = await tabThrough(page);
    expect(stops.filter(({ hasRing }) => !hasRing)).toEqual([]);
    expect(stops.filter(({ isInView }) => !isInView)).toEqual([]);
    expect(stops.length).toBeGreaterThan(6);
  });
});

describePages("a curve drawn again", ({ open }) => {
  it("is the same page to the byte", async () => {
    const page = user.reads(`${folder}/report.html`);
    user.writes(`${folder}/report.html`, "old");
    const { status, stderr } = await user.asks(["report", folder]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `Written to ${folder}/report.html.\n`,
    });
    expect(user.reads(`${folder}/report.html`)).toBe(page);
    await open(file);
  });

  it("is refused when a loss is no amount, in one sentence", async () => {
    user.writes(
      "edited/curve.json",
      JSON.stringify({ ...curve, points: [{ ...curve.points[0], loss: { ETH: "much" } }] }),
    );
    const { status, stdout, stderr } = await user.asks(["report", "edited"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^edited\/curve\.json[^\n]*points\.0\.loss\.ETH[^\n]*\.\n$/);
  });
});
