import { numberToHex } from "viem";
import type { Withdrawal } from "../port.ts";
import { addressOf, tokenOn } from "./call.ts";
import type { Ground } from "./gateway.ts";
import type { TypedForm } from "./typed.ts";

/** The version of the signer set that a new gateway has. */
const firstEpoch = 1;

/** What signers sign: a withdrawal, in the domain of chain and gateway. Its digest is its key. */
export const withdrawalForm = (ground: Ground): TypedForm => ({
  domain: {
    name: "GuardedGateway",
    version: "1",
    chainId: ground.world.chainIds.mainchain,
    verifyingContract: ground.deployment.gateways.mainchain,
  },
  primaryType: "Withdrawal",
  types: {
    Withdrawal: [
      { name: "id", type: "uint256" },
      { name: "sourceChainId", type: "uint256" },
      { name: "sourceRef", type: "bytes32" },
      { name: "token", type: "address" },
      { name: "recipient", type: "address" },
      { name: "amount", type: "uint256" },
      { name: "epoch", type: "uint64" },
      { name: "deadline", type: "uint64" },
    ],
  },
  messageOf: (withdrawal) => structOf(ground, withdrawal),
});

/** A withdrawal as it is signed: the request's number is its reference, and it has no deadline. */
export function structOf(ground: Ground, withdrawal: Withdrawal) {
  const { id, token, recipient, amount, epoch = firstEpoch } = withdrawal;
  return {
    id: BigInt(id),
    sourceChainId: BigInt(ground.world.chainIds.sidechain),
    sourceRef: numberToHex(BigInt(id), { size: 32 }),
    token: tokenOn(ground, "mainchain", token),
    recipient: addressOf(ground, recipient),
    amount: BigInt(amount),
    epoch: BigInt(epoch),
    deadline: 0n,
  };
}
