import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const stamp = "cache/build-stamp";

/** Whether the contracts are compiled and nothing they depend on has changed since. */
export const isBuilt = (): boolean =>
  existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint();

/** Remembers what was compiled. */
export function markBuilt(): void {
  mkdirSync("cache", { recursive: true });
  writeFileSync(stamp, fingerprint());
}

/** Hashes everything that the compiled contracts depend on. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of [
    "package-lock.json",
    "hardhat.config.ts",
    ...globSync("contracts/**/*.sol").sort(),
  ])
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}
