import { existsSync, statSync } from "node:fs";
import { z } from "zod";
import { InputError } from "../../../sim/core/errors.ts";
import { nearest } from "../../../sim/core/nearest.ts";
import type { BridgeAdapter } from "../../../sim/trial/bridge/adapter.ts";
import { bridgeProperties } from "../../../sim/trial/bridge/catalogue.ts";
import { importOwn } from "../module.ts";
import { faultIn } from "../own.faults.ts";
import { whole } from "../own.ts";
import { blamed } from "./answers.ts";

const docsPath = "docs/errors.md#a-bridge-of-ones-own";

const does = z.custom<unknown>((value) => typeof value === "function", "it must be a function");
const seconds = z.int().min(0).max(31_536_000);
const form = z.strictObject({
  name: z.string().min(1),
  claims: z.strictObject({
    weights: z.boolean(),
    extraSignatures: z.enum(["taken", "refused"]),
    retained: z.int().min(0).max(20),
    rotationDelay: seconds,
    holdDelay: seconds,
  }),
  expect: z.record(
    z.string(),
    z.strictObject({
      verdict: z.union([z.boolean(), z.literal("not applicable")]),
      because: z.string().min(1),
    }),
  ),
  deploy: does,
  deposit: does,
  digest: does,
  submit: does,
  isHeld: does.optional(),
  release: does.optional(),
  cancel: does.optional(),
  pause: does.optional(),
  unpause: does.optional(),
  rotate: does.optional(),
  rotationDigest: does.optional(),
});

/**
 * Returns the bridge that a TypeScript file of the user's own exports.
 *
 * @param file Its whole path.
 * @param place The same as the user wrote it; errors name it so.
 * @throws InputError, whatever is wrong with the file.
 */
export async function ownBridge(file: string, place: string): Promise<BridgeAdapter> {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new InputError(
      `${place} cannot be read: ${existsSync(file) ? "it is a folder" : "it does not exist"}.`,
      { docsPath },
    );
  const exported = await whole(importOwn(file), place).catch((error: unknown) => {
    throw error instanceof InputError && error.message.startsWith(place)
      ? error
      : faultIn(error, place, file);
  });
  const adapter = bridgeIn("default" in exported ? exported.default : undefined, place);
  return blamed(adapter, place, file);
}

/** Returns a value as a bridge, if it is one. */
function bridgeIn(value: unknown, place: string): BridgeAdapter {
  const result = form.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = issue?.path.join(".");
    throw new InputError(
      `${place} exports no bridge; write export default defineBridge({ … }): ${path ? `${path}: ` : ""}${issue?.message}.`,
      { docsPath },
    );
  }
  const adapter = value as BridgeAdapter;
  const wrong = faultOf(adapter);
  if (wrong !== null) throw new InputError(`${place}: ${wrong}`, { docsPath });
  return adapter;
}

function faultOf(adapter: BridgeAdapter): string | null {
  const ids = bridgeProperties.map(({ id }) => id);
  for (const [id, { verdict }] of Object.entries(adapter.expect)) {
    const property = bridgeProperties.find((one) => one.id === id);
    if (property === undefined)
      return `expect names "${id}", which is no property of a bridge; the nearest is "${nearest(id, ids)}".`;
    const why = property.idle(adapter);
    if (why === null && verdict === "not applicable")
      return `expect says that ${id} is not applicable, but the adapter has what it needs.`;
    if (why !== null && verdict !== "not applicable")
      return `expect says that ${id} is ${verdict}, but it is not applicable: ${why}.`;
  }
  if (adapter.release && !adapter.isHeld)
    return "a bridge with release needs isHeld, which says whether a withdrawal waits.";
  if (adapter.pause !== undefined && adapter.unpause === undefined)
    return "a bridge with pause needs unpause.";
  if (adapter.rotationDigest && !adapter.rotate)
    return "a bridge with rotationDigest needs rotate.";
  return null;
}
