import { existsSync, readFileSync } from "node:fs";

/** One command of a shell line. */
export type Command = {
  readonly words: readonly string[];
  /** What the comment behind it promises: its status, and what it says. */
  readonly status: number;
  readonly says: readonly string[];
};

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly scripts: { readonly [name: string]: string };
};

/**
 * Reads a shell line: commands joined by `&&`, and a comment, in which `ends with 1` is the status
 * and what stands between double quotes is said. Without a status it is 0.
 */
export function readLine(line: string): readonly Command[] {
  const [, typed = "", comment = ""] = /^(.*?)(?:(?:^|\s)#\s*(.*))?$/.exec(line) ?? [];
  const status = Number(/\bends with (\d+)/.exec(comment)?.[1] ?? 0);
  const says = [...comment.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
  return typed
    .split("&&")
    .map(wordsOf)
    .filter((words) => words.length > 0)
    .map((words) => ({ words, status, says }));
}

const wordsOf = (typed: string): readonly string[] =>
  [...typed.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? "",
  );

/** What the program is asked to do by `npm start` or `npm run sim -- …`; `undefined` by others. */
export function askedOfProgram(words: readonly string[]): readonly string[] | undefined {
  const [npm, verb, name, dashes, ...rest] = words;
  if (npm !== "npm") return undefined;
  if (verb === "start") return (manifest.scripts.start ?? "").split(" ").slice(2);
  return verb === "run" && name === "sim" && dashes === "--" ? rest : undefined;
}

/** Says what is wrong with a command that is not run here: it takes long, or changes the checkout. */
export function unknownCommand(words: readonly string[]): string | undefined {
  const [program, ...rest] = words.filter((word) => !/^[A-Z_]+=/.test(word));
  if (program === "npm") return unknownScript(rest);
  if (program !== "npx") return `there is no rule for "${program}"`;
  const [tool = "", ...args] = rest;
  if (!existsSync(`node_modules/.bin/${tool}`)) return `there is no "${tool}" in node_modules/.bin`;
  return args.map(missingFile).find((fault) => fault !== undefined);
}

function unknownScript([verb = "", ...rest]: readonly string[]): string | undefined {
  if (["ci", "install", "link", "test"].includes(verb)) return undefined;
  if (verb !== "run") return `npm has no "${verb}" here`;
  const [name = "", ...args] = rest.filter((word) => word !== "-s" && word !== "--");
  const script = manifest.scripts[name];
  if (script === undefined) return `package.json has no script "${name}"`;
  const source = /node (scripts\/\S+)/.exec(script)?.[1];
  const code = source === undefined ? script : readFileSync(source, "utf8");
  const unknown = args.find(
    (flag) => flag.startsWith("--") && !code.includes(`"${flag}"`) && !code.includes(`"${flag} `),
  );
  return unknown === undefined ? undefined : `${source ?? name} knows no ${unknown}`;
}

const missingFile = (word: string): string | undefined =>
  /^[\w.-]+\/.*\.\w+$/.test(word) && !existsSync(word) ? `there is no ${word}` : undefined;
