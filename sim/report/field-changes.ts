import { canonicalJson } from "../core/canonical.ts";

/** The same of two runs, side by side. */
export type Both<T> = { readonly left: T; readonly right: T };

/** A place where two plain values differ; `null` is where one of them has nothing. */
export type FieldChange = { readonly path: string } & Both<string | null>;

/**
 * Returns where two plain values differ, down to the single fields. Members of a list are matched
 * by what names them (`id`, `name`, …), or by themselves where they are words; only a list without
 * names goes by position. Long values are cut, and an ellipsis says so.
 *
 * @example
 * fieldChanges({ quorum: { numerator: 5 } }, { quorum: { numerator: 6 } });
 * // => [{ path: "quorum.numerator", left: "5", right: "6" }]
 */
export function fieldChanges(left: unknown, right: unknown, path = ""): readonly FieldChange[] {
  if (left === right) return [];
  const [members, others] = membersOf(left, right);
  if (members === null || others === null)
    return isSame(left, right) ? [] : [{ path, left: brief(left), right: brief(right) }];
  const names = new Set([...members.keys(), ...others.keys()]);
  return [...names].flatMap((name) =>
    fieldChanges(members.get(name), others.get(name), path === "" ? name : `${path}.${name}`),
  );
}

type Members = ReadonlyMap<string, unknown>;

/** Takes two values apart in the same way, or not at all. */
function membersOf(left: unknown, right: unknown): readonly [Members | null, Members | null] {
  if (Array.isArray(left) && Array.isArray(right)) {
    const [members, others] = [named(left), named(right)];
    return members && others ? [members, others] : [positions(left), positions(right)];
  }
  const areObjects = isObject(left) && isObject(right);
  return areObjects
    ? [new Map(Object.entries(left)), new Map(Object.entries(right))]
    : [null, null];
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const positions = (list: readonly unknown[]): Members =>
  new Map(list.map((member, index) => [String(index), member]));

/** What a member of a list is known by: the first of these that it has. */
const identities = ["id", "name", "symbol", "what", "node"];

/** Returns a list's members by their names, or `null` where two would share one. */
function named(list: readonly unknown[]): Members | null {
  const members = new Map<string, unknown>();
  for (const member of list) {
    const name = nameOf(member);
    if (name === undefined || members.has(name)) return null;
    members.set(name, member);
  }
  return members;
}

function nameOf(member: unknown): string | undefined {
  if (typeof member === "string") return member;
  if (!isObject(member)) return undefined;
  const fields = new Map<string, unknown>(Object.entries(member));
  // A balance has no name of its own: it is that of an account, on a chain, in a token.
  const holder = ["chain", "account", "token"].map((key) => fields.get(key));
  if (holder.every((part) => typeof part === "string")) return holder.join(".");
  const name = identities.map((key) => fields.get(key)).find((value) => typeof value === "string");
  return name as string | undefined;
}

const isSame = (left: unknown, right: unknown): boolean =>
  left !== undefined && right !== undefined && canonicalJson(left) === canonicalJson(right);

const longest = 80;

function brief(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === "string" ? value : canonicalJson(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
