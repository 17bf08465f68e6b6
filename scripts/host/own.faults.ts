import { fileURLToPath } from "node:url";
import * as api from "../../sim/api.ts";
import { InputError, SimError } from "../../sim/core/errors.ts";
import { nearest } from "../../sim/core/nearest.ts";

const docsPath = "docs/errors.md#a-scenario-of-ones-own";

/** Node's codes for an import that leads nowhere. */
const unresolved =
  /^(ERR_)?(MODULE_NOT_FOUND|UNSUPPORTED_DIR_IMPORT|UNSUPPORTED_ESM_URL_SCHEME|INVALID_MODULE_SPECIFIER|PACKAGE_PATH_NOT_EXPORTED|UNKNOWN_BUILTIN_MODULE|UNKNOWN_FILE_EXTENSION)$/;

/**
 * Returns what went wrong in a file of the user's own as one sentence: what, on which line, and
 * what would be right.
 *
 * @param error Whatever was thrown while the file was loaded, or while its scenario was built.
 * @param place The file as sentences name it.
 * @param file Where it stands.
 */
export const faultIn = (error: unknown, place: string, file: string): InputError =>
  new InputError(sentenceOf(error, `${place}${lineOf(error, file)}`), { docsPath, cause: error });

function sentenceOf(error: unknown, place: string): string {
  const code = codeOf(error);
  const said = wordsOf(error).replace(/\.$/, "");
  if (error instanceof SimError) return `${place}: ${error.message}`;
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX")
    return `${place} has syntax that is more than types: ${said}; write it in plain JavaScript, such as a union of strings for an enum.`;
  if (code === "ERR_INVALID_TYPESCRIPT_SYNTAX") return `${place} is not TypeScript: ${said}.`;
  if (unresolved.test(code))
    return `${place} imports what is not there: ${said}; import from "five-of-nine", from a file by its path and ending ("./parts.ts"), or from Node ("node:fs").`;
  const missing = /^The requested module '(.+)' does not provide an export named '(.+)'$/.exec(
    said,
  );
  if (missing !== null) return `${place} ${missingName(missing[1] ?? "", missing[2] ?? "")}`;
  return `${place} throws ${error instanceof Error ? `${error.name}: ` : ""}${said}.`;
}

function missingName(from: string, name: string): string {
  const clause = `imports "${name}" from "${from}", which exports no such value`;
  const hint =
    from === "five-of-nine" ? `the nearest is "${nearest(name, Object.keys(api))}", and ` : "";
  return `${clause}; ${hint}a type is imported with "import type".`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : JSON.stringify(String(error));

/** The line of the user's own files that an error comes from, where its stack tells. */
function lineOf(error: unknown, file: string): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const line of stack.split("\n")) {
    const match = /^(?:\s+at .*?\(?)?((?:file:|\/|[A-Z]:).*?\.m?ts):(\d+)(?::\d+\)?)?$/.exec(line);
    const [, named = "", number] = match ?? [];
    if (match === null || isOurs(named)) continue;
    return pathOf(named) === file ? ` (line ${number})` : ` (${pathOf(named)}, line ${number})`;
  }
  return "";
}

const pathOf = (named: string): string =>
  named.startsWith("file:") ? fileURLToPath(named) : named;

const program = ["sim", "scripts", "node_modules"].map((room) =>
  fileURLToPath(new URL(`../../${room}/`, import.meta.url)),
);

const isOurs = (named: string): boolean =>
  program.some((folder) => pathOf(named).startsWith(folder));
