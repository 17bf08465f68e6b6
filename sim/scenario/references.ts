import { type FactFile, ronin2022, roninCalldata, roninTraffic } from "./facts.ts";
import { kucoin2020, nicehash2017, ronin2024 } from "./incidents.ts";
import { roninV2, roninV3 } from "./parameters.ts";
import type { Scenario } from "./scenario.ts";

/** A source as a reader finds it. */
export type Reference = {
  readonly title: string;
  /** As the facts file has it. */
  readonly where: string;
  /** The address, where `where` is one; `null` for a calculation of our own. */
  readonly link: string | null;
  /** `YYYY-MM-DD`, where known. */
  readonly date: string | null;
};

/** References by the `source` text of a provenance entry. */
export type References = { readonly [source: string]: readonly Reference[] };

/** By path; whoever writes a scenario writes its sources, so a path may be any text. */
const files: ReadonlyMap<string, FactFile> = new Map<string, FactFile>([
  ["facts/incidents/ronin-2022.json", ronin2022],
  ["facts/incidents/nicehash-2017.json", nicehash2017],
  ["facts/incidents/kucoin-2020.json", kucoin2020],
  ["facts/incidents/ronin-2024.json", ronin2024],
  ["facts/parameters/ronin-v2.json", roninV2],
  ["facts/parameters/ronin-v3.json", roninV3],
  ["facts/traffic/ronin-v1.json", roninTraffic],
  ["facts/vectors/ronin-v1-calldata.json", roninCalldata],
]);

/** Returns the sources behind each value of a scenario that names a facts file. */
export const referencesOf = ({ provenance }: Scenario): References =>
  Object.fromEntries(
    provenance.flatMap(({ source }) => {
      const references = referencesIn(source);
      return references.length === 0 ? [] : [[source, references]];
    }),
  );

/** Reads `FILE`, or `FILE: path, path`, the form in which provenance names facts. */
function referencesIn(source: string): readonly Reference[] {
  const [path = "", values = ""] = source.split(/:\s+/);
  const file = files.get(path);
  if (file === undefined) return [];
  const ids =
    values === ""
      ? Object.keys(file.sources)
      : values.split(",").flatMap((value) => idsAt(file, value.trim()));
  return [...new Set(ids)].flatMap((id) => {
    const known = file.sources[id];
    if (known === undefined) return [];
    const { title, where, date = null } = known;
    return [{ title, where, link: linkTo(where), date }];
  });
}

/** Returns the ids of the sources of the fact at a dotted path; a name may have a dot in it. */
function idsAt(file: object, path: string): readonly string[] {
  const found = valueAt(file, path.split("."));
  const source =
    typeof found === "object" && found !== null && "source" in found ? found.source : null;
  return Array.isArray(source) ? source.map(String) : [];
}

/** Walks the parts of a path, of which several together may be one name: `loss.ETH`. */
function valueAt(from: unknown, parts: readonly string[]): unknown {
  if (parts.length === 0) return from;
  if (typeof from !== "object" || from === null) return null;
  for (let length = 1; length <= parts.length; length += 1) {
    const name = parts.slice(0, length).join(".");
    if (Object.hasOwn(from, name))
      return valueAt((from as Record<string, unknown>)[name], parts.slice(length));
  }
  return null;
}

/**
 * Returns the address of a place in the form of the facts files: `host/path`, or
 * `owner/repository at commit, path` on GitHub.
 */
export function linkTo(where: string): string | null {
  const code = /^([\w.-]+\/[\w.-]+) at ([0-9a-f]{7,40})(?:, (\S+))?$/.exec(where);
  if (code !== null) {
    const [, repository, commit, path] = code;
    return `https://github.com/${repository}/${path === undefined ? "tree" : "blob"}/${commit}${path === undefined ? "" : `/${path}`}`;
  }
  const repository = /^([\w-]+\/[\w-]+) at an unrecorded commit/.exec(where);
  if (repository !== null) return `https://github.com/${repository[1]}`;
  const page = /^((?:[\w-]+\.)+[a-z]{2,}(?:\/[\w./-]*)?)(?:, also at .*|, (\/\S+))?$/.exec(where);
  return page === null ? null : `https://${page[1]}${page[2] ?? ""}`;
}
