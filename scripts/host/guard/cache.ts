import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, type Plain } from "../../../sim/core/canonical.ts";
import { InputError } from "../../../sim/core/errors.ts";
import { sha256 } from "../../../sim/core/hash.ts";
import { ensureFileWritable, writeWhole } from "../files.ts";

/** What was imported, and the hash of what was found there; `null`: nothing was. */
type Import = { readonly wanted: string; readonly hash: string | null };

/** What a compiler made of a source, and of what it imported. */
type Kept<T> = { readonly imports: readonly Import[]; readonly made: T };

/** Returns the content of an import, or `null`. */
export type Find = (wanted: string) => string | null;

/**
 * Returns what was made of the same input before, or makes it now. Loading the compiler takes longer
 * than most of what a guard is tried with. What is kept goes by the hash of the input, and counts only
 * while each import is found with the content that it had.
 *
 * @param make Makes it with what finds imports; what it throws is kept nowhere.
 */
export function keptBy<T extends Plain>(input: Plain, find: Find, make: (find: Find) => T): T {
  const path = join("cache/guards", `${sha256(canonicalJson(input)).slice(0, 32)}.json`);
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Kept<T>) : null;
  if (kept?.imports.every(({ wanted, hash }) => hashOf(find(wanted)) === hash)) return kept.made;
  const imports: Import[] = [];
  const made = make((wanted) => {
    const content = find(wanted);
    imports.push({ wanted, hash: hashOf(content) });
    return content;
  });
  keep(path, canonicalJson({ imports, made }));
  return made;
}

const hashOf = (content: string | null): string | null =>
  content === null ? null : sha256(content);

function keep(path: string, text: string): void {
  try {
    ensureFileWritable(path);
    writeWhole(path, text);
  } catch (error) {
    // A checkout that cannot be written compiles each time.
    if (!(error instanceof InputError)) throw error;
  }
}
