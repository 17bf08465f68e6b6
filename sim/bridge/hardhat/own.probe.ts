import type { CommandOf } from "../port.ts";
import { addressOf } from "./call.ts";
import { callOf } from "./calls.ts";
import type { Chain } from "./chain.ts";
import type { Context } from "./context.ts";

/** `idle`: a call went through, and changed nothing. */
export type Probed = "refused" | "idle" | "changed";

/**
 * Makes a call of a gateway's part, and tells whether it changed anything.
 *
 * @param at When, in seconds since 1970.
 */
export async function probe(
  context: Context,
  command: CommandOf<"call">,
  at: number,
): Promise<Probed> {
  const { mainchain } = context.deployment.chains;
  const { to, data } = await callOf(context, command);
  const sent = await mainchain.send({ from: addressOf(context, command.sender), to, data }, at);
  if (sent.reverted !== null) return "refused";
  return (await hasWritten(mainchain, sent.mined?.hash)) ? "changed" : "idle";
}

const writes = new Set(["SSTORE", "CALL", "DELEGATECALL", "CALLCODE", "CREATE", "CREATE2"]);

async function hasWritten(chain: Chain, hash: string | undefined): Promise<boolean> {
  const options = { disableStack: true, disableMemory: true, disableStorage: true };
  const { structLogs } = (await chain.request("debug_traceTransaction", [hash, options])) as {
    readonly structLogs: readonly { readonly op: string }[];
  };
  return structLogs.some(({ op }) => writes.has(op));
}
