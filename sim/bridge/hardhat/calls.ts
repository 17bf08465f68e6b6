import { concat, encodeFunctionData, maxUint256, zeroAddress } from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";
import { invariant } from "../../core/invariant.ts";
import type { ChainName, Command } from "../port.ts";
import { artifact } from "./artifacts.ts";
import type { Context } from "./context.ts";
import { paymentOf } from "./payment.ts";

/** One call of a contract, ready to be sent. */
export type Call = {
  readonly chain: ChainName;
  /** The contract whose function it is. */
  readonly contract: string;
  readonly to: Address;
  readonly data: Hex;
  readonly value: bigint;
};

type ChainCommand = Exclude<Command, { verb: "sign" }>;

/** Returns the call that a command stands for. */
export async function callOf(context: Context, command: ChainCommand): Promise<Call> {
  const { world, deployment } = context;
  const gateway = (chain: ChainName, functionName: string, args: readonly unknown[], value = 0n) =>
    call(
      chain,
      deployment.gateways[chain],
      chain === "mainchain" ? "RoninGatewayV1" : "SidechainGateway",
      functionName,
      args,
      value,
    );
  const validatorSet = (chain: ChainName, functionName: string, args: readonly unknown[]) =>
    call(chain, deployment.validatorSets[chain], "ValidatorSet", functionName, args);
  const registry = (chain: ChainName, functionName: string, args: readonly unknown[]) =>
    call(chain, deployment.registries[chain], "Registry", functionName, args);
  const token = (
    on: { readonly chain: ChainName; readonly token: string },
    functionName: string,
    args: readonly unknown[],
  ) => call(on.chain, tokenOn(context, on.chain, on.token), "BridgedToken", functionName, args);
  const account = (name: string) => addressOf(context, name);

  switch (command.verb) {
    case "deposit": {
      const token = world.tokens.find(({ symbol }) => symbol === command.token);
      const amount = BigInt(command.amount);
      if (token?.kind === "wrapped")
        return gateway("mainchain", "depositEthFor", [account(command.owner)], amount);
      const args = [account(command.owner), tokenOn(context, "mainchain", command.token), amount];
      return gateway("mainchain", "depositERC20For", args);
    }
    case "acknowledgeDeposit":
      return gateway("sidechain", "depositERC20For", [
        BigInt(command.depositId),
        account(command.owner),
        tokenOn(context, "sidechain", command.token),
        BigInt(command.amount),
      ]);
    case "requestWithdrawal":
      return gateway("sidechain", "withdrawERC20For", [
        account(command.recipient),
        tokenOn(context, "sidechain", command.token),
        BigInt(command.amount),
      ]);
    case "postSignature":
      return gateway("sidechain", "submitWithdrawalSignatures", [
        BigInt(command.withdrawalId),
        command.replace,
        await context.bytesOf(command.signature),
      ]);
    case "submitWithdrawal": {
      const { id, user, token, amount } = paymentOf(world, deployment, command.withdrawal);
      const items = await Promise.all(command.signatures.map(context.bytesOf));
      const args = [id, user, token, amount, joined(items)];
      const made = gateway("mainchain", "withdrawERC20For", args);
      if (command.calldata !== undefined && command.calldata !== made.data)
        throw new InputError(
          `The calldata of withdrawal ${command.withdrawal.id} says something else than the fields beside it; the whole call would be ${made.data}.`,
        );
      return made;
    }
    case "pause":
    case "unpause":
      return gateway(command.chain, command.verb, []);
    case "addValidator":
      return validatorSet(command.chain, "addValidators", [[account(command.validator)]]);
    case "removeValidator":
      return validatorSet(command.chain, "removeValidator", [account(command.validator)]);
    case "updateQuorum":
      return validatorSet(command.chain, "updateQuorum", [
        command.quorum.numerator,
        command.quorum.denominator,
      ]);
    case "freeze":
    case "unfreeze": {
      const to = tokenOn(context, "mainchain", command.token);
      return call("mainchain", to, "UsdCoin", command.verb, [account(command.account)]);
    }
    case "requestSignatureAgain":
      return gateway("sidechain", command.verb, [BigInt(command.withdrawalId)]);
    case "sendEther":
      return {
        chain: "mainchain",
        contract: "RoninGatewayV1",
        to: deployment.gateways.mainchain,
        data: "0x",
        value: BigInt(command.amount),
      };
    case "mint":
      return token(command, "mint", [account(command.account), BigInt(command.amount)]);
    case "approve":
      return token(command, "approve", [account(command.spender), BigInt(command.amount)]);
    case "transfer":
      return token(command, "transfer", [account(command.recipient), BigInt(command.amount)]);
    case "transferFrom":
      return token(command, "transferFrom", [
        account(command.owner),
        account(command.recipient),
        BigInt(command.amount),
      ]);
    case "mapToken":
      return registry(command.chain, "mapToken", [
        tokenOn(context, "mainchain", command.token),
        tokenOn(context, "sidechain", command.token),
      ]);
    case "clearMapToken":
      return registry(command.chain, "clearMapToken", [
        tokenOn(context, command.chain, command.token),
      ]);
    case "updateContract":
      return registry(command.chain, "updateContract", [
        command.name,
        command.isSet
          ? (deployment.named[command.chain].get(command.name) ?? zeroAddress)
          : zeroAddress,
      ]);
    case "updateProxyTo": {
      const logic = command.account === null ? deployment.logic : account(command.account);
      const to = deployment.gateways.mainchain;
      return call("mainchain", to, "GatewayProxy", "updateProxyTo", [logic]);
    }
    case "initialize":
      return gateway("mainchain", "initialize", [zeroAddress]);
  }
}

/**
 * Returns the call with which a sender lets a gateway take a token, where a command needs that:
 * deposits of anything but ether, and every request. Wallets ask for it by themselves.
 */
export function approvalFor(context: Context, command: ChainCommand): Call | null {
  if (command.verb !== "deposit" && command.verb !== "requestWithdrawal") return null;
  const { tokens } = context.world;
  const isEther = tokens.find(({ symbol }) => symbol === command.token)?.kind === "wrapped";
  if (command.verb === "deposit" && isEther) return null;
  const chain = command.verb === "deposit" ? "mainchain" : "sidechain";
  const gateway = context.deployment.gateways[chain];
  const token = tokenOn(context, chain, command.token);
  return call(chain, token, "BridgedToken", "approve", [gateway, maxUint256]);
}

/** Returns where a token stands on a chain. */
export function tokenOn({ deployment }: Context, chain: ChainName, symbol: string): Address {
  const address = deployment.tokens[chain].get(symbol);
  invariant(address, `The world has a token "${symbol}" on the ${chain}.`);
  return address;
}

/** Returns the address of an account of the world. */
export function addressOf({ world }: Context, name: string): Address {
  const address = world.accounts[name];
  invariant(address, `The world has an account "${name}".`);
  return address;
}

/** Joins signature items; a list of none is no bytes. */
const joined = (items: readonly Hex[]): Hex => (items.length === 0 ? "0x" : concat(items));

function call(
  chain: ChainName,
  to: Address,
  contract: string,
  functionName: string,
  args: readonly unknown[],
  value = 0n,
): Call {
  const data = encodeFunctionData({ abi: artifact(contract).abi, functionName, args });
  return { chain, contract, to, data, value };
}
