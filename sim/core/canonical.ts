import { invariant } from "./invariant.ts";

/** What a trace, a scenario and a result consist of: JSON without fractions of numbers. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined };

/**
 * Returns the canonical JSON of a plain value: no white space, keys in code-unit order, members
 * that are `undefined` left out. The same value gives the same bytes on every machine, which
 * general JSON does not promise (RFC 8785 is the same idea; numbers here are safe integers, so
 * none of its rules for fractions is needed).
 *
 * @throws InvariantError on a number that is not a safe integer, or on a value that is not plain.
 *
 * @example
 * canonicalJson({ b: 1, a: ["x"] }); // => '{"a":["x"],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string")
    return JSON.stringify(value);
  if (typeof value === "number") {
    invariant(
      Number.isSafeInteger(value),
      `Numbers in plain data are safe integers, not ${value}.`,
    );
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  invariant(typeof value === "object", `Plain data holds no ${typeof value}.`);
  const record = value as Record<string, unknown>;
  const members: string[] = [];
  for (const key of Object.keys(record).sort())
    if (record[key] !== undefined)
      members.push(`${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${members.join(",")}}`;
}

/** Freezes a plain value and everything in it, and returns it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
