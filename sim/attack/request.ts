import { z } from "zod";
import type { World } from "../bridge/port.ts";
import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { nameFault } from "../scenario/names.ts";
import { query } from "../scenario/query.schema.ts";
import { command } from "../scenario/schema.ts";
import { withBaseUnits } from "./amounts.ts";
import type { Request } from "./protocol.ts";

/** The verbs of the bridge, in the order in which money moves through it. */
export const bridgeVerbs: readonly string[] = command.options.flatMap(({ shape: { verb } }) =>
  verb instanceof z.ZodEnum ? [...verb.options] : [...verb.values],
);

const seconds = z.int().nonnegative();
const words = z.string().min(1).max(1000);

/** What an attack can ask for beside what a bridge is asked. */
const own = z.discriminatedUnion("verb", [
  z.strictObject({
    verb: z.literal("hello"),
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be a name in kebab-case"),
    describe: z.nullable(words).default(null),
  }),
  z
    .strictObject({
      verb: z.literal("wait"),
      until: z.exactOptional(seconds),
      seconds: z.exactOptional(seconds),
    })
    .refine(
      ({ until, seconds: length }) => (until === undefined) !== (length === undefined),
      'must have "until", a moment, or "seconds", a length of time',
    ),
  z.strictObject({ verb: z.literal("read"), query }),
  z.strictObject({ verb: z.literal("reach") }),
  z.strictObject({ verb: z.literal("news") }),
  z.strictObject({
    verb: z.literal("compromise"),
    node: z.string(),
    how: words.default("what if"),
    capability: z.enum(["use", "extract"]).default("use"),
    until: z.nullable(seconds).default(null),
  }),
  z.strictObject({ verb: z.literal("done") }),
  z.strictObject({ verb: z.literal("fail"), why: words }),
]);

/** The verbs of an attack alone. */
export const ownVerbs = ["hello", "wait", "read", "reach", "news", "compromise", "done", "fail"];

/** Who asks, of which world, and when. */
type Asking = { readonly world: World; readonly attacker: string; readonly now: number };

/**
 * Reads what an attack asks for. Left out, the sender is the attacker, and a signature is over the
 * prefixed digest.
 *
 * @throws InputError when it is nothing that can be done: an unknown verb, a field too many, a name
 * that nobody has, an amount of another token's unit.
 */
export function readRequest(value: unknown, { world, attacker, now }: Asking): Request {
  const verb = verbOf(value);
  const whole = withBaseUnits(value, world) as object;
  if (!bridgeVerbs.includes(verb)) {
    const asked = parsed(own, whole, verb);
    if (asked.verb === "wait")
      return { verb: "wait", until: asked.until ?? now + (asked.seconds ?? 0) };
    if (asked.verb === "read") requireNames(asked.query, world, "read");
    return asked;
  }
  const usual = verb === "sign" ? { mode: 1 } : { sender: attacker };
  const asked = parsed(command, { ...usual, ...whole }, verb);
  requireNames(asked, world, verb);
  return asked as Request;
}

function verbOf(value: unknown): string {
  if (typeof value !== "object" || value === null || !("verb" in value))
    throw new InputError(
      `${JSON.stringify(value)?.slice(0, 60)} is no request: it must be an object with a "verb".`,
    );
  const verbs = [...bridgeVerbs, ...ownVerbs];
  const { verb } = value;
  if (typeof verb === "string" && verbs.includes(verb)) return verb;
  throw new InputError(`"${verb}" is no verb; the nearest is "${nearest(String(verb), verbs)}".`);
}

function parsed<T>(form: z.ZodType<T>, value: object, verb: string): T {
  const read = form.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new InputError(`${[verb, ...(issue?.path ?? [])].join(".")}: ${issue?.message}.`);
}

function requireNames(asked: object, world: World, verb: string): void {
  const fault = nameFault(asked, world, verb);
  if (fault !== undefined) throw new InputError(`${fault}.`);
}
