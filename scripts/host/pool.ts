import { fork } from "node:child_process";
import { join } from "node:path";
import { InputError, SimError } from "../../sim/core/errors.ts";
import type { Job, JobResult } from "../worker.ts";

const worker = join(import.meta.dirname, "../worker.ts");

type Fault = { readonly fault: string; readonly isInput: boolean };

/**
 * Has jobs done by processes side by side, and returns what came of them, in the order of the jobs.
 *
 * @param count How many processes; each does one job after another.
 * @param onDone Called after each job, for a progress bar, with what came of it.
 * @param script What each process runs: it answers each message with one.
 * @throws InputError when a job says that its input is wrong, and SimError when one fails or its
 * process dies.
 */
export async function inProcesses<J extends object = Job, R extends object = JobResult>(
  jobs: readonly J[],
  count: number,
  onDone: (job: J, result: R) => void,
  script = worker,
): Promise<readonly R[]> {
  const results: R[] = new Array(jobs.length);
  let next = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const child = fork(script, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
      let current = -1;
      let isOver = false;
      const give = () => {
        current = next++;
        const job = jobs[current];
        if (job !== undefined) child.send(job);
        else {
          isOver = true;
          child.disconnect();
          resolve();
        }
      };
      child.on("message", (message: R | Fault) => {
        const job = jobs[current];
        if (job === undefined) return;
        if ("fault" in message) {
          isOver = true;
          child.kill();
          reject(message.isInput ? new InputError(message.fault) : new SimError(message.fault));
          return;
        }
        results[current] = message;
        onDone(job, message);
        give();
      });
      child.on("exit", (code, signal) => {
        if (isOver) return;
        reject(new SimError(`A process ended in the middle of its work (${signal ?? code}).`));
      });
      give();
    });
  await Promise.all(Array.from({ length: Math.min(count, jobs.length) }, work));
  return results;
}
