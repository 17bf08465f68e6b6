import { Console } from "node:console";
import { type ResolveHookSync, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const api = new URL("../../sim/api.ts", import.meta.url).href;

/** Clients that a file of the user's own may use although nothing is installed beside it. */
const clients = /^(viem|ethers)(\/|$)/;

/**
 * Imports a TypeScript file of the user's own, which may stand anywhere: "five-of-nine" is resolved
 * here, and so are viem and ethers where the file has none of its own. What it prints goes to
 * standard error, so that it does not get between a reader and the results.
 *
 * @throws whatever the file throws.
 */
export function importOwn(file: string): Promise<object> {
  globalThis.console = new Console(process.stderr, process.stderr);
  registerHooks({ resolve: resolveOurs });
  return import(pathToFileURL(file).href);
}

/** Finds what "five-of-nine" is, and takes every TypeScript file for a module, whatever is above it. */
const resolveOurs: ResolveHookSync = (specifier, context, next) => {
  if (specifier === "five-of-nine")
    return { url: api, format: "module-typescript", shortCircuit: true };
  const found = clients.test(specifier)
    ? clientFor(specifier, context, next)
    : next(specifier, context);
  return found.url.endsWith(".ts") ? { ...found, format: "module-typescript" } : found;
};

const clientFor: ResolveHookSync = (specifier, context, next) => {
  try {
    return next(specifier, context);
  } catch {
    return next(specifier, { ...context, parentURL: api });
  }
};
