import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { curvePage, matrixPage } from "../../scripts/host/page.ts";
import { cellOf } from "../report/cells.ts";
import { describePages } from "./browser.ts";
import { unfold } from "./reader.ts";
import { views } from "./views.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "five-of-nine-study-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A text that ends a title, a script, an attribute, begins others, and writes backwards. */
const hostile = (name: string): string =>
  `${name} </title></script><!--<script>document.broken="${name}"</script><img src=x onerror='document.broken="${name}"'>"'&amp;&lt; \u202eשלום\u202c ${"x".repeat(200)}`;

const symbol = hostile("symbol");
const tokens = [{ symbol, decimals: 18 }];
const [defense, attack, strategy] = ["defense", "attack", "strategy"].map(hostile) as [
  string,
  string,
  string,
];

const figuresOf = (sketch: Parameters<typeof cellOf>[1], name: string) => {
  const cell = cellOf(name, { ...sketch, attack, strategy, valid: false });
  const metrics = Object.fromEntries(
    Object.entries(cell.metrics).map(([key, figure]) => [key.replace(/ETH$/, symbol), figure]),
  );
  return { ...cell, metrics };
};

const matrix = matrixPage({
  format: 1,
  seed: 1,
  tenant: hostile("tenant"),
  scenarios: [{ name: "made-up", title: hostile("title"), tokens }],
  own: { [attack]: hostile("file") },
  cells: [
    figuresOf({ lost: "5.00" }, "none"),
    figuresOf({ lost: "2.00", delayed: "1" }, defense),
    figuresOf({ lost: { why: hostile("why") } }, `${defense} again`),
  ],
});

const curve = curvePage({
  format: 1,
  scenario: "made-up",
  title: hostile("title"),
  tokens,
  seed: 1,
  points: [60, 3600].map((detectionDelay) => ({
    defense,
    keys: 5,
    detectionDelay,
    loss: { [symbol]: `${detectionDelay}${"0".repeat(18)}` },
    strategy,
    scenario: hostile("file"),
  })),
});

function written(name: string, page: string): string {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, page);
  return path;
}

/** Nothing of a hostile text has become a part of the page, or made it wider. */
async function requireUnbroken(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    broken: (document as unknown as { broken?: string }).broken,
    pictures: document.querySelectorAll("img").length,
    scripts: document.querySelectorAll("script:not([type])").length,
    isWider: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  expect(found).toEqual({ broken: undefined, pictures: 0, scripts: 1, isWider: false });
}

/** Moves the pointer over a whole plot, until its box has been shown. */
async function showBoxes(page: Page): Promise<number> {
  let shown = 0;
  for (const chart of await page.locator(".chart").all()) {
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (box === null) throw new Error("no plot");
    // The first point of each plot lies at the left edge of its grid.
    for (let y = 20; y < box.height - 20; y += 4) {
      await page.mouse.move(box.x + 64, box.y + y);
      if (!(await chart.innerText()).includes("onerror")) continue;
      shown += 1;
      await requireUnbroken(page);
      break;
    }
  }
  return shown;
}

describePages("a page of a study whose every text is hostile", ({ open }) => {
  it.for(views)("shows a matrix's as text, $width wide and $colors", async (view) => {
    const page = await open(written("matrix", matrix), view);
    await requireUnbroken(page);
    await page.locator("#heat .heat button").nth(1).click();
    await unfold(page);
    expect(await page.locator("#cell h3").innerText()).toContain("<img src=x");
    await page.locator("#heat .heat button").nth(2).click();
    await unfold(page);
    expect(await page.locator("#cell").innerText()).toContain("why </title>");
    await requireUnbroken(page);
  });

  it.for(views)("shows a curve's as text, $width wide and $colors", async (view) => {
    const page = await open(written("curve", curve), view);
    await page.locator("#over-delay .heat button").nth(1).click();
    expect(await page.locator("#over-delay .detail").innerText()).toContain("<img src=x");
    await requireUnbroken(page);
  });

  it("shows it as text in the boxes of plots, too", async () => {
    expect(await showBoxes(await open(written("matrix", matrix)))).toBe(1);
    expect(await showBoxes(await open(written("curve", curve)))).toBe(2);
  });
});
