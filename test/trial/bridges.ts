import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect } from "vitest";
import { codeBeside } from "../../scripts/host/bridge/code.ts";
import { openFields } from "../../scripts/host/bridge/field.ts";
import type { BridgeAdapter } from "../../sim/trial/bridge/adapter.ts";
import { type BridgeTrial, tryBridge } from "../../sim/trial/bridge/trial.ts";

/** A change of a source: in a file, what stands there, and what is put in its place everywhere. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

/**
 * Returns what makes changed copies of sources. They lie where they lay the last time, so that what was
 * compiled then is taken again.
 *
 * @param name The name of their folder.
 * @param sources A folder, or a file.
 */
export function copiesOf(name: string, sources: string) {
  const folder = resolve("cache/copies", name);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (label: string, changes: readonly Change[]): string => {
    const copy = join(folder, label.replaceAll(/\W/g, "-"));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(sources, copy, { recursive: true });
    for (const { file, from, to } of changes) {
      const path = join(copy, file);
      const text = readFileSync(path, "utf8");
      expect(text).toContain(from);
      writeFileSync(path, text.replaceAll(from, to));
    }
    return copy;
  };
}

/** Tries a bridge on chains of its own. */
export async function tried(
  adapter: BridgeAdapter,
  folder: string,
  options: Parameters<typeof tryBridge>[2],
): Promise<BridgeTrial> {
  const { open, end } = openFields(adapter, codeBeside(resolve(folder), "at once"));
  try {
    return await tryBridge(adapter, open, options);
  } finally {
    await end();
  }
}

/** Returns the properties that are not as expected. */
export const surprising = ({ verdicts }: BridgeTrial): readonly string[] =>
  verdicts.filter(({ valid, expected }) => valid !== expected).map(({ id }) => id);

/** Expects a property to be broken, in so many steps and no fewer. */
export async function expectBroken(
  adapter: BridgeAdapter,
  folder: string,
  property: string,
  steps: number,
): Promise<void> {
  const trial = await tried(adapter, folder, { seed: 1, runs: 0, only: [property] });
  expect(surprising(trial)).toEqual([property]);
  const [failure] = trial.failures;
  expect(failure?.happenings.map(({ step }) => step.do)).toHaveLength(steps);
}
