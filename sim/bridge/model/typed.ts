import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Address, Hex } from "../../core/accounts.ts";
import type { Withdrawal, World } from "../port.ts";
import { epochOf } from "./guarded.book.ts";
import { gatewayOf, sidechainTokenOf } from "./sites.ts";

/** Returns what operators of `RoninGatewayV2` sign of a withdrawal: its receipt as typed data. */
export function receiptDigest(
  world: World,
  withdrawal: Withdrawal,
  gateway = gatewayOf(world),
): Uint8Array {
  const { id, token, amount } = withdrawal;
  const { mainchain, sidechain } = world.chainIds;
  const recipient = accountOf(world, withdrawal);
  const owner = (at: Address, chainId: number) =>
    hashOf([ownerType, word(recipient), word(at), number(chainId)]);
  const info = hashOf([infoType, number(0), number(0), number(amount)]);
  const receipt = hashOf([
    receiptType,
    number(id),
    number(1),
    owner(tokenOf(world, token), mainchain),
    owner(sidechainTokenOf(world, token), sidechain),
    info,
  ]);
  return typedDigest({ world, gateway }, "MainchainGatewayV2", "2", receipt);
}

/** Returns what signers of `GuardedGateway` sign of a withdrawal. */
export function withdrawalDigest(
  world: World,
  withdrawal: Withdrawal,
  gateway = gatewayOf(world),
): Uint8Array {
  const { id, token, amount } = withdrawal;
  const content = hashOf([
    withdrawalType,
    number(id),
    number(world.chainIds.sidechain),
    number(id),
    word(tokenOf(world, token)),
    word(accountOf(world, withdrawal)),
    number(amount),
    number(epochOf(withdrawal)),
    number(0),
  ]);
  return typedDigest({ world, gateway }, "GuardedGateway", "1", content);
}

/** What a gateway's domain makes of a content's hash (EIP-712). */
function typedDigest(
  { world, gateway }: { readonly world: World; readonly gateway: Address },
  name: string,
  version: string,
  content: Uint8Array,
): Uint8Array {
  const domain = hashOf([
    domainType,
    textHash(name),
    textHash(version),
    number(world.chainIds.mainchain),
    word(gateway),
  ]);
  return hashOf([Uint8Array.of(0x19, 0x01), domain, content]);
}

const textHash = (text: string): Uint8Array => keccak_256(utf8ToBytes(text));

const hashOf = (parts: readonly Uint8Array[]): Uint8Array => keccak_256(concatBytes(...parts));

const domainType = textHash(
  "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)",
);
const infoText = "TokenInfo(uint8 erc,uint256 id,uint256 quantity)";
const ownerText = "TokenOwner(address addr,address tokenAddr,uint256 chainId)";
const infoType = textHash(infoText);
const ownerType = textHash(ownerText);
const receiptType = textHash(
  `Receipt(uint256 id,uint8 kind,TokenOwner mainchain,TokenOwner ronin,TokenInfo info)${infoText}${ownerText}`,
);
const withdrawalType = textHash(
  "Withdrawal(uint256 id,uint256 sourceChainId,bytes32 sourceRef,address token,address recipient,uint256 amount,uint64 epoch,uint64 deadline)",
);

const number = (value: string | number): Uint8Array =>
  hexToBytes(BigInt(value).toString(16).padStart(64, "0"));

const word = (address: Hex): Uint8Array => hexToBytes(address.slice(2).padStart(64, "0"));

const accountOf = ({ accounts }: World, { recipient }: Withdrawal): Address =>
  accounts[recipient] ?? "0x";

const tokenOf = ({ tokens }: World, token: string): Address =>
  tokens.find(({ symbol }) => symbol === token)?.address ?? "0x";
