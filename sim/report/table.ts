import CliTable from "cli-table3";
import type pc from "picocolors";
import wrapAnsi from "wrap-ansi";

export type Colors = ReturnType<typeof pc.createColors>;

/** What a report may rely on in the terminal that it is read in. */
export type Style = { readonly color: boolean; readonly width: number };

export type Table = CliTable.Table;

/** Returns a table without lines, to be filled. */
export function plainTable(
  head: readonly string[],
  colors: Colors,
  options: CliTable.TableConstructorOptions = {},
): Table {
  return new CliTable({
    head: head.map((title) => colors.bold(title)),
    ...options,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: noLines,
  });
}

const noLines = Object.fromEntries(
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle"
    .split(" ")
    .map((part) => [part, ""]),
);

/** Returns what a check says, in the color of good or bad news. */
export const mark = (valid: boolean | "unknown", colors: Colors): string =>
  valid === true
    ? colors.green("true")
    : valid === false
      ? colors.red("false")
      : colors.yellow("unknown");

/** Breaks a text into lines of at most `width`, each begun by `indent`. */
export const wrap = (text: string, width: number, indent: string): string =>
  wrapAnsi(text, width - indent.length)
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
