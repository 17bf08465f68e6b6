import {
  concat,
  getBytes,
  hashMessage,
  Interface,
  keccak256,
  recoverAddress,
  SigningKey,
  solidityPackedKeccak256,
  toBeHex,
  toUtf8Bytes,
} from "ethers";
import type { Command, Outcome, Signature, Withdrawal, World } from "../../sim/bridge/port.ts";
import { privateKeyOf } from "../../sim/core/accounts.ts";

/** The order of the curve's group (SEC 2, section 2.4.1). */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const gateway = new Interface([
  "function withdrawERC20For(uint256 id, address user, address token, uint256 amount, bytes signatures)",
  "event TokenWithdrew(uint256 indexed id, address indexed owner, address indexed token, uint256 number)",
]);

type Sent = {
  readonly input: string;
  readonly logs: readonly { readonly topics: readonly string[]; readonly data: string }[];
};

/**
 * What ethers has against a payment as the chain saw it; nothing if all is well. It hashes the
 * digests and signs them again, recovers who signed, and decodes the call and the log.
 */
export function faultsOf(
  world: World,
  command: Command & { verb: "submitWithdrawal" },
  outcome: Outcome & { status: "ok" },
  { input, logs }: Sent,
): readonly string[] {
  const { withdrawal, signatures } = command;
  const faults: string[] = [];
  const hold = (what: string, found: unknown, expected: unknown) => {
    if (String(found) !== String(expected)) faults.push(`${what}: ${found}, not ${expected}`);
  };
  const expected = signatures.map((signature) => itemOf(world, signature));
  const call = gateway.parseTransaction({ data: input });
  hold("signatures", call?.args.signatures, concat(expected));
  hold("id", call?.args.id, withdrawal.id);
  hold("amount", call?.args.amount, withdrawal.amount);
  hold("user", call?.args.user.toLowerCase(), world.accounts[withdrawal.recipient]);
  const signers = expected.map((item) => signerOf(world, item, withdrawal));
  hold("signers", signers, outcome.result.signers);
  const said = logs.flatMap((log) => {
    const found = gateway.parseLog({ topics: [...log.topics], data: log.data });
    return found === null ? [] : [found.args];
  });
  hold("logs", said.length, 1);
  hold("paid", said[0]?.number, outcome.result.paid);
  hold("owner", said[0]?.owner.toLowerCase(), world.accounts[withdrawal.recipient]);
  return faults;
}

function digestOf(world: World, withdrawal: Withdrawal, mode: number): string {
  const { id, token, recipient, amount } = withdrawal;
  const at = world.tokens.find(({ symbol }) => symbol === token)?.address;
  const inner = solidityPackedKeccak256(
    ["string", "uint256", "address", "address", "uint256"],
    ["withdrawERC20", id, world.accounts[recipient], at, amount],
  );
  if (mode === 0) return inner;
  if (mode === 1) return hashMessage(getBytes(inner));
  return keccak256(concat([toUtf8Bytes("\x19Ethereum Signed Message:\n\x20"), inner]));
}

function itemOf(world: World, signature: Signature): string {
  if ("bytes" in signature) return signature.bytes;
  const { signer, over, mode, form } = signature;
  const key = new SigningKey(privateKeyOf(world.seed, signer));
  const { r, s, yParity } = key.sign(digestOf(world, over, mode));
  const isMirrored = form === "mirrored";
  const parity = isMirrored ? 1 - yParity : yParity;
  return concat([
    toBeHex(mode, 1),
    r,
    isMirrored ? toBeHex(order - BigInt(s), 32) : s,
    toBeHex(form === "parity" ? parity : 27 + parity, 1),
  ]);
}

function signerOf(world: World, item: string, withdrawal: Withdrawal): string {
  const bytes = getBytes(item);
  const v = bytes[65] ?? 0;
  const digest = digestOf(world, withdrawal, bytes[0] ?? 0);
  const [r, s] = [BigInt(concat([bytes.slice(1, 33)])), BigInt(concat([bytes.slice(33, 65)]))];
  // ethers takes no s above half of the order; its mirror belongs to the same signer.
  const isHigh = s > order / 2n;
  const parity = (v < 27 ? v : v - 27) ^ (isHigh ? 1 : 0);
  const address = recoverAddress(digest, {
    r: toBeHex(r, 32),
    s: toBeHex(isHigh ? order - s : s, 32),
    v: 27 + parity,
  }).toLowerCase();
  return Object.keys(world.accounts).find((name) => world.accounts[name] === address) ?? "stranger";
}
