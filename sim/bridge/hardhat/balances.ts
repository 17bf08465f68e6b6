import { encodeFunctionData } from "viem";
import type { Amount } from "../../core/units.ts";
import type { Balance, ChainName, Command } from "../port.ts";
import { artifact } from "./artifacts.ts";
import { addressOf, tokenOn } from "./calls.ts";
import type { Context } from "./context.ts";

/** Reads every balance that a command which went through may have moved. */
export async function balancesAfter(
  context: Context,
  command: Command,
): Promise<readonly Balance[]> {
  const read = (chain: ChainName, accounts: readonly string[], token: string) =>
    Promise.all(accounts.map((account) => readBalance(context, chain, account, token)));
  switch (command.verb) {
    case "deposit":
      return read("mainchain", [command.sender, "vault", "supply"], command.token);
    case "acknowledgeDeposit":
      return read("sidechain", [command.owner, "locked", "supply"], command.token);
    case "requestWithdrawal":
      return read("sidechain", [command.sender, "locked", "supply"], command.token);
    case "submitWithdrawal": {
      const { recipient, token } = command.withdrawal;
      return read("mainchain", [recipient, "vault", "supply"], token);
    }
    case "mint":
      return read(command.chain, [command.account, "supply"], command.token);
    case "transfer":
      return read(command.chain, [command.sender, command.recipient], command.token);
    case "transferFrom":
      return read(command.chain, [command.owner, command.recipient], command.token);
    default:
      return [];
  }
}

/**
 * Reads one balance from a chain. `vault` and `locked` are the gateways'; `supply` is all there
 * is. The wallets of the mainchain's own currency hold it bare, the vault holds it wrapped.
 */
export async function readBalance(
  context: Context,
  chain: ChainName,
  account: string,
  token: string,
): Promise<Balance> {
  return { chain, account, token, amount: await amountOf(context, chain, account, token) };
}

async function amountOf(
  context: Context,
  chain: ChainName,
  account: string,
  token: string,
): Promise<Amount> {
  const { world, deployment } = context;
  const { request, call } = deployment.chains[chain];
  const kind = world.tokens.find(({ symbol }) => symbol === token)?.kind;
  if (chain === "mainchain" && kind === "absent") return "0";
  const isGateway = account === "vault" || account === "locked";
  if (chain === "mainchain" && kind === "wrapped" && !isGateway && account !== "supply") {
    const wei = await request("eth_getBalance", [addressOf(context, account), "latest"]);
    return `${BigInt(wei as string)}`;
  }
  const { abi } = artifact("BridgedToken");
  const owner = isGateway ? deployment.gateways[chain] : world.accounts[account];
  const data =
    account === "supply"
      ? encodeFunctionData({ abi, functionName: "totalSupply" })
      : encodeFunctionData({ abi, functionName: "balanceOf", args: [owner] });
  return `${BigInt(await call(tokenOn(context, chain, token), data))}`;
}
