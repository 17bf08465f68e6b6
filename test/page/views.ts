import { mkdirSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { View } from "./browser.ts";
import { look } from "./picture.ts";

/** A projector and a phone, one in each color: what fits hangs on the width, what is legible on the color. */
export const views: readonly Required<View>[] = [
  { width: 1440, colors: "light" },
  { width: 390, colors: "dark" },
];

/** Takes a picture of a whole page, keeps it, and makes sure that something is drawn and fits. */
export async function requirePicture(page: Page, name: string, view: Required<View>) {
  const png = await page.screenshot({ fullPage: true });
  mkdirSync("cache/screenshots", { recursive: true });
  writeFileSync(`cache/screenshots/${name}-${view.width}-${view.colors}.png`, png);
  const seen = await look(page, png);
  expect(seen.width).toBe(view.width);
  expect(seen.colors).toBeGreaterThan(60);
  expect(seen.emptiness).toBeLessThan(0.95);
  for (const plot of await page.locator(".chart").all()) {
    const drawing = await look(page, await plot.screenshot());
    expect(drawing.colors).toBeGreaterThan(10);
    expect(drawing.emptiness).toBeLessThan(0.99);
  }
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
}

/** Returns the row and column of the square of a heat map at which Tab stops. */
export async function squareAt(page: Page, map: string): Promise<string> {
  return await page.locator(`${map} button[tabindex="0"]`).evaluate((square) => {
    const cell = square.closest("td");
    const row = cell?.closest("tr")?.querySelector("th")?.textContent;
    const column = cell?.closest("table")?.querySelectorAll("thead th")[cell.cellIndex];
    const isFocused = square === document.activeElement;
    const isChosen = square.getAttribute("aria-pressed") === "true";
    return `${row} / ${column?.textContent}${isFocused && isChosen ? "" : " (not in focus)"}`;
  });
}
