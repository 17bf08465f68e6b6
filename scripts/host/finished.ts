import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ReadRun, type RunTexts, readRun } from "../../sim/report/read-run.ts";
import { finishedFolder, nearby, readUserFile } from "./files.ts";

/** A finished run and its folder, as seen from where the user stood. */
export type FinishedRun = {
  readonly place: string;
  readonly run: ReadRun;
  /** The texts that the run was read from. */
  readonly texts: RunTexts;
};

/**
 * Reads the finished run in a folder that the user named, or the latest of a folder of runs.
 *
 * @throws InputError when there is none, or when its files are broken or not of one run.
 */
export function readFinished(dir: string): FinishedRun {
  const folder = finishedFolder(dir);
  const world = (part: string) => ({
    scenario: readUserFile(join(folder, part, "scenario.json")),
    trace: readUserFile(join(folder, part, "trace.jsonl")),
  });
  const place = nearby(folder);
  const texts = {
    results: readUserFile(join(folder, "results.json")),
    ...world(""),
    control: existsSync(join(folder, "control")) ? world("control") : null,
  };
  return { place, run: readRun(texts, place), texts };
}
