import type { OpenBridge } from "../sim/bridge/port.ts";
import type { Setting } from "../sim/scenario/define.ts";
import type { Place, Point } from "../sim/study/curve.ts";
import type { Cell } from "../sim/study/matrix.ts";
import { tenantNamed } from "./host/tenant.ts";

/** A piece of a study that a process of its own can do. */
export type Job = {
  readonly scenario: string;
  readonly seed: number;
  readonly settings: readonly Setting[];
} & (
  | {
      readonly study: "matrix";
      readonly defense: string;
      readonly attacks: readonly string[];
      /** Attacks of the user's own: their files, with the hash of what stands in them. */
      readonly own?: readonly { readonly path: string; readonly sha256: string }[];
      /** Seconds after which one of those counts as silent. */
      readonly deadline?: number;
      readonly tenant: string;
    }
  | { readonly study: "curve"; readonly place: Place }
);

export type JobResult = { readonly cells: readonly Cell[] } | { readonly point: Point };

/** Does one job after another, as they come. */
process.on("message", (job: Job) => {
  done(job)
    .then(tell)
    .catch((fault: unknown) =>
      tell({
        fault: fault instanceof Error ? fault.message : String(fault),
        isInput: fault instanceof Error && fault.name === "InputError",
      }),
    );
});

/** Answers; whoever gave the job may be gone by now, and then nobody wants to hear of it. */
function tell(answer: object): void {
  process.send?.(answer, (error: Error | null) => {
    if (error !== null) process.exit();
  });
}

// When whoever gave the jobs is gone, nobody waits for the answers.
process.on("disconnect", () => process.exit());

async function done(job: Job): Promise<JobResult> {
  const { scenarioNamed } = await import("../sim/scenarios/registry.ts");
  const { resolveScenario } = await import("../sim/scenario/define.ts");
  const scenario = resolveScenario(scenarioNamed(job.scenario), job.seed, job.settings);
  if (job.study === "curve") {
    const { pointAt } = await import("../sim/study/curve.ts");
    return { point: await pointAt(scenario, job.place) };
  }
  const { cellsOf } = await import("../sim/study/matrix.ts");
  tenant ??= tenantNamed(job.tenant, { keepsWorlds: true });
  const { ownAttack } = await import("./host/attack.ts");
  const own = (job.own ?? []).map(({ path }) => ownAttack(path, job.deadline ?? 0));
  return { cells: await cellsOf(scenario, job.defense, await tenant, job.attacks, own) };
}

/** All jobs of a process are of one study, on one tenant. */
let tenant: Promise<OpenBridge> | undefined;
