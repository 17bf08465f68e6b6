import type { Amount } from "../../core/units.ts";
import type { Withdrawal } from "../port.ts";
import { addressOf, tokenOn } from "./call.ts";
import type { Ground } from "./gateway.ts";
import type { TypedForm } from "./typed.ts";

/** What operators sign: a receipt, in the domain of chain and gateway. */
export const receiptForm = (ground: Ground): TypedForm => ({
  domain: {
    name: "MainchainGatewayV2",
    version: "2",
    chainId: ground.world.chainIds.mainchain,
    verifyingContract: ground.deployment.gateways.mainchain,
  },
  primaryType: "Receipt",
  types: {
    Receipt: [
      { name: "id", type: "uint256" },
      { name: "kind", type: "uint8" },
      { name: "mainchain", type: "TokenOwner" },
      { name: "ronin", type: "TokenOwner" },
      { name: "info", type: "TokenInfo" },
    ],
    TokenOwner: [
      { name: "addr", type: "address" },
      { name: "tokenAddr", type: "address" },
      { name: "chainId", type: "uint256" },
    ],
    TokenInfo: [
      { name: "erc", type: "uint8" },
      { name: "id", type: "uint256" },
      { name: "quantity", type: "uint256" },
    ],
  },
  messageOf: (withdrawal) => receiptOf(ground, withdrawal),
});

/** A withdrawal (kind 1) as it is signed. Its owner on the sidechain is taken to be the recipient. */
export function receiptOf(ground: Ground, { id, token, recipient, amount }: Withdrawal) {
  const { mainchain, sidechain } = ground.world.chainIds;
  const addr = addressOf(ground, recipient);
  return {
    id: BigInt(id),
    kind: 1,
    mainchain: { addr, tokenAddr: tokenOn(ground, "mainchain", token), chainId: BigInt(mainchain) },
    ronin: { addr, tokenAddr: tokenOn(ground, "sidechain", token), chainId: BigInt(sidechain) },
    info: infoOf(amount),
  };
}

/** What is moved: an amount of an ERC-20 token. */
export const infoOf = (amount: Amount) => ({ erc: 0, id: 0n, quantity: BigInt(amount) });
