import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where Chromium is when it is not on the PATH. */
const usualPlaces = [
  ...names.map((name) => `/usr/bin/${name}`),
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

type Environment = { readonly [name: string]: string | undefined };

/**
 * Returns the program of Chromium or Chrome: what CHROMIUM_PATH names, and nothing else when it is
 * set; otherwise what is on the PATH or in the usual places of Linux, macOS and Windows.
 */
export function findChromium(environment: Environment = process.env): string | null {
  const { CHROMIUM_PATH: chosen, PATH: path = "" } = environment;
  if (chosen !== undefined) return existsSync(chosen) ? chosen : null;
  const onPath = path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const onWindows = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = environment[variable];
    return folder === undefined ? [] : [join(folder, "Google/Chrome/Application/chrome.exe")];
  });
  return [...onPath, ...usualPlaces, ...onWindows].find(existsSync) ?? null;
}

/**
 * Starts a browser that finds no host, whatever a page asks for.
 *
 * @param options What Playwright is told besides.
 */
export const launchChromium = (program: string, options: LaunchOptions = {}): Promise<Browser> =>
  chromium.launch({
    ...options,
    executablePath: program,
    args: ["--disable-gpu", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND"],
  });
