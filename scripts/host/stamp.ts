import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Sources = {
  readonly files: readonly string[];
  readonly below: string;
  readonly are: RegExp;
  readonly not?: string;
};

const solidity: Sources = {
  files: ["package-lock.json", "hardhat.config.ts"],
  below: "contracts",
  are: /\.sol$/,
};

/** What `npm run build` makes, each made anew when something that it depends on has changed. */
export const products = {
  contracts: { ...solidity, not: join("contracts", "flawed") },
  /** The planted defects, which take more of the compiler than everything that is sound. */
  planted: solidity,
  page: {
    files: ["package-lock.json", "scripts/host/bundle.ts"],
    below: "sim",
    are: /\.(tsx?|css)$/,
  },
} satisfies { readonly [product: string]: Sources };

export type Product = keyof typeof products;

/** Returns what has to be made of what is wanted. */
export const missingProducts = (wanted: readonly Product[]): readonly Product[] =>
  wanted.filter((product) => !isMade(product));

/** Makes what is missing in a process of its own: the compiler's standard output must not reach ours. */
export function makeMissing(wanted: readonly Product[]): void {
  const missing = missingProducts(wanted);
  if (missing.length === 0) return;
  const args = [join(import.meta.dirname, "../build.ts"), ...missing];
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", 2, 2] });
  // What does not build is said already.
  if (status !== 0) process.exit(status ?? 2);
}

const stampOf = (product: Product): string => `cache/${product}-stamp`;

const isMade = (product: Product): boolean =>
  existsSync(stampOf(product)) && readFileSync(stampOf(product), "utf8") === fingerprint(product);

/** Remembers what a product was made from. */
export function markMade(product: Product): void {
  mkdirSync("cache", { recursive: true });
  writeFileSync(stampOf(product), fingerprint(product));
}

/** Hashes everything that a product depends on. */
function fingerprint(product: Product): string {
  const hash = createHash("sha256");
  for (const file of sourcesOf(products[product])) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

/** Returns the paths, in order. This is done whenever the program starts: a glob would take longer. */
function sourcesOf({ files, below, are, not }: Sources): readonly string[] {
  const found = readdirSync(below, { recursive: true, encoding: "utf8" })
    .map((path) => join(below, path))
    .filter((path) => are.test(path) && (not === undefined || !path.startsWith(not)));
  return [...files, ...found.sort()];
}
