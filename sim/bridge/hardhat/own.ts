import { type Abi, encodeDeployData } from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import { canonicalJson, type Plain } from "../../core/canonical.ts";
import { InputError } from "../../core/errors.ts";
import { sha256 } from "../../core/hash.ts";
import type { World } from "../port.ts";
import type { GuardSettings } from "../settings.ts";
import { plantArtifact } from "./artifacts.ts";
import type { Part } from "./gateway.ts";
import type { Site } from "./site.ts";

type OwnGuard = Extract<GuardSettings, { readonly guard: "own" }>;

/**
 * Deploys a guard that came compiled.
 *
 * @throws InputError when its arguments do not fit, or its constructor refuses them.
 */
export async function placeOwn(site: Site, gateway: Address, own: OwnGuard): Promise<Part> {
  const { contract, bytecode } = own;
  const abi = own.abi as unknown as Abi;
  const args = argumentsOf(site, gateway, own);
  // By its hash, so that it takes no name of ours and no other guard's.
  const name = `${contract}@${sha256(canonicalJson(own)).slice(0, 8)}`;
  plantArtifact(name, { abi, bytecode });
  return { name: "own", contract: name, address: await site.put(name, args) };
}

/**
 * Returns a constructor's arguments as they are encoded.
 *
 * @throws InputError as `placeOwn` does.
 */
export function encodedArguments(world: World, gateway: Address, own: OwnGuard): Hex {
  const args = argumentsOf({ world }, gateway, own);
  return encodeDeployData({ abi: own.abi as unknown as Abi, bytecode: "0x", args });
}

function argumentsOf(
  { world }: Pick<Site, "world">,
  gateway: Address,
  own: OwnGuard,
): readonly unknown[] {
  const known = new Map<string, string>([
    ["$gateway", gateway],
    ...world.tokens.map(({ symbol, address }): [string, string] => [`$${symbol}`, address]),
  ]);
  const filled = (value: Plain | undefined): unknown => {
    if (typeof value === "string") {
      if (!value.startsWith("$")) return value;
      const address = known.get(value);
      if (address === undefined)
        throw new InputError(
          `The arguments of ${own.contract} name "${value}", but there are only ${[...known.keys()].join(", ")}.`,
          { docsPath: "docs/errors.md#a-guard-of-ones-own" },
        );
      return address;
    }
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, filled(of)]));
  };
  const args = own.args.map(filled);
  try {
    const { bytecode } = own;
    encodeDeployData({ abi: own.abi as unknown as Abi, bytecode, args });
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : "";
    throw new InputError(
      `The arguments do not fit the constructor of ${own.contract}: ${why.replace(/\.?$/, ".")}`,
      { cause, docsPath: "docs/errors.md#a-guard-of-ones-own" },
    );
  }
  return args;
}
