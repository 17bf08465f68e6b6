import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, release, tmpdir, type } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findChromium, launchChromium } from "./host/chromium.ts";

/** Times how long Chromium takes to draw the page of ronin-2022, each time in a fresh window. */
const runs = 5;

/** Runs the scenario and returns its page. */
function pageOf(folder: string): string {
  const { status, stderr } = spawnSync("npm", ["start", "--silent", "--", "--out", folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm start ended with ${status}: ${stderr}`);
  return join(folder, "latest", "report.html");
}

/** Returns the milliseconds from navigation until every plot shows what it has. */
async function sample(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const begin = performance.now();
  await page.goto(address);
  await page.waitForSelector("html[data-drawn]");
  const drawn = performance.now() - begin;
  await page.close();
  return drawn;
}

type Browser = Awaited<ReturnType<typeof launchChromium>>;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const program = findChromium();
if (program === null) throw new Error("There is no Chromium; CHROMIUM_PATH names its program.");
const folder = mkdtempSync(join(tmpdir(), "five-of-nine-"));
const browser = await launchChromium(program);
try {
  const file = pageOf(folder);
  const address = pathToFileURL(file).href;
  await sample(browser, address);
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) samples.push(await sample(browser, address));
  const [processor] = cpus();
  console.log(
    `report.html of ronin-2022, median of ${runs} after a warm-up; ${processor?.model.trim()}, ${cpus().length} cores, ${type()} ${release()}, Chromium ${browser.version()}`,
  );
  console.log(`  size   ${statSync(file).size.toLocaleString("en").padStart(9)} bytes`);
  console.log(`  drawn  ${median(samples).toFixed(0).padStart(9)} ms, 1440 pixels wide`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
