import { spawnSync } from "node:child_process";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = "contracts/flawed";
const files = readdirSync(folder).filter((name) => name.endsWith(".sol"));

/** The sound twin of each planted defect, as the folder's own table says. */
const twins = new Map(
  [
    ...readFileSync(`${folder}/README.md`, "utf8").matchAll(/\| `(\w+\.sol)` \| `(\w+\.sol)` \|/g),
  ].map(([, flawed = "", sound = ""]) => [
    flawed,
    globSync(`contracts/*/${sound}`).find((path) => !path.startsWith(folder)) ?? "",
  ]),
);

/** Returns how many lines were added and removed between two files. */
function changedLines(sound: string, flawed: string): number {
  const { stdout } = spawnSync("git", ["diff", "--no-index", "--numstat", sound, flawed]);
  const [added = "0", removed = "0"] = stdout.toString().split("\t");
  return Number(added) + Number(removed);
}

describe("a planted defect", () => {
  it("stands in the folder's table, with its twin", () => {
    expect([...twins.keys()].sort()).toEqual([...files].sort());
  });

  it.each(files)("%s differs from its sound twin, and in at most five lines", (file) => {
    const changed = changedLines(twins.get(file) ?? "", `${folder}/${file}`);
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(5);
  });
});
