import { encodeFunctionData, zeroHash } from "viem";
import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import { artifact } from "./artifacts.ts";
import type { Chain } from "./chain.ts";
import type { Deployment } from "./deploy.ts";

/** What came of a call to a guard by somebody who is not its gateway. */
export type Strange = {
  readonly call: string;
  /** `idle`: it went through, and changed nothing. */
  readonly outcome: "refused" | "idle" | "changed";
};

/**
 * Has a stranger make every commit and notification of the first guard in a stack, and tells what
 * came of each.
 *
 * @param at When, in seconds since 1970.
 */
export async function strangerCalls(
  { chains, parts, tokens }: Deployment,
  stranger: Address,
  at: number,
): Promise<readonly Strange[]> {
  const [guard] = parts;
  const token = tokens.mainchain.get("ETH");
  invariant(guard && token, "There is a guard, and ether.");
  const { abi } = artifact(guard.contract);
  const request = requestOf(token, stranger);
  const found: Strange[] = [];
  for (const [call, args] of [
    ["onPaid", [request, "0x"]],
    ["onHeld", [request, "0x"]],
    ["onCancelled", [request.key, token, request.withdrawal.amount]],
    ["onDeposited", [token, stranger, request.withdrawal.amount]],
  ] as const) {
    const data = encodeFunctionData({ abi, functionName: call, args });
    const sent = await chains.mainchain.send({ from: stranger, to: guard.address, data }, at);
    const wrote = sent.reverted === null && (await hasWritten(chains.mainchain, sent.mined?.hash));
    const outcome = sent.reverted !== null ? "refused" : wrote ? "changed" : "idle";
    found.push({ call, outcome });
  }
  return found;
}

const requestOf = (token: Address, account: Address) => ({
  withdrawal: {
    id: 0n,
    sourceChainId: 2020n,
    sourceRef: zeroHash,
    token,
    recipient: account,
    amount: 10n ** 18n,
    epoch: 1n,
    deadline: 0n,
  },
  key: zeroHash,
  quorum: { signers: [account], weights: [1n], weight: 1n, total: 1n, minimum: 1n },
  vault: { balance: 10n ** 24n, held: 0n, isMintable: false },
  phase: 0,
  submitter: account,
  heldSince: 0n,
  notBefore: 0n,
});

const writes = new Set(["SSTORE", "CALL", "DELEGATECALL", "CALLCODE", "CREATE", "CREATE2"]);

async function hasWritten(chain: Chain, hash: string | undefined): Promise<boolean> {
  const options = { disableStack: true, disableMemory: true, disableStorage: true };
  const { structLogs } = (await chain.request("debug_traceTransaction", [hash, options])) as {
    readonly structLogs: readonly { readonly op: string }[];
  };
  return structLogs.some(({ op }) => writes.has(op));
}
