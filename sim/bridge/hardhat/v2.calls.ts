import { zeroAddress } from "viem";
import type { Address } from "../../core/accounts.ts";
import type { CommandOf } from "../port.ts";
import { proxyCall } from "./administration.ts";
import { addressOf, asGiven, type Call, call, tokenOn, view } from "./call.ts";
import { type BytesOf, type GatewayCommand, type Ground, notModelled } from "./gateway.ts";
import { typedSignatures } from "./typed.ts";
import { infoOf, receiptOf } from "./v2.receipt.ts";
import { initializeCall, upgradeCall } from "./v2.upgrade.ts";

const contract = "RoninGatewayV2";

/** Asks the gateway of a ground what it shows to anybody. */
export const askV2 = <T>(
  ground: Ground,
  functionName: string,
  args: readonly unknown[] = [],
): Promise<T> =>
  view<T>(ground, "mainchain", contract, ground.deployment.gateways.mainchain, functionName, args);

export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };
type Operator = { readonly account: Address; readonly weight: bigint };

/** Returns the call of V2, or of the enforcer that may pause it, that a command stands for. */
export async function callV2(
  ground: Ground,
  command: GatewayCommand,
  bytesOf: BytesOf,
): Promise<Call> {
  const { world, deployment } = ground;
  const to = deployment.gateways.mainchain;
  const gateway = (functionName: string, args: readonly unknown[], value = 0n) =>
    call("mainchain", to, contract, functionName, args, value);
  switch (command.verb) {
    case "deposit": {
      const kind = world.tokens.find(({ symbol }) => symbol === command.token)?.kind;
      const isEther = kind === "wrapped";
      const request = {
        recipientAddr: addressOf(ground, command.owner),
        tokenAddr: isEther ? zeroAddress : tokenOn(ground, "mainchain", command.token),
        info: infoOf(command.amount),
      };
      return gateway("requestDepositFor", [request], isEther ? BigInt(command.amount) : 0n);
    }
    case "submitWithdrawal": {
      const signatures = await typedSignatures(command.signatures, bytesOf);
      const receipt = receiptOf(ground, command.withdrawal);
      return asGiven(command, gateway("submitWithdrawal", [receipt, signatures]));
    }
    case "unlock":
      return gateway("unlockWithdrawal", [receiptOf(ground, command.withdrawal)]);
    case "pause":
    case "unpause":
      return switchCall(ground, command);
    case "addValidator":
    case "removeValidator":
      return gateway("replaceOperators", [await operatorsAfter(ground, command)]);
    case "updateQuorum":
      return gateway("setQuorums", [
        command.quorum,
        await askV2<Fraction>(ground, "highTierQuorum"),
      ]);
    case "sendEther":
      return { chain: "mainchain", contract, to, data: "0x", value: BigInt(command.amount) };
    case "mapToken":
    case "clearMapToken": {
      const isMapped = command.verb === "mapToken";
      const counterpart = isMapped ? tokenOn(ground, "sidechain", command.token) : zeroAddress;
      return gateway("mapToken", [tokenOn(ground, "mainchain", command.token), counterpart]);
    }
    case "updateProxyTo":
      return proxyCall(ground, command);
    case "upgradeToAndCall":
      return upgradeCall(ground, command);
    case "initialize":
      return initializeCall(ground, command);
    default:
      throw notModelled(world, command);
  }
}

/** The administrator stops and starts the gateway itself; sentries do so by way of the enforcer. */
function switchCall(
  { world, deployment }: Ground,
  { verb, sender }: CommandOf<"pause"> | CommandOf<"unpause">,
): Call {
  const [enforcer] = deployment.parts;
  const isSentry = world.roninV2?.pausers.includes(sender) ?? false;
  if (enforcer === undefined || !isSentry || sender === world.admin)
    return call("mainchain", deployment.gateways.mainchain, contract, verb, []);
  const trigger = verb === "pause" ? "triggerPause" : "triggerUnpause";
  return call("mainchain", enforcer.address, "PauseEnforcer", trigger, []);
}

/** Returns the operators that there are once one has come, weighing one as all do, or has gone. */
async function operatorsAfter(
  ground: Ground,
  { verb, validator }: CommandOf<"addValidator"> | CommandOf<"removeValidator">,
): Promise<readonly Operator[]> {
  const operators = await askV2<readonly Operator[]>(ground, "operators");
  const account = addressOf(ground, validator);
  return verb === "addValidator"
    ? [...operators, { account, weight: 1n }]
    : operators.filter((one) => one.account.toLowerCase() !== account.toLowerCase());
}
