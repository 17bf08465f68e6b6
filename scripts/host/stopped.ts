import { availableParallelism } from "node:os";
import { day, hour, minute } from "../../sim/core/time.ts";
import type { Stopped } from "../../sim/report/stopped-page.ts";
import { attackNames, usualRows } from "../../sim/study/matrix.ts";
import type { Job } from "../worker.ts";
import { inProcesses } from "./pool.ts";

const delays = [minute, hour, day, 2 * day + 1, 2 * day + 2, 6 * day];

/** Runs everything that the page on what would have stopped it tells, on both cores. */
export async function whatWouldHaveStoppedIt(): Promise<Stopped> {
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
  const results = await inProcesses([...rows, ...places], availableParallelism(), () => {});
  return {
    cells: results.flatMap((result) => ("cells" in result ? result.cells : [])),
    points: results.flatMap((result) => ("point" in result ? [result.point] : [])),
  };
}
