import { expect, it } from "vitest";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { finish } from "../../sim/study/experiment.ts";
import { roninWith, runOnChains } from "../support/ronin.ts";

it("gives a kept world the same trace each time, and the same as a fresh one", async () => {
  const worlds = keptWorlds();
  const open = hardhatTenant({ worlds });
  const scenario = roninWith();
  const runs = [
    await finish(scenario, open),
    await finish(scenario, open),
    await finish(scenario, open),
  ];
  const fresh = await runOnChains(scenario);
  expect(new Set([...runs, fresh].map(({ traceHash }) => traceHash)).size).toBe(1);
  expect(runs[1]?.chain).toEqual(fresh.chain);
  await worlds.end();
});

it("keeps two worlds apart that are open at once", async () => {
  const worlds = keptWorlds();
  const open = hardhatTenant({ worlds });
  const scenario = roninWith();
  const [a, b] = await Promise.all([finish(scenario, open), finish(scenario, open)]);
  expect(a.traceHash).toBe(b.traceHash);
  await worlds.end();
});
