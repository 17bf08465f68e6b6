import type { Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";
import type { CommandOf } from "../port.ts";
import { addressOf, asGiven, type Call, call, tokenOn } from "./call.ts";
import { type BytesOf, type GatewayCommand, type Ground, notModelled } from "./gateway.ts";
import { functionCall } from "./guarded.function.ts";
import { structOf } from "./guarded.withdrawal.ts";
import { typedSignatures } from "./typed.ts";

const contract = "GuardedGateway";

/** Who signed what is held, as the gateway told: it keeps the hash alone. */
export type Quorum = {
  readonly signers: readonly Hex[];
  readonly weights: readonly bigint[];
  readonly weight: bigint;
  readonly total: bigint;
  readonly minimum: bigint;
};

/** What a release gives of what is not held; it is refused before anybody looks at this. */
const noQuorum: Quorum = { signers: [], weights: [], weight: 0n, total: 0n, minimum: 0n };

/** `Scope` and its subject: everything, or a token by its address. */
const scopeOf = (ground: Ground, token: string | undefined): readonly [number, bigint] =>
  token === undefined ? [0, 0n] : [1, BigInt(tokenOn(ground, "mainchain", token))];

/**
 * Returns the call of a guarded gateway, or of a guard of its, that a command stands for.
 *
 * @param quorum Who signed the withdrawal that the command is about, where it is held.
 * @param stack What is in the stack by now, and its version; as it was set up when left out.
 */
export async function callGuarded(
  ground: Ground,
  command: GatewayCommand,
  bytesOf: BytesOf,
  quorum: Quorum = noQuorum,
  stack: Stack = stackOf(ground),
): Promise<Call> {
  const { world, deployment } = ground;
  const to = deployment.gateways.mainchain;
  const gateway = (functionName: string, args: readonly unknown[], value = 0n) =>
    call("mainchain", to, contract, functionName, args, value);
  switch (command.verb) {
    case "deposit": {
      const amount = BigInt(command.amount);
      const owner = addressOf(ground, command.owner);
      const kind = world.tokens.find(({ symbol }) => symbol === command.token)?.kind;
      if (kind === "wrapped") return gateway("depositEtherFor", [owner], amount);
      return gateway("depositFor", [owner, tokenOn(ground, "mainchain", command.token), amount]);
    }
    case "submitWithdrawal": {
      const signatures = await typedSignatures(command.signatures, bytesOf);
      const args = [structOf(ground, command.withdrawal), signatures, noProofs(stack)];
      return asGiven(command, gateway("submit", args));
    }
    case "release":
      return gateway("release", [structOf(ground, command.withdrawal), quorum, noProofs(stack)]);
    case "cancel":
    case "expire":
      return gateway(command.verb, [structOf(ground, command.withdrawal)]);
    case "cancelEpoch":
      return gateway("cancelEpoch", [BigInt(command.epoch)]);
    case "replaceSigner":
      return gateway("replaceSigner", [addressOf(ground, command.signer)]);
    case "raiseQuorum":
      return gateway("raiseQuorum", [command.quorum.numerator, command.quorum.denominator]);
    case "call":
      return functionCall(ground, contract, command);
    case "attest":
      return attestation(ground, command);
    case "pause":
    case "unpause":
      return gateway(command.verb, scopeOf(ground, command.token));
    case "sendEther":
      return { chain: "mainchain", contract, to, data: "0x", value: BigInt(command.amount) };
    default:
      throw notModelled(world, command);
  }
}

/** How many guards a stack has, and which version of it that is. */
export type Stack = { readonly version: bigint; readonly guards: number };

/** The stack that a world was set up with. */
export const stackOf = ({ deployment: { parts } }: Ground): Stack => ({
  version: BigInt(parts.length),
  guards: parts.length,
});

/** No guard here reads a proof. */
const noProofs = ({ version, guards }: Stack) => ({
  stackVersion: version,
  items: Array.from({ length: guards }, (): Hex => "0x"),
});

function attestation(ground: Ground, { withdrawal }: CommandOf<"attest">): Call {
  const guard = ground.deployment.parts.find(({ name }) => name === "backing-attestation");
  if (guard === undefined)
    throw new InputError("There is nothing to attest to: the stack has no backing-attestation.");
  const { sourceChainId, sourceRef, token, recipient, amount } = structOf(ground, withdrawal);
  const args = [sourceChainId, sourceRef, token, recipient, amount];
  return call("mainchain", guard.address, guard.contract, "attest", args);
}
