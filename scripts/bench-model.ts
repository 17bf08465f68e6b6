import { cpus } from "node:os";
import fc from "fast-check";
import { choices } from "../sim/agree/agreement.ts";
import { drawCommands } from "../sim/agree/draw.ts";
import { scenarioOfList } from "../sim/agree/scenario.ts";
import { traceOfList } from "../sim/agree/trace.ts";
import { agreementWorld } from "../sim/agree/world.ts";
import { guardedWorld, guardSamples, v2World } from "../sim/agree/worlds.ts";
import { openModel } from "../sim/bridge/model/model.ts";
import type { World } from "../sim/bridge/port.ts";
import { judge } from "../sim/check/checks.ts";

/**
 * Times the model on the agreement's own lists, one core: commands, trace and verdicts of V1, and
 * each gateway's commands alone. The lists are drawn beforehand; the first round, which has every
 * signature's arithmetic to do, is told apart from the later ones, which remember it.
 */
const lists = fc.sample(choices, { numRuns: 300, seed: 20220323 });
const begin = performance.now();
const runs = lists.map((list) => {
  const commands = drawCommands(agreementWorld, list);
  return { commands, scenario: scenarioOfList(agreementWorld, commands) };
});
const drawn = performance.now() - begin;

let accepted = 0;
function round(): { readonly steps: number; readonly milliseconds: number } {
  const from = performance.now();
  let steps = 0;
  for (const { commands, scenario } of runs) {
    const trace = traceOfList(scenario, commands, openModel(agreementWorld));
    judge(trace);
    steps += commands.length;
    for (const event of trace) if (event.type === "ok") accepted += 1;
  }
  return { steps, milliseconds: performance.now() - from };
}

const perSecond = ({ steps, milliseconds }: ReturnType<typeof round>): number =>
  (1000 * steps) / milliseconds;

const first = round();
for (let index = 0; index < 5; index += 1) round();
accepted = 0;
const rounds = Array.from({ length: 15 }, round);
const sorted = rounds.map(perSecond).sort((a, b) => a - b);
const share = accepted / (first.steps * rounds.length);
const figure = (value = Number.NaN): string => Math.round(value).toLocaleString("en-US");
console.log(
  [
    `Model with verdicts; ${cpus()[0]?.model.trim()}, one core, Node ${process.versions.node}`,
    `  ${figure(first.steps)} steps in ${lists.length} lists, ${(100 * share).toFixed(0)} % accepted`,
    `  ${figure(sorted[7])} steps/s, median of ${rounds.length} rounds; best ${figure(sorted.at(-1))}, worst ${figure(sorted[0])}`,
    `  ${figure(perSecond(first))} steps/s in the first round; drawing takes ${figure((1000 * first.steps) / drawn)} steps/s, model included`,
  ].join("\n"),
);

/** Times a model's commands alone, each list on a bridge of its own. */
function alone(world: World): string {
  const drawnLists = lists.map((list) => drawCommands(world, list));
  const steps = drawnLists.reduce((sum, list) => sum + list.length, 0);
  const times = Array.from({ length: 30 }, () => {
    const from = performance.now();
    for (const list of drawnLists) {
      const model = openModel(world);
      for (const [event, { at, command }] of list.entries()) model.execute(command, { at, event });
    }
    return performance.now() - from;
  });
  const [median = 0] = times.sort((a, b) => a - b).slice(14);
  return `${figure((1000 * steps) / median)} steps/s, best ${figure((1000 * steps) / (times[0] ?? 0))}`;
}

const worlds: readonly (readonly [string, World])[] = [
  ["RoninGatewayV1", agreementWorld],
  ["RoninGatewayV2", v2World],
  ["GuardedGateway", guardedWorld([])],
  ...Object.values(guardSamples).map((one) => [`  ${one.guard}`, guardedWorld([one])] as const),
  ["  all guards", guardedWorld(Object.values(guardSamples))],
];
console.log("Commands alone, median of 30 rounds");
for (const [name, world] of worlds) console.log(`  ${name.padEnd(22)} ${alone(world)}`);
