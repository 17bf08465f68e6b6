import type { World } from "../bridge/port.ts";
import { nearest } from "../core/nearest.ts";

/** Fields of a command that hold an account's name, at any depth. */
export const accountFields: ReadonlySet<string> = new Set([
  "sender",
  "owner",
  "recipient",
  "signer",
  "validator",
  "account",
  "spender",
]);

/** Returns the kind of venue that a command or a query is for. */
export function venueKind(verb: string): "exchange" | "pool" | "mixer" {
  if (verb === "swap" || verb === "reserves") return "pool";
  return verb.endsWith("mix") ? "mixer" : "exchange";
}

/**
 * Says which account, token or venue a command or a query names that its world does not have.
 *
 * @param place What the fields belong to, for the sentence.
 */
export function nameFault(value: object, world: World, place: string): string | undefined {
  const kind = venueKind(String("verb" in value ? value.verb : "what" in value ? value.what : ""));
  const known = {
    account: [...Object.keys(world.accounts), ...("what" in value ? partsOf(world) : [])],
    token: world.tokens.map(({ symbol }) => symbol),
    [kind]: (world.venues ?? []).filter((venue) => venue.kind === kind).map(({ name }) => name),
  };
  const what = (field: string): string | undefined =>
    field === "token"
      ? "token"
      : field === "venue"
        ? kind
        : accountFields.has(field)
          ? "account"
          : undefined;
  for (const [path, field, name] of fieldsIn(value, place)) {
    const asked = what(field);
    const names = asked === undefined ? undefined : known[asked as keyof typeof known];
    if (names === undefined || names.includes(name)) continue;
    const hint =
      names.length === 0 ? "there is none here" : `the nearest is "${nearest(name, names)}"`;
    return `${path} is "${name}", which is no ${asked}; ${hint}`;
  }
  return undefined;
}

/** What has a balance beside the accounts. */
const partsOf = ({ venues = [], accounts }: World): readonly string[] => [
  ...["vault", "locked", "supply"],
  ...venues.flatMap(({ kind, name }) => [
    `${kind}:${name}`,
    ...(kind === "exchange" ? Object.keys(accounts).map((own) => `${kind}:${name}/${own}`) : []),
  ]),
];

type Field = readonly [path: string, field: string, value: string];

/** Every field that holds a string, at any depth. */
function fieldsIn(value: unknown, place: string): readonly Field[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, member]) =>
    typeof member === "string"
      ? [[`${place}.${field}`, field, member] as const]
      : fieldsIn(member, `${place}.${field}`),
  );
}
