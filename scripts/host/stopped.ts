import { availableParallelism } from "node:os";
import { day, hour, minute } from "../../sim/core/time.ts";
import type { Stopped } from "../../sim/report/stopped-page.ts";
import { attackNames, usualRows } from "../../sim/study/matrix.ts";
import type { Job } from "../worker.ts";
import { inProcesses } from "./pool.ts";

const delays = [minute, hour, day, 2 * day + 1, 2 * day + 2, 6 * day];

/**
 * Runs what the page on what would have stopped it tells, on both cores.
 *
 * @param isWanted Whether a row of its tables is wanted, by its number; all are, unless it says no.
 */
export async function whatWouldHaveStoppedIt(
  isWanted: (index: number) => boolean = () => true,
): Promise<Stopped> {
  const base = { scenario: "ronin-2022", seed: 1 };
  const rows = usualRows().map(
    (defense): Job => ({
      ...base,
      study: "matrix",
      settings: [],
      defense,
      attacks: attackNames,
      tenant: "model",
    }),
  );
  const places = ["utc-day-limit", "token-bucket", "delay-with-veto"].flatMap((defense) =>
    delays.map(
      (detectionDelay): Job => ({
        ...base,
        study: "curve",
        settings: [{ path: "honest.count", text: "0" }],
        place: { defense, keys: 7, detectionDelay },
      }),
    ),
  );
  const wanted = [...rows, ...places].filter((_, index) => isWanted(index));
  const results = await inProcesses(wanted, availableParallelism(), () => {});
  return {
    cells: results.flatMap((result) => ("cells" in result ? result.cells : [])),
    points: results.flatMap((result) => ("point" in result ? [result.point] : [])),
  };
}
