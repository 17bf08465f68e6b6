import fc from "fast-check";
import { expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Signature } from "../../sim/bridge/port.ts";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { draws } from "../../sim/property/drawing.ts";
import { play, sisterOf } from "../../sim/property/play.ts";
import { settingWith, strangers } from "../../sim/property/setting.ts";
import { finish } from "../../sim/study/experiment.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { isOk, isVerb, scenarioOf, serializeTrace, stepsOf } from "../../sim/trace/trace.ts";
import { onModel } from "./stages.ts";

type Named = Extract<Signature, { signer: string }>;

/** Somebody else's signature in another form needs no key, another mode or content does. */
const bare = ({ signer, over, mode }: Named): string => canonicalJson({ signer, over, mode });

/** Returns what the attacker of a trace did without having the key for it. */
function outOfReach(trace: Trace, stolen: readonly string[]): readonly string[] {
  const keys = new Set(["attacker", "mule", ...strangers, ...stolen]);
  const posted = new Set<string>();
  return stepsOf(trace).flatMap((step) => {
    if (isOk(step, "postSignature") && "signer" in step.action.signature)
      posted.add(bare(step.action.signature));
    if (step.actor !== "attacker") return [];
    const sender = "sender" in step.action && !keys.has(step.action.sender);
    const signatures = isVerb(step, "submitWithdrawal") ? step.action.signatures : [];
    const forged = signatures.filter(
      (one) => "signer" in one && !keys.has(one.signer) && !posted.has(bare(one)),
    );
    return [
      ...(sender ? [`sends as ${canonicalJson(step.action)}`] : []),
      ...forged.map(canonicalJson),
    ];
  });
}

it("has the attacker use its own keys, stolen ones, and signatures that were posted", async () => {
  for (const stolenKeys of [0, 4, 5]) {
    const setting = settingWith({ stolenKeys });
    const menu = { pauses: true, members: true, freezes: true };
    for (const draw of fc.sample(draws(menu), { numRuns: 100, seed: 3 })) {
      const trace = await play(setting, draw, onModel);
      expect(outOfReach(trace, setting.stolen)).toEqual([]);
    }
  }
});

it("plays draws as the engine does, which asks for the key behind every signature", async () => {
  const sister = await sisterOf(onModel);
  const menu = { pauses: true, members: true, freezes: true, governs: true, sister: true };
  for (const stolenKeys of [4, 5]) {
    const setting = settingWith({ stolenKeys, hasAdminKey: true });
    for (const draw of fc.sample(draws(menu), { numRuns: 25, seed: 4 })) {
      const trace = await play(setting, draw, onModel, sister);
      const { lines } = await finish(scenarioOf(trace), openModel);
      expect(lines).toBe(serializeTrace(trace));
    }
  }
});

it("has honest people alone in the opening and the closing", async () => {
  const trace = await play(settingWith(), [], onModel);
  expect(scenarioOf(trace).actors.map(({ name }) => name)).toEqual([
    "alice",
    "bob",
    "attacker",
    "validators",
    "relayer",
  ]);
  expect(stepsOf(trace).every(({ status }) => status === "ok")).toBe(true);
});
