import type { World } from "../bridge/port.ts";
import { InputError } from "../core/errors.ts";
import { parseAmount, type TokenUnit, toAmount } from "../core/units.ts";

type Fields = { readonly [field: string]: unknown };

/** Fields that hold a number of something that is counted, and no money. */
const numbers = new Set(["id", "depositId", "withdrawalId"]);

/**
 * Returns a request with every amount in base units, as a string of digits. An amount may be written
 * with its unit (`"5000 ETH"`), or without one in base units; an id may be a number.
 *
 * @param place Which field this is, for errors; nothing for the whole request.
 * @throws InputError for an amount that is a number of no unit, or whose unit is another token's.
 */
export function withBaseUnits(value: unknown, world: World, place = ""): unknown {
  if (Array.isArray(value))
    return value.map((member, index) => withBaseUnits(member, world, `${place}.${index}`));
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Fields;
  const verb = place === "" && typeof fields.verb === "string" ? fields.verb : place;
  return Object.fromEntries(
    Object.entries(fields).map(([field, member]) => {
      const where = `${verb}.${field}`;
      if (field === "amount" || field === "least")
        return [field, baseUnits(member, unitOf(field, fields, world), where)];
      if (numbers.has(field) && typeof member === "number" && Number.isSafeInteger(member))
        return [field, String(member)];
      return [field, withBaseUnits(member, world, where)];
    }),
  );
}

function baseUnits(value: unknown, token: TokenUnit | undefined, where: string): unknown {
  if (typeof value === "number")
    throw new InputError(
      `${where} is the number ${value}, but an amount is a string of base units such as "1000000000000000000", or has its unit, such as "1 ETH".`,
    );
  if (typeof value !== "string" || token === undefined || /^\d+$/.test(value)) return value;
  return toAmount(parseAmount(value, token, where));
}

/** Whose unit an amount is in: the token beside it, the pool's other one, or ether where none is named. */
function unitOf(field: string, fields: Fields, { tokens, venues }: World): TokenUnit | undefined {
  const pool = venues?.find((venue) => venue.kind === "pool" && venue.name === fields.venue);
  const symbol =
    field === "least" && pool?.kind === "pool"
      ? pool.tokens.find((name) => name !== fields.token)
      : fields.token;
  return tokens.find((token) =>
    symbol === undefined ? token.kind === "wrapped" : token.symbol === symbol,
  );
}
