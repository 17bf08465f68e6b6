import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import type { Trace } from "../../sim/trace/event.ts";
import { choices, drawnHeist, worlds } from "./drawn.ts";
import { faultsOf, type Tracer } from "./faults.ts";

/** One line of `sim/money/`, wrong: what stands in it once, and what stands there instead. */
type Mutant = readonly [file: string, line: string, instead: string];

const mutants: readonly Mutant[] = [
  ["lots", "taint: lot.taint - taint", "taint: lot.taint"],
  ["lots", "(upTo * amount) / held - (before * amount) / held", "(lot.amount * amount) / held"],
  ["lots", "wanted -= part;", ""],
  ["lots", "amount: bought[index] ?? 0n", "amount: lot.amount"],
  ["lots", "[...holding, clean(amount - held)]", "holding"],
  ["books", "isTheft ? [stolen(from.token, amount)] : spent", "spent"],
  ["books", "isHome ? [clean(arrived)] : lots", "lots"],
  ["books", "holdings.set(placeKey(from), left);", ""],
  ["route", "from: null }]", "}]"],
  ["route", "arrived: BigInt(other.amount)", "arrived: BigInt(flow.amount)"],
  ["route", "to: at(flow, action.recipient)", "to: at(flow)"],
  ["route", "const isHostile = hostile.has(actor);", "const isHostile = true;"],
  ["route", "isOwners(owner) || handsOut", "isOwners(to.node) || handsOut"],
  ["route", '"returnBlocked") && !isHostile', '"returnBlocked")'],
  ["route", "{ ...plain(paid), from: request }", "plain(paid)"],
  ["route", 'isStopped: action.verb === "blockAccount"', "isStopped: true"],
  ["standing", "else stopped.delete(key);", ""],
  ["standing", "if (before !== undefined) addAll(before.status, before.taint, -1n);", ""],
  ["standing", "for (const { place, taint } of touched) recount(place, taint);", ""],
  ["standing", 'if (chain === "sidechain") return "traceable";', ""],
  ["trail", "if (hop.isHome) count.recover(carried.taint);", ""],
  ["reach", "(from !== null && poisoned.has(placeKey(from)))", "false"],
];

const place = "cache/money-mutants";
const names = ["exits", "exits-and-bridge", "RoninGatewayV1"];
const traces = fc
  .sample(choices, { numRuns: 70, seed: 11 })
  .flatMap((list) =>
    worlds.filter(({ name }) => names.includes(name)).map(({ world }) => drawnHeist(world, list)),
  );

afterAll(() => rmSync(place, { recursive: true, force: true }));

it.each(mutants)("a tracer with one line wrong is caught: %s: %s > %s", async (...mutant) => {
  const tracer = await loaded(mutants.indexOf(mutant), mutant);
  expect(traces.some((trace) => caught(trace, tracer).length > 0)).toBe(true);
});

it("and one that is right is not", async () => {
  const tracer = await loaded("right", ["lots", "wanted -= part;", "wanted -= part;"]);
  expect(traces.flatMap((trace) => faultsOf(trace, tracer))).toEqual([]);
});

/** A tracer that stops at its own doubt is caught, too. */
function caught(trace: Trace, tracer: Tracer): readonly string[] {
  try {
    return faultsOf(trace, tracer);
  } catch (error) {
    return [String(error)];
  }
}

async function loaded(name: string | number, [file, line, instead]: Mutant): Promise<Tracer> {
  const folder = `${place}/${name}`;
  for (const room of ["core", "custody", "bridge", "scenario", "trace", "money"])
    cpSync(`sim/${room}`, `${folder}/sim/${room}`, {
      recursive: true,
      filter: (path) => !path.includes("hardhat"),
    });
  const text = readFileSync(`sim/money/${file}.ts`, "utf8");
  expect(text.split(line), `"${line}" stands there once`).toHaveLength(2);
  writeFileSync(
    `${folder}/sim/money/${file}.ts`,
    text.replace(line, () => instead),
  );
  const load = (module: string) =>
    import(/* @vite-ignore */ pathToFileURL(resolve(folder, `sim/money/${module}.ts`)).href);
  const [trail, reach, thefts] = await Promise.all(["trail", "reach", "thefts"].map(load));
  return { ...trail, ...reach, ...thefts };
}
