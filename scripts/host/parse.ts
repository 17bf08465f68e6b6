import { InvalidArgumentError } from "commander";
import { InputError } from "../../sim/core/errors.ts";
import { parseDuration } from "../../sim/core/units.ts";
import type { Setting } from "../../sim/scenario/define.ts";

/** Reads a seed: an unsigned 32-bit number. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed >= 2 ** 32)
    throw new InvalidArgumentError("A seed is a whole number from 0 to 4294967295.");
  return seed;
}

/** Collects `--set PATH=VALUE`. */
export function collectSetting(text: string, before: readonly Setting[]): readonly Setting[] {
  const split = text.indexOf("=");
  if (split < 1)
    throw new InvalidArgumentError('Write it as PATH=VALUE, such as "quorum.threshold=6".');
  return [...before, { path: text.slice(0, split).trim(), text: text.slice(split + 1).trim() }];
}

/** Collects a repeatable option. */
export const collect = (text: string, before: readonly string[]): readonly string[] => [
  ...before,
  text,
];

/** Counts a repeatable flag: `-vv` is 2. */
export const countUp = (_: string, before: number): number => before + 1;

/**
 * Reads a moment in UTC: seconds since 1970, a day, or a day and a time.
 *
 * @throws InputError when it is none.
 */
export function parseMoment(text: string, place: string): number {
  if (/^\d{9,10}$/.test(text)) return Number(text);
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?Z?)?$/.exec(text);
  const [, date, time = "00:00", second = ":00"] = match ?? [];
  const milliseconds = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${second}Z`);
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(`${date}`))
    throw new InputError(
      `${place} is "${text}", but must be a time in UTC such as "2022-03-23T13:29:09Z" or "2022-03-23".`,
    );
  return milliseconds / 1000;
}

/** Reads lengths of time, joined by commas. */
export const delaysIn = (text: string, before: readonly number[]): readonly number[] => [
  ...before,
  ...text.split(",").map((time) => parseDuration(time, "--delay")),
];

/** Reads stacks of defenses; a comma that begins another parameter of the same defense does not part two stacks. */
export const stacksIn = (text: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...text.split(/,(?![\w.]+=)/).filter((name) => name !== ""),
];
