import fc from "fast-check";
import { openModel } from "../sim/bridge/model/model.ts";
import { hardhatTenant } from "../sim/bridge/hardhat/tenant.ts";
import { freshWorlds } from "../sim/bridge/hardhat/worlds.ts";
import { draws } from "../sim/property/drawing.ts";
import { harmOf, isHarmless } from "../sim/property/harm.ts";
import { keptStage, markedWorlds } from "../sim/property/kept.ts";
import { freshStage, play } from "../sim/property/play.ts";
import { settingWith } from "../sim/property/setting.ts";
import { stepsOf } from "../sim/trace/trace.ts";

const onModel = freshStage(openModel);
const worlds = markedWorlds(freshWorlds());
const onChains = keptStage(hardhatTenant({ worlds }), worlds.mark);
const n = Number(process.argv[2] ?? 200);
for (const [name, stage, runs] of [["model", onModel, n], ["chains", onChains, Math.floor(n / 4)]] as const)
  for (const k of [4, 5]) {
    const setting = settingWith({ stolenKeys: k });
    const t = performance.now();
    let harmful = 0; let shown = 0; let first = 0; let i = 0;
    const tally = new Map<string, number>();
    let steps = 0;
    for (const draw of fc.sample(draws({ pauses: true }), { numRuns: runs, seed: 7 })) {
      i++;
      const trace = await play(setting, draw, stage);
      for (const s of stepsOf(trace)) { steps++; if (s.actor === "attacker") { const key = `${s.action.verb} ${s.status === "ok" ? "ok" : s.error.name}`; tally.set(key, (tally.get(key) ?? 0) + 1); } }
      const harm = harmOf(trace);
      if (!isHarmless(harm)) { harmful++; first ||= i; if (shown++ < 2) console.log(JSON.stringify(harm), JSON.stringify(draw)); }
    }
    console.log(name, k, { harmful, runs, first, steps, ms: Math.round(performance.now() - t) }, [...tally].sort());
  }
await worlds.end();
