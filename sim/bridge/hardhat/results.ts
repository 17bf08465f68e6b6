import { signBlinded } from "../note.ts";
import type { Command } from "../port.ts";
import type { Sent } from "./chain.ts";
import type { Context } from "./context.ts";
import type { Settled } from "./gateway.ts";
import { argument, find } from "./logs.ts";
import { signersIn } from "./signers.ts";

const nothing: Settled = { result: {} };

/** Returns what came of a command whose transaction went through. */
export async function settle(
  context: Context,
  command: Exclude<Command, { verb: "sign" }>,
  sent: Sent,
): Promise<Settled> {
  const { logs } = sent;
  switch (command.verb) {
    case "acknowledgeDeposit": {
      const credited = find(logs, "SidechainGateway", "TokenDeposited") !== undefined;
      return { result: { credited } };
    }
    case "requestWithdrawal":
      return {
        result: { withdrawalId: argument(logs, "SidechainGateway", "TokenWithdrew", "id") },
      };
    case "reissue": {
      const made = find(logs, "IssuedToken", "Reissued")?.amount ?? 0n;
      return { result: { reissued: `${made as bigint}` } };
    }
    case "returnBlocked":
      return { result: { returned: argument(logs, "Exchange", "Returned", "amount") } };
    case "swap":
      return { result: { bought: argument(logs, "ConstantProductPool", "Swapped", "bought") } };
    case "mix": {
      const { venue, blinded } = command;
      return { result: { blindSignature: signBlinded(context.world, venue, blinded) } };
    }
    case "exchangeDeposit":
    case "exchangeWithdraw":
    case "blockAccount":
    case "unblockAccount":
    case "unmix":
    case "postSignature":
    case "requestSignatureAgain":
    case "freeze":
    case "unfreeze":
    case "mint":
    case "approve":
    case "transfer":
    case "transferFrom":
      return nothing;
    default:
      if ("chain" in command && command.chain === "sidechain") return nothing;
      return context.gateway.settle(command, sent, signersIn(context));
  }
}
