import type { z } from "zod";
import { InputError } from "../core/errors.ts";

/**
 * Returns what a JSON text says.
 *
 * @param place What the text was read from, for the error, here and below.
 * @throws InputError when it is not JSON.
 */
export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${place} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * Says which format it is before it says which field is missing: an old file lacks many.
 *
 * @throws InputError when it is another.
 */
export function requireFormat(value: unknown, place: string): void {
  const format =
    typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (format === undefined || format === 1) return;
  throw new InputError(
    `${place} is of format ${JSON.stringify(format)}, but this version reads format 1 alone: run the scenario again.`,
  );
}

/**
 * Makes sure that a value has a form.
 *
 * @throws InputError with the first field that has not.
 */
export function requireShape(shape: z.ZodType, value: unknown, place: string): void {
  const read = shape.safeParse(value);
  if (read.success) return;
  const issue = read.error.issues[0];
  const path = issue?.path.join(".") || "its top";
  throw new InputError(`${place} is not as it must be at ${path}: ${issue?.message}.`, {
    cause: read.error,
  });
}
