import {
  type BridgeContract,
  type BridgeWithdrawal,
  day,
  defineBridge,
  hour,
  type QuorumSet,
} from "five-of-nine";

type Place = { readonly vault: `0x${string}`; readonly bridge: BridgeContract };

/** A withdrawal and a set as the contract has them. */
const withdrawalOf = ({ id, recipient, amount }: BridgeWithdrawal) => ({ id, recipient, amount });
const quorumOf = ({ members, threshold }: QuorumSet) => [
  members.map(({ address }) => address),
  members.map(({ weight }) => weight),
  threshold,
];

export default defineBridge<Place>({
  name: "HoldingBridge",
  claims: {
    weights: true,
    extraSignatures: "taken",
    retained: 0,
    rotationDelay: day,
    holdDelay: hour,
  },
  // What is not listed is expected to be true.
  expect: {},
  async deploy({ people, quorum, put }) {
    const args = [people.guardian, ...quorumOf(quorum)];
    const bridge = await put("../../contracts/template/HoldingBridge.sol", args);
    return { bridge, vault: bridge.address };
  },
  deposit: ({ vault }, amount) => [{ from: "depositor", to: vault, data: "0x", value: amount }],
  digest: async ({ bridge }, withdrawal) =>
    (await bridge.read("digestOf", [withdrawalOf(withdrawal)])) as `0x${string}`,
  submit: ({ bridge }, withdrawal, { signatures }) => [
    bridge.call("submit", [withdrawalOf(withdrawal), signatures.map(({ signature }) => signature)]),
  ],
  isHeld: async ({ bridge }, { id }) => {
    const [, , status] = (await bridge.read("entries", [id])) as readonly unknown[];
    return status === 1;
  },
  release: ({ bridge }, withdrawal) => [bridge.call("release", [withdrawalOf(withdrawal)])],
  cancel: ({ bridge }, { id }) => [bridge.call("cancel", [id], { from: "guardian" })],
  pause: ({ bridge }) => [bridge.call("pause", [], { from: "guardian" })],
  unpause: ({ bridge }) => [bridge.call("unpause", [], { from: "admin" })],
  rotate: ({ bridge }, next) => [bridge.call("rotate", quorumOf(next), { from: "admin" })],
});
