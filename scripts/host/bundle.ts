import { mkdirSync, readFileSync } from "node:fs";
import { InputError } from "../../sim/core/errors.ts";
import type { Bundle } from "../../sim/page/page.ts";

const folder = "cache/page";

/** Bundles the page's script and style into one file each; the page then carries both. */
export async function bundlePage(): Promise<void> {
  const { build } = await import("esbuild");
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: { page: "sim/page/client/main.tsx" },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    tsconfig: "sim/page/client/tsconfig.json",
    // Licenses stay with the code that they are of.
    legalComments: "inline",
    logLevel: "warning",
  }).catch((cause: unknown) => {
    // The bundler has said where and what.
    if (cause instanceof Error && "errors" in cause)
      throw new InputError("The page's script does not build; see above.", { cause });
    throw cause;
  });
}

/** Returns what `bundlePage` made. */
export const pageBundle = (): Bundle => ({
  script: readFileSync(`${folder}/page.js`, "utf8"),
  style: readFileSync(`${folder}/page.css`, "utf8"),
});
