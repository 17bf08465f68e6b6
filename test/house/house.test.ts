import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsIn, type House, type SourceFile } from "./rules.ts";

const tracked = execFileSync("git", [
  "ls-files",
  "--cached",
  "--others",
  "--exclude-standard",
  "-z",
])
  .toString()
  .split("\0")
  .filter((path) => /\.(ts|mjs|sol|json|md)$/.test(path));

const read = (path: string): SourceFile => ({ path, text: readFileSync(path, "utf8") });

const house: House = { files: tracked.filter((path) => !path.startsWith("facts/")).map(read) };

const fileOf = (path: string, text: string): House => ({ files: [...house.files, { path, text }] });

describe("the house", () => {
  it("keeps its rules", () => {
    expect(faultsIn(house)).toEqual([]);
  });

  it.each([
    ["sim/core/x.ts", 'import { a } from "../engine/engine.ts";', "core must not import engine"],
    [
      "sim/check/x.ts",
      'import { a } from "../bridge/hardhat/tenant.ts";',
      "check must not import bridge",
    ],
    ["sim/metric/x.ts", 'import { a } from "../check/checks.ts";', "metric must not import check"],
    ["sim/verify/x.ts", 'import { a } from "../metric/loss.ts";', "verify must not import metric"],
    ["sim/report/x.ts", 'import { a } from "viem";', "viem"],
    ["sim/api.ts", 'export { a } from "./engine/engine.ts";', "api.ts must not import engine"],
    ["sim/engine/x.ts", 'import { a } from "../../scripts/cli.ts";', "outside sim"],
    ["sim/engine/x.ts", "const now = Date.now();", "Date.now"],
    ["sim/engine/x.ts", "const now = new Date();", "new Date"],
    ["sim/engine/x.ts", "const day = new Date(0).getDay();", "local time"],
    ["sim/engine/x.ts", "const x = Math.random();", "Math.random"],
    ["sim/engine/x.ts", "setTimeout(() => {}, 1);", "setTimeout"],
    ["sim/engine/x.ts", "const home = process.env.HOME;", "process"],
    ["sim/engine/x.ts", 'import fs from "node:fs";', "node:fs"],
    ["sim/engine/x.ts", "console.log(1);", "console"],
    ["sim/engine/x.ts", 'throw new Error("no");', "new Error"],
    ["sim/engine/x.ts", "enum Color { Red }", "enum"],
    ["test/x.test.ts", "it.on" + "ly('x', () => {});", ".only"],
    ["sim/scenarios/atlantis.ts", "export const x = defineScenario({});", "registry"],
    ["docs/x.md", "see /ho" + "me/somebody/x", "a path of a machine"],
  ])("notices %s: %s", (path, text, why) => {
    const found = faultsIn(fileOf(path, text)).filter((fault) => fault.startsWith(`${path}:`));
    expect(found.join("\n")).toContain(why);
  });

  it("notices files that import each other in a circle", () => {
    const a = { path: posix.join("sim/core", "a.ts"), text: 'import { b } from "./b.ts";' };
    const b = { path: posix.join("sim/core", "b.ts"), text: 'import { a } from "./a.ts";' };
    expect(faultsIn({ files: [a, b] }).join("\n")).toContain("circle");
  });
});
