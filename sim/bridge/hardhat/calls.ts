import { maxUint256 } from "viem";
import type { Address } from "../../core/accounts.ts";
import type { ChainName, Command } from "../port.ts";
import { administrationCall } from "./administration.ts";
import { addressOf, type Call, call, tokenOn } from "./call.ts";
import type { Context } from "./context.ts";
import { isEther, venueApproval, venueCall } from "./venues.ts";

type ChainCommand = Exclude<Command, { verb: "sign" }>;

/** Returns the call that a command stands for. */
export async function callOf(context: Context, command: ChainCommand): Promise<Call> {
  const { sidechain } = context.deployment.gateways;
  const mailbox = (functionName: string, args: readonly unknown[]) =>
    call("sidechain", sidechain, "SidechainGateway", functionName, args);
  const token = (
    on: { readonly chain: ChainName; readonly token: string },
    functionName: string,
    args: readonly unknown[],
  ) => call(on.chain, tokenOn(context, on.chain, on.token), "BridgedToken", functionName, args);
  const account = (name: string) => addressOf(context, name);

  switch (command.verb) {
    case "acknowledgeDeposit":
      return mailbox("depositERC20For", [
        BigInt(command.depositId),
        account(command.owner),
        tokenOn(context, "sidechain", command.token),
        BigInt(command.amount),
      ]);
    case "requestWithdrawal":
      return mailbox("withdrawERC20For", [
        account(command.recipient),
        tokenOn(context, "sidechain", command.token),
        BigInt(command.amount),
      ]);
    case "postSignature":
      return mailbox("submitWithdrawalSignatures", [
        BigInt(command.withdrawalId),
        command.replace,
        await context.bytesOf(command.signature),
      ]);
    case "requestSignatureAgain":
      return mailbox(command.verb, [BigInt(command.withdrawalId)]);
    case "freeze":
    case "unfreeze": {
      const to = tokenOn(context, "mainchain", command.token);
      return call("mainchain", to, "UsdCoin", command.verb, [account(command.account)]);
    }
    case "reissue": {
      const to = tokenOn(context, "mainchain", command.token);
      const accounts = [account(command.account), account(command.recipient)];
      return call("mainchain", to, "IssuedToken", command.verb, accounts);
    }
    case "mint":
      return token(command, "mint", [account(command.account), BigInt(command.amount)]);
    case "approve":
      return token(command, "approve", [account(command.spender), BigInt(command.amount)]);
    case "transfer":
      if (command.chain === "mainchain" && isEther(context.world, command.token))
        return sending(account(command.recipient), BigInt(command.amount));
      return token(command, "transfer", [account(command.recipient), BigInt(command.amount)]);
    case "transferFrom":
      return token(command, "transferFrom", [
        account(command.owner),
        account(command.recipient),
        BigInt(command.amount),
      ]);
    default:
      if ("venue" in command) return venueCall(context, command);
      return "chain" in command && command.chain === "sidechain"
        ? administrationCall(context, command, "SidechainGateway")
        : context.gateway.callOf(command, context.bytesOf);
  }
}

/** Ether to an account, without a call; `contract` says what a refusal is read with. */
const sending = (to: Address, value: bigint): Call => ({
  chain: "mainchain",
  contract: "WrappedEther",
  to,
  data: "0x",
  value,
});

/**
 * Returns the call with which a sender lets a gateway or a venue take a token, where a command needs
 * that: deposits of anything but ether, every request, and what is sold. Wallets ask for it by
 * themselves.
 */
export function approvalFor(context: Context, command: ChainCommand): Call | null {
  if ("venue" in command) return venueApproval(context, command);
  if (command.verb !== "deposit" && command.verb !== "requestWithdrawal") return null;
  if (command.verb === "deposit" && isEther(context.world, command.token)) return null;
  const chain = command.verb === "deposit" ? "mainchain" : "sidechain";
  const gateway = context.deployment.gateways[chain];
  const token = tokenOn(context, chain, command.token);
  return call(chain, token, "BridgedToken", "approve", [gateway, maxUint256]);
}
