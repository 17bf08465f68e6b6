import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { findChromium, launchChromium } from "../../scripts/host/chromium.ts";

/** How the reader looks at a page. */
export type View = {
  /** In pixels; a phone is 390 wide, a projector 1440. */
  readonly width?: number;
  readonly colors?: "light" | "dark";
};

/** A page that is open, and everything that went wrong in it so far, a line each. */
export type Visit = { readonly page: Page; readonly faults: readonly string[] };

/**
 * Opens a file and waits until it has drawn itself, in a window that may have shown other pages.
 * When the test ends, the page must be faultless.
 */
export type Open = (file: string, view?: View) => Promise<Page>;

export type Opener = {
  readonly open: Open;
  /** The same for tests of one page, which stays open as the one before has left it. */
  readonly stay: (file: string) => Promise<Page>;
  /** Opens a file and waits for nothing; the test itself looks at the faults. */
  readonly visit: (file: string, view?: View) => Promise<Visit>;
};

const isRequired = process.env.FIVE_OF_NINE_BROWSER === "required";
const program = findChromium();
const reason =
  "there is no Chromium here: install it, or name its program in the environment variable CHROMIUM_PATH";

/** Starts once for all test files of a worker, and ends with it. */
let started: Promise<BrowserContext> | undefined;

async function start(chromium: string): Promise<BrowserContext> {
  // Vitest ends a worker by a signal, and half a second later by force: no time to say goodbye.
  process.once("SIGTERM", () => process.exit());
  const browser = await launchChromium(chromium, { handleSIGTERM: false });
  return browser.newContext(elsewhere);
}

/** Windows that a page has left: a new one takes three times as long to show the next. */
const idle: Page[] = [];

/**
 * Describes what pages do in a real browser. Without Chromium the tests are skipped, and say why;
 * with FIVE_OF_NINE_BROWSER=required they fail.
 */
export function describePages(title: string, tests: (opener: Opener) => void): void {
  const isSkipped = program === null && !isRequired;
  if (isSkipped) process.stderr.write(`Skipped, "${title}": ${reason}.\n`);
  describe.skipIf(isSkipped)(isSkipped ? `${title} (skipped: ${reason})` : title, () => {
    let context: BrowserContext;
    const visits: Visit[] = [];
    const judged: Visit[] = [];
    const staying = new Map<string, Visit>();
    beforeAll(async () => {
      if (program === null) throw new Error(`FIVE_OF_NINE_BROWSER is "required", but ${reason}.`);
      started ??= start(program);
      context = await started;
    });
    afterEach(async () => {
      const ended = judged.splice(0);
      for (const { page } of ended) await settle(page);
      for (const { page } of visits.splice(0)) await leave(page);
      requireFaultless(ended);
    });
    afterAll(async () => {
      for (const { page } of staying.values()) await leave(page);
    });
    const visitIn = async (file: string, view: View = {}): Promise<Visit> =>
      show(idle.pop() ?? (await context.newPage()), file, view);
    const visit: Opener["visit"] = async (file, view) => {
      const visited = await visitIn(file, view);
      visits.push(visited);
      return visited;
    };
    const open: Open = async (file, view) => {
      const visited = await visit(file, view);
      judged.push(visited);
      return drawn(visited.page);
    };
    const stay: Opener["stay"] = async (file) => {
      const visited = staying.get(file) ?? (await visitIn(file));
      staying.set(file, visited);
      // A window behind another draws nothing.
      await visited.page.bringToFront();
      judged.push(visited);
      return drawn(visited.page);
    };
    tests({ open, stay, visit });
  });
}

/** Throws unless nothing went wrong in any of some pages. */
export function requireFaultless(visits: readonly Visit[]): void {
  expect(
    visits.flatMap(({ faults }) => faults),
    "faults of the page",
  ).toEqual([]);
}

/** Lets what was begun come to its end, so that its faults are known. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done, 0))),
  );

/** Another time zone than the page's UTC, and no motion, so that a place is final at once. */
const elsewhere = {
  reducedMotion: "reduce",
  timezoneId: "Asia/Kathmandu",
  locale: "en-US",
} as const;

async function show(page: Page, file: string, view: View): Promise<Visit> {
  const { width = 1440, colors = "light" } = view;
  await page.bringToFront();
  await page.setViewportSize({ width, height: width < 640 ? 844 : 900 });
  await page.emulateMedia({ colorScheme: colors });
  const faults: string[] = [];
  const address = pathToFileURL(file).href;
  collectFaults(page, address, (fault) => faults.push(fault));
  await page.goto(address);
  return { page, faults };
}

/** Waits until a page has drawn itself, and throws when it breaks before. */
async function drawn(page: Page): Promise<Page> {
  const broken = new Promise<never>((_, reject) => page.once("pageerror", reject));
  await Promise.race([page.waitForSelector("html[data-drawn]", { timeout: 60_000 }), broken]);
  return page;
}

/** Empties a window for the next page; nothing of this one, not even where the pointer is, stays. */
async function leave(page: Page): Promise<void> {
  page.removeAllListeners();
  await page.mouse.move(0, 0);
  await page.goto("about:blank");
  idle.push(page);
}

/** Reports whatever a page that needs nobody must never do. */
function collectFaults(page: Page, address: string, report: (fault: string) => void): void {
  const isOwn = (url: string): boolean =>
    url === address || url.startsWith("data:") || url.startsWith("blob:");
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      report(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => report(`page error: ${error.message}`));
  page.on("request", (request) => {
    if (!isOwn(request.url())) report(`request: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    report(`failed request: ${request.url()}, ${request.failure()?.errorText}`);
  });
  page.on("websocket", (socket) => report(`socket: ${socket.url()}`));
  page.on("popup", (popup) => report(`window: ${popup.url()}`));
  page.on("crash", () => report("the page crashed"));
  page.on("dialog", (dialog) => {
    report(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
}
