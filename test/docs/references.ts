import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { askedOfProgram, readLine, unknownCommand } from "./command.ts";
import { type Page, readPage, type Spot } from "./page.ts";

const commands = globSync("scripts/commands/*.ts").map((path) => posix.basename(path, ".ts"));
const program = globSync("scripts/**/*.ts")
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

/** Returns everything that a page names and that is not there: links, anchors, paths, commands. */
export const staleIn = (page: Page): readonly string[] => [
  ...page.links.flatMap(({ line, text }) => blame(page, line, deadLink(page, text))),
  ...page.codes.flatMap((code) => blame(page, code.line, staleCode(code))),
];

const blame = (page: Page, line: number, fault: string | undefined): readonly string[] =>
  fault === undefined ? [] : [`${page.path}:${line}: ${fault}`];

function deadLink(page: Page, link: string): string | undefined {
  if (/^https?:/.test(link)) return undefined;
  const [to = "", anchor] = link.split("#");
  const path = to === "" ? page.path : posix.join(posix.dirname(page.path), to);
  if (to !== "" && !existsSync(path)) return `the link ${link} leads nowhere`;
  if (anchor === undefined) return undefined;
  const target = path === page.path ? page : readPage(path);
  return target.anchors.has(anchor) ? undefined : `${path} has no heading #${anchor}`;
}

/** Says what is wrong with a command, a path or a flag between backticks. */
function staleCode({ text }: Spot): string | undefined {
  if (/^([A-Z_]+=\S+ )*(npm|npx) /.test(text))
    return readLine(text)
      .map(({ words }) => staleCommand(words))
      .find((fault) => fault !== undefined);
  if (/^(sim|scripts|test|contracts|facts|docs|tools)\/[\w./-]*$/.test(text))
    return existsSync(text) ? undefined : `there is no ${text}`;
  const flag = /^--[a-z-]+/.exec(text)?.[0];
  return flag === undefined || program.includes(flag) ? undefined : `nothing knows ${flag}`;
}

function staleCommand(words: readonly string[]): string | undefined {
  const asked = askedOfProgram(words);
  if (asked === undefined) return unknownCommand(words);
  const [command = ""] = asked;
  return commands.includes(command) || command === command.toUpperCase()
    ? undefined
    : `the program has no command "${command}"`;
}
