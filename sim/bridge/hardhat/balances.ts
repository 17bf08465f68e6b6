import type { Address } from "../../core/accounts.ts";
import type { Amount } from "../../core/units.ts";
import type { Balance, ChainName, Command } from "../port.ts";
import { hasBridge, venueBalances, venueIn } from "../venue.ts";
import { encodeCall } from "./abi.ts";
import { addressOf, tokenOn, view } from "./call.ts";
import type { Context } from "./context.ts";
import { coinOf, placeOf } from "./venues.ts";

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
    case "submitWithdrawal":
    case "release": {
      const { recipient, token } = command.withdrawal;
      return read("mainchain", [recipient, "vault", "supply"], token);
    }
    case "unlock": {
      const { recipient, token } = command.withdrawal;
      return read("mainchain", [recipient, command.sender, "vault", "supply"], token);
    }
    case "sendEther": {
      const ether = context.world.tokens.find(({ kind }) => kind === "wrapped");
      return read("mainchain", [command.sender, "vault", "supply"], ether?.symbol ?? "");
    }
    case "reissue":
      return read("mainchain", [command.account, command.recipient, "supply"], command.token);
    case "exchangeDeposit":
    case "exchangeWithdraw":
    case "returnBlocked":
    case "swap":
    case "mix":
    case "unmix": {
      const lists = venueBalances(context.world, command).map(({ accounts, token }) =>
        read("mainchain", accounts, token),
      );
      return (await Promise.all(lists)).flat();
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
 * is. The wallets of the mainchain's own currency hold it bare, and so does the vault of some
 * gateways, where others hold it wrapped; its supply is what is wrapped. Who takes no ether may
 * have been paid in wrapped ether, and owns both.
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
  const { world, deployment, gateway } = context;
  const kind = world.tokens.find(({ symbol }) => symbol === token)?.kind;
  if (chain === "mainchain" && kind === "absent") return "0";
  const isOfBridge = chain === "sidechain" || account === "vault";
  if (isOfBridge && !hasBridge(world)) return "0";
  const node = venueIn(account);
  if (node !== null && node.account !== null)
    return owedTo(context, node.name, node.account, token);
  const isGateway = account === "vault" || account === "locked";
  const isEther = chain === "mainchain" && kind === "wrapped";
  const isBare = isEther && account !== "supply" && (!isGateway || gateway.holdsBareEther);
  const owner = ownerOf(context, chain, account);
  const inTokens = () => tokensOf(context, chain, token, owner);
  if (!isBare) return `${await inTokens()}`;
  const isRefuser = world.refusesEther?.includes(account) ?? false;
  // Both are asked for at once: who puts off asking would be told of a later time.
  const [wei, wrapped] = await Promise.all([
    deployment.chains.mainchain.balanceOf(owner as Address),
    isRefuser ? inTokens() : 0n,
  ]);
  return `${wei + wrapped}`;
}

/** Returns whose balance it is; `null`: everybody's. */
function ownerOf(context: Context, chain: ChainName, account: string): Address | null {
  if (account === "supply") return null;
  if (account === "vault" || account === "locked") return context.deployment.gateways[chain];
  const node = venueIn(account);
  if (node !== null) return placeOf(context, node.name);
  return addressOf(context, account);
}

/** Returns what an exchange owes an account. */
async function owedTo(
  context: Context,
  exchange: string,
  account: string,
  token: string,
): Promise<Amount> {
  const asked = [addressOf(context, account), coinOf(context, token)];
  const there = placeOf(context, exchange);
  return `${await view<bigint>(context, "mainchain", "Exchange", there, "owed", asked)}`;
}

async function tokensOf(
  context: Context,
  chain: ChainName,
  token: string,
  owner: Address | null,
): Promise<bigint> {
  const data =
    owner === null
      ? encodeCall("BridgedToken", "totalSupply")
      : encodeCall("BridgedToken", "balanceOf", [owner]);
  return BigInt(await context.deployment.chains[chain].call(tokenOn(context, chain, token), data));
}
