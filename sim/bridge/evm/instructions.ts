import type { Address, Hex } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Asked, Log } from "../hardhat/chain.ts";
import { type Reader, type Writer, writer } from "./bytes.ts";
import { ServerLost } from "./server.ts";

/** `Interpreter.sol`: what a request asks for. */
export const kinds = { run: 0, attempt: 1, end: 3 } as const;

/** What it may ask for beside that, before it: to close a frame, and to open one. */
export const frames = { closes: 16, opens: 32 } as const;

/** `Instructions.sol`: what an instruction begins with. */
const codes = {
  step: 0,
  read: 1,
  balance: 2,
  code: 3,
  setBalance: 4,
  setCode: 5,
  setNonce: 6,
  setChain: 7,
  storage: 8,
  know: 9,
  ifDone: 10,
} as const;

const flags = { logs: 1, decisions: 2, deploys: 4 } as const;

/** What answers begin with: `Instructions.MARK`. */
const mark = 0xfb59a317;

/** A transaction, as the server takes it. */
export type Step = {
  readonly from: Address;
  /** Left out where the data is a contract to deploy. */
  readonly to?: Address;
  readonly data: Hex;
  /** In wei. */
  readonly value: bigint;
  /** Seconds since 1970. */
  readonly at: number;
  /** Whether the guards' answers are wanted if a withdrawal is then held. */
  readonly hears: boolean;
};

/** What came of a step. `too poor`: its sender has not the ether that it brings. */
export type Taken = {
  readonly status: "done" | "reverted" | "too poor";
  /** What was returned; of a contract that was deployed, its address. */
  readonly returned: Hex;
  readonly logs: readonly Log[];
  readonly asked: readonly Asked[];
};

/** An instruction, and how its answer is read. */
export type Instruction<T> = {
  readonly write: (to: Writer) => void;
  readonly read: (from: Reader) => T;
};

const nothing = () => undefined;

/** Takes a step. */
export const step = (taken: Step): Instruction<Taken> => ({
  write: (to) => writeStep(to, taken),
  read: (from) => readTaken(from, taken.hears),
});

function writeStep(to: Writer, { from, to: receiver, data, value, at, hears }: Step): void {
  const isDeployment = receiver === undefined;
  to.byte(codes.step)
    .byte(flags.logs | (hears ? flags.decisions : 0) | (isDeployment ? flags.deploys : 0))
    .hex(from)
    .hex(receiver ?? `0x${"0".repeat(40)}`)
    .uint256(value)
    .uint64(at)
    .uint32((data.length - 2) / 2)
    .hex(data);
}

const statuses = ["done", "reverted", "too poor"] as const;

function readTaken(from: Reader, hears: boolean): Taken {
  const asked = hears ? readAsked(from.part(from.uint32())) : [];
  const status = statuses[from.byte()];
  if (status === undefined) throw new ServerLost("its answer has no such status");
  const returned = from.hex(from.uint32());
  const logs = from.part(from.uint32());
  return { status, returned, asked, logs: status === "done" ? readLogs(logs) : [] };
}

/** An address and the five words of a decision. */
function readAsked(from: Reader): readonly Asked[] {
  const asked: Asked[] = [];
  while (!from.isAtEnd()) asked.push({ address: from.address(), answer: from.hex(160) });
  return asked;
}

/** Reads `(bytes32[] topics, bytes data, address emitter)[]` as the ABI has it. */
function readLogs(from: Reader): readonly Log[] {
  // No place and no length needs more than the end of its word.
  const word = () => {
    from.skip(28);
    return from.uint32();
  };
  // Everything is in the order in which it is pointed to; the pointers themselves are passed over.
  word();
  const count = word();
  from.skip(32 * count);
  return Array.from({ length: count }, () => {
    word();
    word();
    from.skip(12);
    const address = from.address();
    const topics = Array.from({ length: word() }, () => from.hex(32));
    const length = word();
    const data = from.hex(length);
    from.skip((32 - (length % 32)) % 32);
    return { address, topics, data };
  });
}

