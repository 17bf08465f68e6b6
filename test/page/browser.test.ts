import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findChromium } from "../../scripts/host/chromium.ts";
import { describePages, requireFaultless, settle } from "./browser.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "five-of-nine-page-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, body: string): string {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, `<!doctype html><link rel="icon" href="data:,"><title>x</title>${body}`);
  return path;
}

type Broken = readonly [title: string, body: string, ...faults: readonly RegExp[]];

/** Pages that each do one thing that a page of ours must not, and what is said of it. */
const broken: readonly Broken[] = [
  ["logs an error", "<script>console.error('ouch')</script>", /^console error: ouch$/],
  ["logs a warning", "<script>console.warn('hm')</script>", /^console warning: hm$/],
  ["throws", "<script>throw new Error('broken')</script>", /^page error: broken$/],
  ["drops a promise", "<script>Promise.reject(new Error('late'))</script>", /^page error: late$/],
  [
    "asks a host for a picture",
    '<img src="http://pictures.invalid/a.png">',
    /^request: http:\/\/pictures\.invalid\/a\.png$/,
    /^failed request: http:\/\/pictures\.invalid\/a\.png, net::ERR_NAME_NOT_RESOLVED$/,
  ],
  [
    "asks a host from its script",
    "<script>fetch('https://data.invalid/').catch(() => {})</script>",
    /^request: https:\/\/data\.invalid\/$/,
  ],
  [
    "needs a file beside it",
    '<script src="beside.js"></script>',
    /^request: file:.*beside\.js$/,
    /^failed request: file:.*beside\.js, net::ERR_FILE_NOT_FOUND$/,
  ],
  ["opens a socket", "<script>new WebSocket('ws://socket.invalid')</script>", /^socket: ws:/],
  ["shows a dialog", "<script>alert('hello')</script>", /^dialog: hello$/],
  [
    "breaks its own policy",
    `<meta http-equiv="Content-Security-Policy" content="img-src 'none'"><img src="data:,">`,
    /^console error: .*Content Security Policy/,
  ],
];

describePages("the collector of faults", ({ visit }) => {
  it.for(broken)("names what a page does that %s", async ([title, body, ...faults]) => {
    const visited = await visit(file(title.replaceAll(" ", "-"), body));
    await expect.poll(() => visited.faults.length).toBeGreaterThanOrEqual(faults.length);
    for (const fault of faults) expect(visited.faults).toContainEqual(expect.stringMatching(fault));
    expect(() => requireFaultless([visited])).toThrow("faults of the page");
  });

  it("has nothing to say of a page that keeps to itself", async () => {
    const body = `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><script>
      console.log("a word"); fetch(URL.createObjectURL(new Blob(["x"])));</script>`;
    const visited = await visit(file("quiet", body));
    await settle(visited.page);
    expect(visited.faults).toEqual([]);
    expect(() => requireFaultless([visited])).not.toThrow();
  });
});

describe("the search for Chromium", () => {
  it("takes what CHROMIUM_PATH names, and nothing else", () => {
    expect(findChromium({ CHROMIUM_PATH: import.meta.filename })).toBe(import.meta.filename);
    expect(findChromium({ CHROMIUM_PATH: join(folder, "none") })).toBeNull();
  });

  it("takes what is on the PATH first", () => {
    writeFileSync(join(folder, "google-chrome"), "");
    expect(findChromium({ PATH: folder })).toBe(join(folder, "google-chrome"));
  });
});
