import { z } from "zod";
import { InputError } from "../core/errors.ts";
import type { Definition, ScenarioParts } from "./define.ts";

const name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be a name in kebab-case");
const sentence = z.string().min(1);
const names = z.array(z.string()).min(1, "must name at least one actor");
const code = z.custom<never>((value) => typeof value === "function", "must be a function");

const changesSchema = z.strictObject({
  name,
  title: sentence,
  question: sentence,
  set: z.exactOptional(z.record(z.string(), z.string())),
  change: z.exactOptional(code),
  expect: z.exactOptional(z.record(z.string(), z.boolean())),
  without: z.exactOptional(names),
});

const common = {
  means: sentence,
  status: z.enum(["sourced", "derived", "chosen"]),
  source: sentence,
  names: z.exactOptional(z.array(z.string())),
};
const token = z.strictObject({ symbol: sentence, decimals: z.int().nonnegative().max(77) });
const parameter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("amount"),
    token,
    default: z.bigint().nonnegative(),
    ...common,
  }),
  z.strictObject({ kind: z.literal("duration"), default: z.int().nonnegative(), ...common }),
  z.strictObject({
    kind: z.literal("count"),
    default: z.int(),
    min: z.int(),
    max: z.int(),
    ...common,
  }),
  z.strictObject({
    kind: z.literal("quorum"),
    default: z.int().positive(),
    of: z.int().positive(),
    ...common,
  }),
  z.strictObject({
    kind: z.literal("choice"),
    default: z.string(),
    choices: z.array(z.string()).min(1),
    ...common,
  }),
]);

const definitionSchema = z.strictObject({
  name,
  title: sentence,
  question: sentence,
  parameters: z.record(z.string(), parameter),
  build: code,
  control: z.strictObject({
    without: names,
    title: sentence,
    change: z.exactOptional(z.strictObject({ does: sentence, apply: code })),
  }),
});

/** What a scenario of one's own changes of another. */
export type Changes = {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  /** Fields with other defaults, written as with `--set`. */
  readonly set?: { readonly [path: string]: string };
  /** What no field changes: takes the parts of the scenario, and returns them changed. */
  readonly change?: (parts: ScenarioParts) => ScenarioParts;
  /** The verdicts that the run should have; a check that is left out is judged by nobody. */
  readonly expect?: { readonly [check: string]: boolean };
  /** The actors that the control leaves out; without it, those that the base leaves out. */
  readonly without?: readonly string[];
};

/**
 * Checks what a file gives to `deriveScenario`: nothing there has looked at its types.
 *
 * @throws InputError naming the first part that is wrong.
 */
export const readChanges = (value: unknown): Changes =>
  checked(value, changesSchema, "deriveScenario takes no such changes") as Changes;

/**
 * Checks that a value is a scenario's definition.
 *
 * @throws InputError naming the first part that is wrong.
 */
export const readDefinition = (value: unknown): Definition =>
  checked(value, definitionSchema, "it defines no scenario") as Definition;

function checked(value: unknown, schema: z.ZodType, fault: string): unknown {
  const read = schema.safeParse(value);
  if (read.success) return value;
  const issue = read.error.issues[0];
  const path = issue?.path.join(".");
  throw new InputError(`${fault}: ${path ? `${path}: ` : ""}${issue?.message}.`, {
    docsPath: "docs/errors.md#a-scenario-of-ones-own",
  });
}
