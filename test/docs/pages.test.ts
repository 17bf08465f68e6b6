import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { userAtDesk } from "../cli/program.ts";
import { faultsIn } from "./examples.ts";
import { askingOnce } from "./once.ts";
import { readPage } from "./page.ts";
import { staleIn } from "./references.ts";

const user = askingOnce(userAtDesk());
const pages = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", "*.md"])
  .toString()
  .trim()
  .split("\n")
  .map(readPage);

describe("each page", () => {
  it.concurrent.for(pages)("shows what happens: $path", async (page) => {
    const folder = `${page.path.replaceAll(/\W/g, "-")}/five-of-nine`;
    expect(await faultsIn(page, user, folder)).toEqual([]);
  });

  it.each(pages)("names what there is: $path", (page) => {
    expect(staleIn(page)).toEqual([]);
  });

  it("is made of examples: few blocks are sketches", () => {
    const sketches = pages.flatMap(({ path, fences }) =>
      fences.filter(({ about }) => about === "sketch").map(({ line }) => `${path}:${line}`),
    );
    expect(sketches.length).toBeLessThanOrEqual(3);
  });

  it("is on the index of its folder", () => {
    for (const folder of ["docs/", "docs/decisions/"]) {
      const index = readPage(`${folder}README.md`).links.map(({ text }) => `${folder}${text}`);
      const inside = pages
        .map(({ path }) => path)
        .filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes("/"));
      const missing = inside.filter((path) => !path.endsWith("README.md") && !index.includes(path));
      expect(missing).toEqual([]);
    }
  });
});
