import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Ended, userAtDesk } from "../cli/program.ts";

const readme = readFileSync("README.md", "utf8");
const user = userAtDesk();

/** The blocks of a language, without their fences. */
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(
    (match) => match[1] ?? "",
  );

/** The commands that the README shows, as their words; comments are what a reader should see. */
const commands = blocks("sh")
  .join("\n")
  .split("\n")
  .flatMap((line) => {
    const match = /^npm run sim -- (.*?)\s*(?:#\s*(.*))?$/.exec(line);
    return match === null ? [] : [{ line: match[1] ?? "", comment: match[2] ?? "" }];
  });

const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");

/** Where a command writes runs, they go to the user's own folder. */
const atHome = (words: readonly string[]): readonly string[] =>
  words[0] === "run" || words[0] === "replay" ? [...words, "--out", "runs"] : words;

const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

describe("README.md", () => {
  let story: Ended;
  beforeAll(async () => {
    story = await user.types(["run", "ronin-2022", "--out", "runs"]);
  });

  it("shows passages that npm start really prints", () => {
    expect(story.status).toBe(0);
    const [sample = ""] = blocks("text");
    const passages = sample.split(/\n(?=\d{4}-)/).map(flat);
    expect(passages.length).toBeGreaterThan(2);
    for (const passage of passages) expect(flat(story.stdout)).toContain(passage);
  });

  it.each(commands)("$line does what it says", async ({ line, comment }) => {
    const { status, stdout, stderr } = await user.types(atHome(wordsOf(line)));
    expect(stderr).not.toContain("fault of five-of-nine");
    expect(status, stderr).toBe(line.includes("--fail-on") ? 1 : 0);
    for (const [word] of comment.matchAll(/QuorumNotReached|nominal 5 of 9, effective 1 person/g))
      expect(stdout).toContain(word);
  });

  it("names only files and folders that there are", () => {
    for (const [, path = ""] of readme.matchAll(/\]\((?!http)([^)#]+)/g))
      expect(() => readFileSync(path), path).not.toThrow();
  });
});
