import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** What `npm run build` makes, each made anew when something that it depends on has changed. */
export const products = {
  contracts: ["package-lock.json", "hardhat.config.ts", "contracts/**/*.sol"],
  page: ["package-lock.json", "scripts/host/bundle.ts", "sim/**/*.{ts,tsx,css}"],
} as const;

export type Product = keyof typeof products;

/** Returns what has to be made, first things first. */
export const missingProducts = (): readonly Product[] =>
  (Object.keys(products) as Product[]).filter((product) => !isMade(product));

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
  for (const file of products[product].flatMap((pattern) => globSync(pattern).sort()))
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}
