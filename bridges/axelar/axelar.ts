import {
  type BridgeContract,
  type BridgeWithdrawal,
  defineBridge,
  hour,
  type QuorumSet,
  type Signed,
} from "five-of-nine";
import { encodeAbiParameters, keccak256, parseAbiParameters, toHex } from "viem";
import { expect } from "./expect.ts";

const sdk = "@axelar-network/axelar-gmp-sdk-solidity/artifacts/contracts/gateway";

/** Where the gateway's code is: the bytecode that its makers publish, or a copy with a change. */
export type Parts = { readonly gateway: string; readonly proxy: string; readonly vault: string };

/** The bytecode that npm has, behind its proxy. */
export const published: Parts = {
  gateway: `${sdk}/AxelarAmplifierGateway.sol/AxelarAmplifierGateway.json`,
  proxy: `${sdk}/AxelarAmplifierGatewayProxy.sol/AxelarAmplifierGatewayProxy.json`,
  vault: "./MessageVault.sol",
};

type Place = {
  readonly vault: `0x${string}`;
  readonly gateway: BridgeContract;
  readonly destination: BridgeContract;
};

const retained = 2n;
const rotationDelay = BigInt(hour);

const quorumSet = "((address signer, uint128 weight)[] signers, uint128 threshold, bytes32 nonce)";
const messages =
  "(string sourceChain, string messageId, string sourceAddress, address contractAddress, bytes32 payloadHash)[]";

/** A set as the gateway has it; the number keeps sets of the same members apart. */
const told = ({ members, threshold, number }: QuorumSet) => ({
  signers: members.map(({ address, weight }) => ({ signer: address, weight })),
  threshold,
  nonce: toHex(number, { size: 32 }),
});

const proof = ({ set, signatures }: Signed) => ({
  signers: told(set),
  signatures: signatures.map(({ signature }) => signature),
});

const payloadOf = ({ recipient, amount }: BridgeWithdrawal) =>
  encodeAbiParameters(parseAbiParameters("address, uint256"), [recipient, amount]);

const messageOf = ({ vault }: Pick<Place, "vault">, withdrawal: BridgeWithdrawal) => ({
  sourceChain: "origin",
  messageId: `${withdrawal.id}`,
  sourceAddress: "vault",
  contractAddress: vault,
  payloadHash: keccak256(payloadOf(withdrawal)),
});

/** What a member signs: the domain, the set that it is one of, and what is to be done. */
const digestOf = async ({ gateway }: Place, set: QuorumSet, dataHash: `0x${string}`) =>
  (await gateway.read("messageHashToSign", [
    keccak256(encodeAbiParameters(parseAbiParameters(quorumSet), [told(set)])),
    dataHash,
  ])) as `0x${string}`;

const [approveMessages, rotateSigners] = [0, 1];

/** Axelar's weighted gateway, with a vault behind it that pays what its messages say. */
export const axelar = (parts: Parts = published) =>
  defineBridge<Place>({
    name: "Axelar's weighted gateway",
    claims: {
      weights: true,
      extraSignatures: "refused",
      retained: Number(retained),
      rotationDelay: Number(rotationDelay),
      holdDelay: 0,
    },
    expect,
    async deploy({ chainId, people, quorum, put }) {
      // One for each chain, as Axelar gives them out.
      const domain = keccak256(toHex(`axelar gateway of chain ${chainId}`));
      const logic = await put(parts.gateway, [retained, domain, rotationDelay]);
      const setup = encodeAbiParameters(parseAbiParameters(`address, ${quorumSet}[]`), [
        people.guardian,
        [told(quorum)],
      ]);
      const proxy = await put(parts.proxy, [logic.address, people.admin, setup]);
      const destination = await put(parts.vault, [proxy.address]);
      return { gateway: proxy.as(logic), destination, vault: destination.address };
    },
    deposit: ({ vault }, amount) => [{ from: "depositor", to: vault, data: "0x", value: amount }],
    digest: (place, withdrawal, set) =>
      digestOf(
        place,
        set,
        keccak256(
          encodeAbiParameters(parseAbiParameters(`uint8, ${messages}`), [
            approveMessages,
            [messageOf(place, withdrawal)],
          ]),
        ),
      ),
    // A message that is approved waits until somebody has it executed.
    submit: (place, withdrawal, signed) => [
      place.gateway.call("approveMessages", [[messageOf(place, withdrawal)], proof(signed)]),
    ],
    isHeld: async ({ gateway, vault }, withdrawal) => {
      const message = messageOf({ vault }, withdrawal);
      return (await gateway.read("isMessageApproved", Object.values(message))) === true;
    },
    release: ({ destination }, withdrawal) => [
      destination.call("execute", [
        keccak256(toHex(`origin_${withdrawal.id}`)),
        "origin",
        "vault",
        payloadOf(withdrawal),
      ]),
    ],
    rotationDigest: (place, next, set) =>
      digestOf(
        place,
        set,
        keccak256(
          encodeAbiParameters(parseAbiParameters(`uint8, ${quorumSet}`), [
            rotateSigners,
            told(next),
          ]),
        ),
      ),
    rotate: ({ gateway }, next, signed) => [
      gateway.call("rotateSigners", [told(next), proof(signed)]),
    ],
  });

export default axelar();
