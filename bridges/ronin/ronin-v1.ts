import {
  type BridgeContract,
  type BridgeWithdrawal,
  defineBridge,
  type QuorumSet,
} from "five-of-nine";
import { concat, encodeFunctionData, encodePacked, hashMessage, keccak256, parseAbi } from "viem";
import { expect } from "./expect.ts";

type Place = {
  readonly vault: `0x${string}`;
  readonly token: `0x${string}`;
  readonly money: BridgeContract;
  readonly gateway: BridgeContract;
  readonly validators: BridgeContract;
};

/** Where our own contracts are, compiled. */
const compiled = (folder: string, name: string) =>
  `artifacts/contracts/${folder}/${name}.sol/${name}.json`;

/** The usual prefix, in which a list of signatures says that it was signed. */
const mode = "0x01";

/** What stands for the token on the sidechain, where nothing happens here. */
const counterpart = `0x${"5c".repeat(20)}`;

const inner = (token: `0x${string}`, { id, recipient, amount }: BridgeWithdrawal) =>
  keccak256(
    encodePacked(
      ["string", "uint256", "address", "address", "uint256"],
      ["withdrawERC20", id, recipient, token, amount],
    ),
  );

/** Returns the members of a set whom another does not have. */
const without = ({ members }: QuorumSet, others: QuorumSet) => {
  const known = new Set(others.members.map(({ address }) => address));
  return members.map(({ address }) => address).filter((address) => !known.has(address));
};

/** Whether a set can be said at all: validators are a set, each with one vote. */
const isSayable = ({ members }: QuorumSet) =>
  members.length > 0 &&
  new Set(members.map(({ address }) => address)).size === members.length &&
  members.every(({ weight }) => weight === 1n);

/** The bridge as it was robbed in 2022: five of nine votes, and no delay. */
export default defineBridge<Place>({
  name: "Ronin's bridge of 2022 (V1)",
  claims: {
    weights: false,
    extraSignatures: "taken",
    retained: 0,
    rotationDelay: 0,
    holdDelay: 0,
  },
  expect,
  async deploy({ quorum, token, put, send }) {
    const registry = await put(compiled("ronin", "Registry"));
    const validators = await put(compiled("ronin", "ValidatorSet"), [
      quorum.members.map(({ address }) => address),
      quorum.threshold,
      quorum.members.length,
    ]);
    const logic = await put(compiled("ronin", "RoninGatewayV1"));
    const initialization = encodeFunctionData({
      abi: parseAbi(["function initialize(address)"]),
      args: [registry.address],
    });
    const proxy = await put(compiled("ronin", "GatewayProxy"), [logic.address, initialization]);
    const from = "admin";
    for (const [name, address] of [
      ["VALIDATOR", validators.address],
      // No ether is paid here, but the gateway looks for what wraps it.
      ["WETH_TOKEN", counterpart],
    ])
      await send(registry.call("updateContract", [name, address], { from }));
    await send(registry.call("mapToken", [token.address, counterpart], { from }));
    const gateway = proxy.as(logic);
    return { gateway, validators, money: token, token: token.address, vault: gateway.address };
  },
  deposit: ({ gateway, money, vault, token }, amount) => [
    money.call("approve", [vault, amount], { from: "depositor" }),
    gateway.call("depositERC20", [token, amount], { from: "depositor" }),
  ],
  digest: ({ token }, withdrawal) => hashMessage({ raw: inner(token, withdrawal) }),
  submit: ({ gateway, token }, { id, recipient, amount }, { signatures }) => [
    gateway.call("withdrawERC20For", [
      id,
      recipient,
      token,
      amount,
      concat(["0x", ...signatures.flatMap(({ signature }) => [mode, signature] as const)]),
    ]),
  ],
  pause: ({ gateway }) => [gateway.call("pause", [], { from: "admin" })],
  unpause: ({ gateway }) => [gateway.call("unpause", [], { from: "admin" })],
  // The quorum first, which refuses the most; then those who come, then those who go.
  rotate: ({ validators }, next, { set }) =>
    isSayable(next)
      ? [
          validators.call("updateQuorum", [next.threshold, next.members.length], { from: "admin" }),
          validators.call("addValidators", [without(next, set)], { from: "admin" }),
          ...without(set, next).map((gone) =>
            validators.call("removeValidator", [gone], { from: "admin" }),
          ),
        ]
      : null,
});
