import type { Hex } from "../../core/accounts.ts";
import type { Plain } from "../../core/canonical.ts";
import { InputError } from "../../core/errors.ts";
import type { FunctionCall } from "../port.ts";
import { encodeCall } from "./abi.ts";
import { type Call, call } from "./call.ts";
import type { Ground } from "./gateway.ts";

/**
 * Returns the call of a function of the gateway, or of a guard in its stack.
 *
 * @throws InputError when there is no such guard, no such function, or its arguments do not fit.
 */
export function functionCall(ground: Ground, gateway: string, command: FunctionCall): Call {
  const { to, contract } = placeOf(ground, gateway, command);
  return call(
    "mainchain",
    to,
    contract,
    command.functionName,
    argumentsOf(ground, gateway, command),
  );
}

/** Where a function is, and of what contract it is. */
function placeOf({ deployment }: Ground, gateway: string, { to }: FunctionCall) {
  if (to === "gateway") return { to: deployment.gateways.mainchain, contract: gateway };
  const part = deployment.parts.find(({ name }) => name === to);
  if (part !== undefined) return { to: part.address, contract: part.contract };
  const known = ["gateway", ...deployment.parts.map(({ name }) => name)];
  throw new InputError(`There is no "${to}" to call; there is ${known.join(", ")}.`);
}

function argumentsOf(ground: Ground, gateway: string, { args }: FunctionCall): readonly unknown[] {
  const filled = (value: Plain | undefined): unknown => {
    if (typeof value === "string") return value.startsWith("$") ? named(ground, value) : value;
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    if (entries[0]?.[0] === "$call") return bytesOf(ground, gateway, entries[0][1] as FunctionCall);
    return Object.fromEntries(entries.map(([key, of]) => [key, filled(of)]));
  };
  return args.map(filled);
}

function bytesOf(ground: Ground, gateway: string, inner: FunctionCall): Hex {
  const { contract } = placeOf(ground, gateway, inner);
  return encodeCall(contract, inner.functionName, argumentsOf(ground, gateway, inner));
}

function named({ world, deployment }: Ground, text: string): string {
  const name = text.slice(1);
  const address =
    name === "gateway"
      ? deployment.gateways.mainchain
      : (deployment.parts.find((part) => part.name === name)?.address ??
        deployment.tokens.mainchain.get(name) ??
        world.accounts[name]);
  if (address !== undefined) return address;
  throw new InputError(`There is nothing named "${name}": no account, token or guard.`);
}
