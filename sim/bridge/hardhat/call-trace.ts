import { type Abi, decodeFunctionData } from "viem";
import type { Hex } from "../../core/accounts.ts";
import type { ChainName } from "../port.ts";
import { artifact, knownContracts } from "./artifacts.ts";
import type { Context } from "./context.ts";
import { type Frame, frameOf } from "./frames.ts";
import { refusalOf } from "./refusal.ts";

/** The precompile that recovers signers. */
const ecrecover = `0x${"1".padStart(40, "0")}`;

/** Returns the calls of a transaction, decoded, a line each, indented by depth. */
export async function callsOf(
  context: Context,
  chain: ChainName,
  hash: Hex,
): Promise<readonly string[]> {
  return linesOf(context, chain, await frameOf(context.deployment.chains[chain].request, hash), 0);
}

function linesOf(
  context: Context,
  chain: ChainName,
  frame: Frame,
  depth: number,
): readonly string[] {
  const isRecovery = frame.to === ecrecover;
  const to = isRecovery || frame.to === undefined ? "" : `${context.nameOf(chain, frame.to)}.`;
  const what = isRecovery ? "ecrecover" : describe(context, chain, frame.input);
  const refused =
    frame.error === undefined
      ? ""
      : ` reverts: ${refusalOf(context, frame.output ?? "0x", context.gateway.contracts[0], chain).name}`;
  const value =
    frame.value === undefined || BigInt(frame.value) === 0n
      ? ""
      : ` with ${BigInt(frame.value)} wei`;
  const line = `${"  ".repeat(depth)}${frame.type} ${to}${what}${value}, ${Number(frame.gasUsed)} gas${refused}`;
  return [line, ...(frame.calls ?? []).flatMap((call) => linesOf(context, chain, call, depth + 1))];
}

/** Writes a call's function and arguments, with names for addresses. */
function describe(context: Context, chain: ChainName, input: Hex): string {
  if (input === "0x") return "receive()";
  for (const name of [...context.gateway.contracts, ...knownContracts]) {
    const decoded = decode(artifact(name).abi, input);
    if (decoded === undefined) continue;
    const args = decoded.args.map((value) => write(context, chain, value)).join(", ");
    return `${decoded.functionName}(${args})`;
  }
  return input.slice(0, 10);
}

function decode(abi: Abi, data: Hex) {
  try {
    const { functionName, args } = decodeFunctionData({ abi, data });
    return { functionName, args: (args ?? []) as readonly unknown[] };
  } catch {
    return undefined;
  }
}

function write(context: Context, chain: ChainName, value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((member) => write(context, chain, member)).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.values(value)
      .map((member) => write(context, chain, member))
      .join(", ")}}`;
  const text = String(value);
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return text;
  const name = context.nameOf(chain, text);
  return name === "stranger" ? text : name;
}