/** Asks a contract what it shows to anybody. */
export const read = (to: Address, data: Hex): Instruction<Hex> => ({
  write: (writes) =>
    void writes
      .byte(codes.read)
      .hex(to)
      .uint32((data.length - 2) / 2)
      .hex(data),
  read: (from) => {
    from.skip(1);
    return from.hex(from.uint32());
  },
});

/** Reads an account's ether in wei. */
export const balance = (account: Address): Instruction<bigint> => ({
  write: (to) => void to.byte(codes.balance).hex(account),
  read: (from) => from.uint256(),
});

/** Reads the code at an address. */
export const code = (account: Address): Instruction<Hex> => ({
  write: (to) => void to.byte(codes.code).hex(account),
  read: (from) => from.hex(from.uint32()),
});

/** Reads a word of an account's storage. */
export const storage = (account: Address, slot: Hex): Instruction<bigint> => ({
  write: (to) => void to.byte(codes.storage).hex(account).uint256(BigInt(slot)),
  read: (from) => from.uint256(),
});

/** Carries instructions out only if the last step went through; `null` if it did not. */
export const ifDone = <T>(
  instructions: readonly Instruction<T>[],
): Instruction<readonly T[] | null> => ({
  write: (to) => {
    const measured = to.byte(codes.ifDone).measure();
    for (const { write } of instructions) write(to);
    measured();
  },
  read: (from) => (from.byte() === 1 ? instructions.map((each) => each.read(from)) : null),
});

/** A signature, and whose it is, as `ecrecover` has it. */
export type Recovery = {
  readonly digest: Hex;
  readonly v: number;
  readonly r: Hex;
  readonly s: Hex;
  readonly signer: Address;
};

/** `Recoveries.sol`. */
const recoveryFlags = { forgets: 1, checks: 2 } as const;

/**
 * Has `ecrecover` answer with a signer that is known, and not recover him.
 *
 * @param forgets Whether all that was known before is forgotten.
 * @param checks Whether he is recovered once, to see that it is so: the run ends if it is not.
 */
export const know = (
  { digest, v, r, s, signer }: Recovery,
  { forgets, checks }: { readonly forgets: boolean; readonly checks: boolean },
): Instruction<undefined> => ({
  write: (to) =>
    void to
      .byte(codes.know)
      .byte((forgets ? recoveryFlags.forgets : 0) | (checks ? recoveryFlags.checks : 0))
      .hex(digest)
      .byte(v)
      .hex(r)
      .hex(s)
      .hex(signer),
  read: (from) => {
    invariant(from.byte() === 1, `The EVM recovers ${signer} of what was signed with its key.`);
    return undefined;
  },
});

/*
 * What follows is not taken back when a frame is closed: it is for setting a world up.
 */

export const setBalance = (account: Address, wei: bigint): Instruction<undefined> => ({
  write: (to) => void to.byte(codes.setBalance).hex(account).uint256(wei),
  read: nothing,
});

export const setCode = (account: Address, bytes: Hex): Instruction<undefined> => ({
  write: (to) =>
    void to
      .byte(codes.setCode)
      .hex(account)
      .uint32((bytes.length - 2) / 2)
      .hex(bytes),
  read: nothing,
});

/** Says how many transactions an account has sent; it can only rise. */
export const setNonce = (account: Address, nonce: number): Instruction<undefined> => ({
  write: (to) => void to.byte(codes.setNonce).hex(account).uint64(nonce),
  read: nothing,
});

export const setChain = (chainId: number): Instruction<undefined> => ({
  write: (to) => void to.byte(codes.setChain).hex(`0x${chainId.toString(16).padStart(40, "0")}`),
  read: nothing,
});

/** Writes instructions one after the other. */
export function bodyOf(instructions: readonly Instruction<unknown>[]): Uint8Array {
  const body = writer();
  for (const { write } of instructions) write(body);
  return body.bytes();
}

/**
 * Reads what came of instructions.
 *
 * @throws ServerLost when that is not it.
 */
export function answersTo<T>(instructions: readonly Instruction<T>[], from: Reader): readonly T[] {
  if (from.uint32() !== mark) throw new ServerLost("its answer is none");
  const answers = instructions.map((instruction) => instruction.read(from));
  if (!from.isAtEnd()) throw new ServerLost("its answer is too long");
  return answers;
}
