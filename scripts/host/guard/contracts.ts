import type { Hex } from "../../../sim/core/accounts.ts";
import type { Plain } from "../../../sim/core/canonical.ts";
import { InputError } from "../../../sim/core/errors.ts";

const docsPath = "docs/errors.md#a-guard-of-ones-own";

/** A guard as it came: what can be deployed, and how it is called. */
export type GuardCode = {
  readonly contract: string;
  readonly abi: readonly Plain[];
  readonly bytecode: Hex;
};

/** A contract of a file, whatever it is. */
export type Candidate = {
  readonly contract: string;
  readonly abi: readonly Plain[];
  readonly bytecode: string;
};

const needed = ["assess", "onHeld", "onPaid", "onCancelled", "onDeposited"];

/**
 * Returns the guard among contracts: the one of a name, or the only one.
 *
 * @param isAsked Whether somebody asked for that name.
 * @throws InputError when there is none, or several that it could be.
 */
export function foundIn(
  candidates: readonly Candidate[],
  path: string,
  name: string,
  isAsked: boolean,
): GuardCode {
  const guards = candidates.filter(({ abi, bytecode }) => bytecode !== "" && isGuard(abi));
  const named = guards.find(({ contract }) => contract === name);
  const [only, ...others] = guards;
  const chosen = named ?? (isAsked || others.length > 0 ? undefined : only);
  if (chosen === undefined) {
    const there = guards.map(({ contract }) => contract).join(", ");
    throw new InputError(
      guards.length === 0 || isAsked
        ? `"${path}" has no guard ${isAsked ? `"${name}"` : ""} that can be deployed: a contract with ${needed.join(", ")}.`
        : `"${path}" has several guards; choose one with --contract: ${there}.`,
      { docsPath },
    );
  }
  const { contract, abi } = chosen;
  const bytecode = chosen.bytecode.replace(/^0x/, "").toLowerCase();
  if (!/^([0-9a-f]{2})+$/.test(bytecode))
    throw new InputError(
      `${contract} in "${path}" cannot be deployed: it still has to be linked with a library.`,
      { docsPath },
    );
  return { contract, abi, bytecode: `0x${bytecode}` };
}

function isGuard(abi: readonly Plain[]): boolean {
  const names = abi.map((item) =>
    typeof item === "object" && item !== null && "name" in item ? item.name : undefined,
  );
  return needed.every((name) => names.includes(name));
}
