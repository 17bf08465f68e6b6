import type { Locator, Page } from "playwright-core";

/** What a reader does with the list of events. */
export const stepperOf = (page: Page) => ({
  list: page.locator("#event-stepper"),
  /** Number of the chosen event, which the list must show as such. */
  chosen: async (): Promise<number> =>
    Number(await page.locator('#event-stepper [aria-selected="true"] .seq').innerText()),
  goTo: async (seq: number): Promise<void> => {
    const field = page.getByLabel("Event", { exact: false }).and(page.locator("[type=number]"));
    await field.fill(String(seq));
    await field.press("Tab");
  },
});

/** Returns the middle of something that is drawn, once it is in view. */
export async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (box === null) throw new Error("it is not drawn");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Notes each event that becomes the chosen one from now on, and what the list says of it. */
export const watchSteps = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const list = document.getElementById("event-stepper");
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const id = list?.getAttribute("aria-activedescendant") ?? "";
      const chosen = [...(list?.querySelectorAll('[aria-selected="true"]') ?? [])];
      const texts = [...(chosen[0]?.children ?? [])].map((part) => part.textContent);
      const isShown = chosen.length === 1 && chosen[0]?.id === id;
      seen.push(isShown ? texts.join(" | ") : `${id} is not the chosen one`);
    }).observe(list as Node, { attributeFilter: ["aria-activedescendant"] });
  });

/** Returns what was noted since. */
export const stepsSeen = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { seen: readonly string[] }).seen);

/** A control that has the focus. */
type Stop = {
  /** Place among the controls of the page in the order of the text; -1: it is none of them. */
  readonly index: number;
  readonly what: string;
  readonly hasRing: boolean;
  readonly isInView: boolean;
};

/** Presses Tab from the top of a page to its end, and returns where it led, and how many it has. */
export async function tabThrough(page: Page): Promise<{ stops: Stop[]; controls: number }> {
  await page.evaluate(() => {
    document.getSelection()?.collapse(document.body, 0);
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
  });
  const controls = await page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, summary, textarea, [tabindex="0"]',
      ),
    ].filter(
      (element) =>
        element.checkVisibility() &&
        !(element as HTMLButtonElement).disabled &&
        !element.matches("[type=radio]:not(:checked)"),
    );
    Object.assign(window, { controls: all });
    return all.length;
  });
  const stops: Stop[] = [];
  while (stops.length <= controls) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null) break;
    stops.push(stop.hasRing ? stop : { ...stop, hasRing: await looksFocused(page) });
  }
  return { stops, controls };
}

/** Whether what has the focus looks otherwise without it: it may draw a ring of its own. */
async function looksFocused(page: Page): Promise<boolean> {
  const element = await page.evaluateHandle(() => document.activeElement as HTMLElement);
  const { x, y, width, height } = await element.evaluate((one) => one.getBoundingClientRect());
  const clip = { x: x - 8, y: y - 8, width: width + 16, height: height + 16 };
  const withFocus = await page.screenshot({ clip });
  await element.evaluate((one) => one.blur());
  const without = await page.screenshot({ clip });
  await element.evaluate((one) => one.focus());
  return !withFocus.equals(without);
}

const focused = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    // The pill is what a reader sees of a radio button.
    const shown = element.matches(".switch input") ? element.nextElementSibling : element;
    if (shown === null) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    const { top, bottom, left, right } = shown.getBoundingClientRect();
    const { controls } = window as unknown as { controls: readonly Element[] };
    return {
      index: controls.indexOf(element),
      what: `${element.tagName} ${element.id} ${element.textContent?.slice(0, 30)}`,
      hasRing: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      isInView: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    };
  });

/** Presses a key many times, as fast as the page takes them. */
export async function presses(page: Page, key: string, times: number): Promise<void> {
  for (let left = times; left > 0; left -= 50)
    await Promise.all(Array.from({ length: Math.min(left, 50) }, () => page.keyboard.press(key)));
}

/** Opens whatever is folded. */
export const unfold = (page: Page): Promise<void> =>
  page.locator("details").evaluateAll((folds) => {
    for (const fold of folds) (fold as HTMLDetailsElement).open = true;
  });
