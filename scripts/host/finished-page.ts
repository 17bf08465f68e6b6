import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCurve, readMatrix } from "../../sim/report/read-study.ts";
import { nearby, readUserFile, userPath } from "./files.ts";
import { readFinished } from "./finished.ts";
import { curvePage, matrixPage, runPage } from "./page.ts";

/** The page of what is finished in a folder, and that folder as seen from where the user stood. */
export type FinishedPage = { readonly place: string; readonly page: string };

/**
 * Draws the page of the run, matrix or curve in a folder that the user named, from its files.
 *
 * @throws InputError when there is none, or when its files are broken or not of one run.
 */
export function finishedPage(dir: string): FinishedPage {
  const place = nearby(dir);
  const has = (file: string) => existsSync(join(userPath(dir), file));
  const read = (file: string) => readUserFile(join(userPath(dir), file));
  if (has("matrix.json")) {
    const matrix = readMatrix(read("matrix.json"), `${place}/matrix.json`);
    return { place, page: matrixPage(matrix) };
  }
  if (has("curve.json")) {
    const curve = readCurve(read("curve.json"), `${place}/curve.json`);
    return { place, page: curvePage(curve) };
  }
  const { place: runPlace, run, texts } = readFinished(dir);
  const page = runPage({
    scenario: run.scenario,
    results: texts.results,
    trace: texts.trace,
    controlTrace: texts.control?.trace ?? null,
  });
  return { place: runPlace, page };
}
