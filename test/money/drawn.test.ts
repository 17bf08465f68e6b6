import fc from "fast-check";
import { expect, it } from "vitest";
import { reachOf } from "../../sim/money/reach.ts";
import { statuses } from "../../sim/money/standing.ts";
import { theftsOf } from "../../sim/money/thefts.ts";
import { trailOf } from "../../sim/money/trail.ts";
import { choices, drawnHeist, worlds } from "./drawn.ts";
import { faultsOf } from "./faults.ts";

it.each(worlds)("taint adds up to what was taken, always, in drawn traces: $name", ({ world }) => {
  const seen = { thefts: 0, links: 0, swapped: 0, differ: 0 };
  const stood = new Set<string>();
  const property = fc.property(choices, (list) => {
    const trace = drawnHeist(world, list);
    expect(faultsOf(trace, { trailOf, reachOf, theftsOf })).toEqual([]);
    const { haircut, fifo } = { haircut: trailOf.haircut(trace), fifo: trailOf.fifo(trace) };
    seen.thefts += theftsOf(trace).length;
    seen.links += haircut.links.length;
    seen.swapped += haircut.links.filter(({ from, to }) => from?.token !== to.token).length;
    if (JSON.stringify(haircut.rests, plain) !== JSON.stringify(fifo.rests, plain))
      seen.differ += 1;
    for (const standing of haircut.moments.at(-1)?.standings.values() ?? [])
      for (const status of statuses) if (standing[status] > 0n) stood.add(status);
  });
  fc.assert(property, { numRuns: 120, seed: 6 });
  expect(seen.thefts).toBeGreaterThan(100);
  expect(seen.links).toBeGreaterThan(seen.thefts);
  if (world.venues === undefined) return;
  expect(seen.swapped).toBeGreaterThan(30);
  expect(seen.differ).toBeGreaterThan(10);
  expect([...stood].sort()).toEqual([...statuses].sort());
});

const plain = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}` : value instanceof Map ? [...value] : value;
