import {
  type AbiParameter,
  hexToString,
  keccak256,
  numberToHex,
  stringToHex,
  zeroHash,
} from "viem";
import type { Hex } from "../../core/accounts.ts";

/** What a chain's names are asked of. */
export type Names = {
  readonly accountOf: (address: string) => string;
  /** What a withdrawal's hash is called, where it is known. */
  readonly titleOf: (hash: Hex) => string | undefined;
};

/**
 * Writes an error's arguments as text, each under its name, so that no tenant needs an address or a
 * hash to say the same: accounts, guards and roles by name, withdrawals by their id (`none` for the
 * hash zero), reasons as the text that they are, enumerated values and shares as people write them.
 */
export function wordsOf(
  parameters: readonly AbiParameter[],
  values: readonly unknown[],
  names: Names,
): { readonly [name: string]: string } {
  const words = parameters.map((parameter, index): [string, string] => [
    parameter.name ?? `${index}`,
    wordOf(parameter, values[index], names),
  ]);
  const args = Object.fromEntries(words);
  return args.scope === "Token" && args.subject !== undefined
    ? { ...args, subject: names.accountOf(numberToHex(BigInt(args.subject), { size: 20 })) }
    : args;
}

const enumerated: { readonly [type: string]: readonly string[] } = {
  "enum IGuardedGateway.Status": ["None", "Held", "Paid", "Cancelled"],
  "enum IScopedPause.Scope": ["All", "Token", "Source"],
};

const roles = new Map<Hex, string>([
  [zeroHash, "DEFAULT_ADMIN_ROLE"],
  ...[
    "GOVERNOR",
    "PAUSER",
    "UNPAUSER",
    "CANCELLER",
    "RESPONDER",
    "SENTRY_ROLE",
    "WITHDRAWAL_UNLOCKER_ROLE",
  ].map((role): [Hex, string] => [keccak256(stringToHex(role)), role]),
]);

function wordOf(
  { name = "", type, internalType = "" }: AbiParameter,
  value: unknown,
  { accountOf, titleOf }: Names,
): string {
  if (type === "address") return accountOf(String(value));
  if (type === "bytes32") {
    const hash = value as Hex;
    if (name === "reason") return textIn(hash);
    if (name === "neededRole") return roles.get(hash) ?? hash;
    return titleOf(hash) ?? (hash === zeroHash ? "none" : hash);
  }
  if (internalType === "struct IBridgeOperators.Fraction") {
    const { numerator, denominator } = value as Record<"numerator" | "denominator", bigint>;
    return `${numerator}/${denominator}`;
  }
  return enumerated[internalType]?.[Number(value)] ?? String(value);
}

/** Returns the short text that a contract wrote into a word. */
export const textIn = (word: Hex): string =>
  word === zeroHash ? "" : hexToString(word, { size: 32 });
