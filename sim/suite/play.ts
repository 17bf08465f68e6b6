import type { Timed } from "../agree/draw.ts";
import type { OpenBridge, Outcome, World } from "../bridge/port.ts";
import { canonicalJson } from "../core/canonical.ts";
import { SimError } from "../core/errors.ts";
import { type History, historyOf } from "./history.ts";

/** Plays a list on a bridge of its own, and returns what came of it. */
export async function play(
  world: World,
  list: readonly Timed[],
  open: OpenBridge,
): Promise<History> {
  const scheduled = list.map(({ at, command }, event) => ({ command, moment: { at, event } }));
  const bridge = await open(world);
  try {
    const outcomes: Outcome[] = [];
    if (bridge.executeAll !== undefined)
      outcomes.push(...(await bridge.executeAll(scheduled, true)));
    else
      for (const { command, moment } of scheduled)
        outcomes.push(await bridge.execute(command, moment));
    return historyOf(
      world,
      list.map((one, index) => ({ ...one, outcome: outcomes[index] as Outcome })),
    );
  } finally {
    await bridge.close();
  }
}

/**
 * Plays the list of a history once more on another tenant, which must answer the same.
 *
 * @throws SimError naming both when it does not.
 */
export async function confirm(
  { world, events }: History,
  open: OpenBridge,
  tenants: readonly [string, string],
): Promise<void> {
  const again = await play(world, events, open);
  for (const { step, outcome, command } of events) {
    const found = again.events[step]?.outcome;
    if (canonicalJson(found) === canonicalJson(outcome)) continue;
    throw new SimError(
      `${tenants[0]} and ${tenants[1]} answer step ${step}, ${command.verb}, otherwise: ${canonicalJson(outcome)} and ${canonicalJson(found)}.`,
    );
  }
}
