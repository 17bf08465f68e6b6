import { probe } from "../../../sim/bridge/hardhat/own.probe.ts";
import type { Opened } from "../../../sim/bridge/hardhat/tenant.ts";
import { benchWith, type OwnGuard } from "../../../sim/trial/bench.ts";
import { openPlay, play, type Stage } from "../../../sim/trial/play.ts";
import { commits, strangerCall } from "../../../sim/trial/strange.ts";
import type { Failure, Verdict } from "../../../sim/trial/trial.ts";

/** What came of a stranger's calls of a guard, and the first that changed it. */
export type Strangers = { readonly verdict: Verdict; readonly failure: Failure | null };

const [id, says] = ["G02", "nobody but the gateway commits or notifies"];

/** Judges whether strangers can commit to a guard or notify it. */
export async function judgeStrangers(
  guard: OwnGuard,
  stage: Stage,
  lastOpened: () => Opened,
): Promise<Strangers> {
  const world = benchWith([guard]);
  const { close } = await openPlay(world, stage);
  const { context } = lastOpened();
  const found = [];
  for (const call of commits)
    found.push({ call, outcome: await probe(context, strangerCall(call), world.start + 60) });
  await close();
  const changed = found.filter(({ outcome }) => outcome === "changed").map(({ call }) => call);
  const isIdle = found.every(({ outcome }) => outcome === "idle");
  const verdict = { id, says, count: found.length };
  const [first] = changed;
  if (first === undefined)
    return {
      failure: null,
      verdict: isIdle
        ? { ...verdict, valid: "unknown", note: "there is nothing that a stranger could change" }
        : { ...verdict, valid: true, note: "" },
    };
  const steps = [{ do: "call", after: 1, call: first }] as const;
  const happenings = await play(world, steps, stage);
  return {
    failure: { id, says, steps, happenings, isShortest: true },
    verdict: { ...verdict, valid: false, note: `a stranger's ${changed.join(", ")} changes it` },
  };
}
