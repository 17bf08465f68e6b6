import { concat, encodeFunctionData, zeroAddress } from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, CommandOf, Withdrawal } from "../port.ts";
import {
  administrationCall,
  pairTokens,
  proxyCall,
  readSet,
  setArguments,
} from "./administration.ts";
import { artifact } from "./artifacts.ts";
import { addressOf, asGiven, type Call, call, tokenOn, view } from "./call.ts";
import {
  type BytesOf,
  type Gateway,
  type GatewayCommand,
  type GatewayKind,
  type Ground,
  type Half,
  type Mode,
  notModelled,
} from "./gateway.ts";
import { argument, mintedIn } from "./logs.ts";
import { paymentOf } from "./payment.ts";
import { innerDigest, signedDigest } from "./signing.ts";
import { placeTokens, type Site } from "./site.ts";

const contract = "RoninGatewayV1";

/** `RoninGatewayV1`, and what has its form: the bridge as it was robbed. */
export const roninV1: GatewayKind = { deploy, open };

async function deploy(site: Site, counterparts: ReadonlyMap<string, Address>): Promise<Half> {
  const { world, put, write } = site;
  const registry = await put("Registry", []);
  const validatorSet = await put(world.contracts.validatorSet, setArguments(world));
  const logic = await put(world.contracts.gateway, []);
  const initialization = encodeFunctionData({
    abi: artifact(contract).abi,
    functionName: "initialize",
    args: [registry],
  });
  const gateway = await put("GatewayProxy", [logic, initialization]);
  const tokens = await placeTokens(site, gateway);
  if (world.quorumAuthorizesPay)
    await write("Registry", registry, "updateContract", ["VALIDATOR", validatorSet]);
  const named = new Map([["VALIDATOR", validatorSet]]);
  const symbol = world.tokens.find(({ kind }) => kind === "wrapped")?.symbol;
  const wrapped = symbol === undefined ? undefined : tokens.get(symbol);
  if (wrapped !== undefined) {
    await write("Registry", registry, "updateContract", ["WETH_TOKEN", wrapped]);
    named.set("WETH_TOKEN", wrapped);
  }
  await pairTokens(site, registry, tokens, counterparts);
  return { registry, gateway, validatorSet, tokens, named, logic, parts: [] };
}

function open(ground: Ground): Gateway {
  return {
    contracts: [contract],
    holdsBareEther: false,
    digestOf: (withdrawal, mode) => digestOf(ground, withdrawal, mode),
    // Nothing that V1 has signed names a gateway.
    digestElsewhere: (withdrawal, mode) => digestOf(ground, withdrawal, mode),
    parityOf: (v) => (v % 27 === 0 ? 0 : 1),
    callOf: (command, bytesOf) => callOf(ground, command, bytesOf),
    settle: async (command, { logs }, signersOf) => {
      if (command.verb === "deposit")
        return { result: { depositId: argument(logs, contract, "TokenDeposited", "depositId") } };
      if (command.verb !== "submitWithdrawal") return { result: {} };
      return {
        result: {
          paid: argument(logs, contract, "TokenWithdrew", "number"),
          minted: mintedIn(logs),
          signers: await signersOf(command.withdrawal, command.signatures),
        },
      };
    },
    deposit: (id) => readDeposit(ground, id),
    quorum: () => readSet(ground, "mainchain"),
    epoch: async () => 0,
    initialization: async () => null,
    titleOf: () => undefined,
  };
}

/** The Keccak-256 of tightly packed bytes, in which neither chain nor gateway is, under a mode. */
const digestOf = ({ world, deployment }: Ground, withdrawal: Withdrawal, mode: Mode): Hex =>
  signedDigest(innerDigest(paymentOf(world, deployment, withdrawal)), mode);

function callOf(ground: Ground, command: GatewayCommand, bytesOf: BytesOf): Call | Promise<Call> {
  const { world, deployment } = ground;
  const to = deployment.gateways.mainchain;
  const gateway = (functionName: string, args: readonly unknown[], value = 0n) =>
    call("mainchain", to, contract, functionName, args, value);
  switch (command.verb) {
    case "deposit": {
      const amount = BigInt(command.amount);
      const owner = addressOf(ground, command.owner);
      const kind = world.tokens.find(({ symbol }) => symbol === command.token)?.kind;
      if (kind === "wrapped") return gateway("depositEthFor", [owner], amount);
      return gateway("depositERC20For", [
        owner,
        tokenOn(ground, "mainchain", command.token),
        amount,
      ]);
    }
    case "submitWithdrawal":
      return submission(ground, command, bytesOf);
    case "pause":
    case "unpause":
    case "addValidator":
    case "removeValidator":
    case "updateQuorum":
    case "mapToken":
    case "clearMapToken":
    case "updateContract":
      return administrationCall(ground, command, contract);
    case "sendEther":
      return { chain: "mainchain", contract, to, data: "0x", value: BigInt(command.amount) };
    case "updateProxyTo":
      return proxyCall(ground, command);
    case "initialize":
      if (command.step !== undefined) throw notModelled(world, command);
      return gateway("initialize", [zeroAddress]);
    default:
      throw notModelled(world, command);
  }
}

async function submission(
  ground: Ground,
  command: CommandOf<"submitWithdrawal">,
  bytesOf: BytesOf,
): Promise<Call> {
  const { world, deployment } = ground;
  const { id, user, token, amount } = paymentOf(world, deployment, command.withdrawal);
  const items = await Promise.all(command.signatures.map(bytesOf));
  const list = items.length === 0 ? "0x" : concat(items);
  const args = [id, user, token, amount, list];
  const to = deployment.gateways.mainchain;
  return asGiven(command, call("mainchain", to, contract, "withdrawERC20For", args));
}

async function readDeposit(ground: Ground, id: Amount): Promise<Answer["deposit"]> {
  const { mainchain } = ground.deployment.gateways;
  const [owner, token, , , amount] = await view<[Address, Address, Address, number, bigint]>(
    ground,
    "mainchain",
    contract,
    mainchain,
    "deposits",
    [BigInt(id)],
  );
  if (owner === zeroAddress) return null;
  return {
    owner: ground.nameOf("mainchain", owner),
    token: ground.nameOf("mainchain", token),
    amount: `${amount}`,
  };
}
