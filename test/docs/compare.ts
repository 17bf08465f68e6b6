/** What stands for anything that a page leaves out: a line, a member, a value, or the end of one. */
const elided = "…";

/** Text whose line breaks and indents do not count: a reader's terminal has another width. */
export const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * Returns the first part of a shown output that the real one does not have, or `undefined`.
 * A line that is an ellipsis alone stands for any lines; the parts between come in this order.
 */
export function missingPart(shown: string, real: string): string | undefined {
  const output = flat(real);
  let from = 0;
  for (const part of shown.split(new RegExp(`^\\s*${elided}\\s*$`, "m")).map(flat)) {
    const found = output.indexOf(part, from);
    if (found < 0) return part;
    from = found + part.length;
  }
  return undefined;
}

/**
 * Returns where a shown JSON value differs from the real one, or `undefined`. Objects show all
 * members, or have a member `"…"` for the others; lists end with `"…"` where they go on; a text that
 * ends with an ellipsis goes on.
 */
export function jsonFault(shown: unknown, real: unknown, path = "the value"): string | undefined {
  if (shown === elided) return undefined;
  if (typeof shown === "string" && shown.endsWith(elided))
    return typeof real === "string" && real.startsWith(shown.slice(0, -1))
      ? undefined
      : `${path} is ${JSON.stringify(real)}`;
  if (typeof shown !== "object" || shown === null)
    return shown === real ? undefined : `${path} is ${JSON.stringify(real)}`;
  if (typeof real !== "object" || real === null || Array.isArray(shown) !== Array.isArray(real))
    return `${path} is ${JSON.stringify(real)}`;
  const goesOn = Array.isArray(shown) ? shown.at(-1) === elided : elided in shown;
  const keys = Object.keys(shown).filter(
    (key) => (shown as never)[key] !== elided || key !== elided,
  );
  const members = goesOn && Array.isArray(shown) ? keys.slice(0, -1) : keys;
  const left = Object.keys(real).filter((key) => !members.includes(key));
  if (!goesOn && left.length > 0) return `${path} has ${left.join(", ")} as well`;
  return members
    .map((key) => jsonFault((shown as never)[key], (real as never)[key], `${path}.${key}`))
    .find((fault) => fault !== undefined);
}

/** Returns the first shown line that no real line after the one before is, or `undefined`. */
export function jsonLinesFault(shown: string, real: string): string | undefined {
  const lines = real
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  let from = 0;
  for (const line of shown.trimEnd().split("\n")) {
    if (line.trim() === elided) continue;
    const value: unknown = JSON.parse(line);
    const found = lines.findIndex(
      (candidate, index) => index >= from && jsonFault(value, candidate) === undefined,
    );
    if (found < 0) return line;
    from = found + 1;
  }
  return undefined;
}
