import { z } from "zod";
import type { Token } from "../bridge/port.ts";
import { InputError } from "../core/errors.ts";
import { parseAmount, parseDuration } from "../core/units.ts";

const docsPath = "docs/check-your-guard.md#claims";

/** What a guard promises about a token: how much leaves within a window at most. */
export type MaxOut = {
  readonly token: string;
  /** Base units. */
  readonly amount: bigint;
  /** Seconds. */
  readonly window: number;
  /** `rolling`: within any such span; `calendar`: within each, counted from 1970. */
  readonly kind: "rolling" | "calendar";
  /** Whether exactly the amount is paid, when nothing was paid before. */
  readonly atLimit: "paid" | "refused" | null;
};

/** What a guard promises; what is left out (`null`) is judged by nothing. */
export type Claims = {
  readonly maxOut: readonly MaxOut[];
  /** Seconds after which a payment takes no room any more. */
  readonly freeAfter: number | null;
  /** Whether tokens without a bound are refused. */
  readonly unlisted: "refused" | null;
  /** Least and most seconds that a withdrawal within the bound waits. */
  readonly delay: { readonly min: number; readonly max: number } | null;
};

export const noClaims: Claims = { maxOut: [], freeAfter: null, unlisted: null, delay: null };

const form = z.strictObject({
  format: z.literal(1),
  maxOut: z
    .array(
      z.strictObject({
        token: z.string(),
        amount: z.string(),
        window: z.string(),
        kind: z.enum(["rolling", "calendar"]),
        atLimit: z.exactOptional(z.enum(["paid", "refused"])),
      }),
    )
    .exactOptional(),
  freeAfter: z.exactOptional(z.string()),
  unlisted: z.exactOptional(z.literal("refused")),
  delay: z.exactOptional(z.strictObject({ min: z.string(), max: z.string() })),
});

/**
 * Reads a guard's claims.
 *
 * @param place Where they come from, for errors.
 * @throws InputError for what is no claim, a token that is not there, or a value without its unit.
 */
export function readClaims(text: string, place: string, tokens: readonly Token[]): Claims {
  const { maxOut = [], freeAfter, unlisted, delay } = formed(text, place);
  const read = maxOut.map((claim, index): MaxOut => {
    const where = `${place}: maxOut[${index}]`;
    const token = tokens.find(({ symbol }) => symbol === claim.token);
    if (token === undefined)
      throw new InputError(
        `${where} is about "${claim.token}", but the tokens are ${tokens.map(({ symbol }) => symbol).join(", ")}.`,
        { docsPath },
      );
    const window = parseDuration(claim.window, `${where}.window`);
    const amount = parseAmount(claim.amount, token, `${where}.amount`);
    if (window === 0 || amount === 0n)
      throw new InputError(`${where} bounds nothing: amount and window must be above zero.`, {
        docsPath,
      });
    const { kind, atLimit = null } = claim;
    return { token: claim.token, amount, window, kind, atLimit };
  });
  const repeated = read.find(({ token }, index) =>
    read.slice(0, index).some((other) => other.token === token),
  );
  if (repeated !== undefined)
    throw new InputError(`${place} has two bounds of ${repeated.token}; a token has one.`, {
      docsPath,
    });
  return {
    maxOut: read,
    freeAfter: freeAfter === undefined ? null : parseDuration(freeAfter, `${place}: freeAfter`),
    unlisted: unlisted ?? null,
    delay:
      delay === undefined
        ? null
        : {
            min: parseDuration(delay.min, `${place}: delay.min`),
            max: parseDuration(delay.max, `${place}: delay.max`),
          },
  };
}

function formed(text: string, place: string): z.infer<typeof form> {
  const result = form.safeParse(parsed(text, place));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join(".") || "it";
  throw new InputError(`${place} has no claims of the right form: ${path}: ${issue?.message}.`, {
    docsPath,
  });
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${place} is no JSON.`, { cause, docsPath });
  }
}
