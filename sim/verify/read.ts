import type { z } from "zod";
import { InputError } from "../core/errors.ts";
import {
  type Closing,
  eventShapes,
  type Opening,
  type RawTransaction,
  type ResultsFile,
  recordShapes,
  resultsShape,
  type ScenarioFile,
  scenarioShape,
  type TraceLine,
} from "./shape.ts";

/** A transaction, and the line of chain.jsonl that it stands on. */
export type Transaction = RawTransaction & { readonly line: number };

/** What chain.jsonl holds. */
export type ChainFile = {
  readonly place: string;
  readonly opening: Opening;
  readonly transactions: readonly Transaction[];
  readonly closing: Closing;
};

/**
 * Reads results.json.
 *
 * @throws InputError when it is not JSON, or not a run's results.
 */
export const readResults = (text: string, place: string): ResultsFile =>
  shaped(resultsShape, parse(text, place), place);

/**
 * Reads scenario.json.
 *
 * @throws InputError when it is not a scenario, or one of more than a bridge, or of a later gateway:
 * books are kept by what the first gateways say.
 */
export function readScenario(text: string, place: string): ScenarioFile {
  const scenario = shaped(scenarioShape, parse(text, place), place);
  const { contracts, venues = [] } = scenario.world;
  const why = contracts.gateway === "none" ? "no bridge" : venues.length > 0 ? "venues" : undefined;
  if (why !== undefined)
    throw new InputError(
      `${place} is of a world with ${why}; verify recomputes the figures of a bridge alone.`,
    );
  const { roninV2, guarded } = scenario.world;
  if (roninV2 !== undefined || guarded !== undefined)
    throw new InputError(
      `${place} is of a world with ${contracts.gateway}, whose logs verify does not read; it recomputes the figures of gateways like RoninGatewayV1.`,
    );
  return scenario;
}

/**
 * Reads trace.jsonl, whose events are numbered from 0 without gaps.
 *
 * @throws InputError naming the line when one is missing, unknown or broken, or the trace is cut
 * off.
 */
export function readTrace(text: string, place: string): readonly TraceLine[] {
  const events = linesOf(text, place).map((line, index) => {
    const event: TraceLine = shapedByType(
      eventShapes,
      parse(line, at(place, index)),
      at(place, index),
    );
    if (event.seq !== index)
      throw new InputError(
        `${at(place, index)} is event ${event.seq}, and must be event ${index}.`,
      );
    return event;
  });
  requireEnds(events, "begin", "end", place);
  return events;
}

/**
 * Reads chain.jsonl: an opening record, transactions in the order of their events, a closing one.
 *
 * @throws InputError naming the line when one is missing, unknown, broken or out of order.
 */
export function readChain(text: string, place: string, tenant: string): ChainFile {
  if (text.trim() === "")
    throw new InputError(
      `${place} is empty: the tenant "${tenant}" left no records of a chain to verify the run by; run it without --tenant ${tenant}.`,
    );
  const records = linesOf(text, place).map((line, index) =>
    shapedByType(recordShapes, parse(line, at(place, index)), at(place, index)),
  );
  requireEnds(records, "open", "close", place);
  let previous = { event: 0, at: 0 };
  const blocks = { mainchain: -1, sidechain: -1 };
  const transactions = records.flatMap((record, index): Transaction[] => {
    if (record.type !== "transaction") return [];
    const isLater = record.event >= previous.event && record.at >= previous.at;
    if (!isLater || record.block <= blocks[record.chain])
      throw new InputError(
        `${at(place, index)} is out of order: it is earlier than a line before.`,
      );
    previous = record;
    blocks[record.chain] = record.block;
    return [{ ...record, line: index + 1 }];
  });
  const opening = records[0] as Opening;
  return { place, opening, transactions, closing: records.at(-1) as Closing };
}

const at = (place: string, index: number): string => `${place}:${index + 1}`;

function linesOf(text: string, place: string): readonly string[] {
  const lines = text.split("\n");
  if (lines.pop() !== "")
    throw new InputError(`${at(place, lines.length)} is cut off: the line has no end.`);
  return lines;
}

function requireEnds(
  lines: readonly { readonly type: string }[],
  first: string,
  last: string,
  place: string,
): void {
  lines.forEach(({ type }, index) => {
    if ((type === first) !== (index === 0))
      throw new InputError(
        `${at(place, index)} is "${type}", but "${first}" must stand on the first line and nowhere else.`,
      );
    if (type === last && index !== lines.length - 1)
      throw new InputError(`${at(place, index)} is "${last}", and more lines follow it.`);
  });
  if (lines.at(-1)?.type !== last)
    throw new InputError(
      `${at(place, Math.max(lines.length - 1, 0))} is cut off: "${last}" must follow as the last line.`,
    );
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${place} is not JSON.`, { cause });
  }
}

/** Reads a line by the shape that its type names. */
function shapedByType<S extends { readonly [type: string]: z.ZodType }>(
  shapes: S,
  value: unknown,
  place: string,
): z.infer<S[keyof S]> {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : value;
  const shape = Object.hasOwn(shapes, String(type)) ? shapes[String(type)] : undefined;
  if (shape === undefined)
    throw new InputError(
      `${place} is a record of the unknown type ${JSON.stringify(type)}; known are ${Object.keys(shapes).join(", ")}.`,
    );
  return shaped(shape, value, place) as z.infer<S[keyof S]>;
}

function shaped<T>(shape: z.ZodType<T>, value: unknown, place: string): T {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = issue === undefined || issue.path.length === 0 ? "its top" : issue.path.join(".");
  throw new InputError(`${place} is not as it must be at ${path}: ${lowered(issue?.message)}.`, {
    cause: read.error,
  });
}

const lowered = (message = "unknown"): string =>
  `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
