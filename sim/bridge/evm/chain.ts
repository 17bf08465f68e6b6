import { type Abi, toFunctionSelector } from "viem";
import { type Address, addressOf, type Hex } from "../../core/accounts.ts";
import { SimError } from "../../core/errors.ts";
import { artifact } from "../hardhat/artifacts.ts";
import type { Chain, Funded, Sent, Transaction } from "../hardhat/chain.ts";
import type { World } from "../port.ts";
import { refuseHostile } from "./hostile.ts";
import {
  balance,
  code,
  type Instruction,
  ifDone,
  type Recovery,
  read,
  setBalance,
  setChain,
  setCode,
  setNonce,
  step,
  storage,
  type Taken,
} from "./instructions.ts";
import type { Machine } from "./machine.ts";
import { recoveryBook } from "./recoveries.ts";

/** A chain of which one can ask much before anything is sent. */
export type EvmChain = Chain & {
  /** Sends nothing any more of what is asked for. */
  readonly hold: () => void;
  /**
   * Sends what was asked for, as one request, and what is asked for from now on at once.
   *
   * @param isAllThereIs Whether nothing comes after it in this frame: it is taken back with it.
   */
  readonly flush: (isAllThereIs: boolean) => void;
  /**
   * Asks, with what was sent last, for what is only wanted if it goes through: all that is asked for
   * at once by a function. If it does not go through, there never is an answer.
   */
  readonly askIfDone: <T>(asking: () => T) => T;
  /** Has `ecrecover` know whose a signature is from now on, unless it does. */
  readonly know: (recovery: Recovery) => void;
};

/** Whether a transaction was not even taken, because its sender has not the ether that it brings. */
export const isTooPoor = (sent: Sent): boolean => poor.has(sent);

const poor = new WeakSet<Sent>();

/**
 * Returns a chain on a machine: the same bytecode, senders and times as on a chain of Hardhat's,
 * without blocks, gas and hashes. What is asked of it at the same moment goes in one request.
 */
export function chainOn(
  machine: Machine,
  world: World,
  chainId: number,
  accounts: readonly Funded[],
): EvmChain {
  const { ask, askIfDone, hold, flush } = gathering(machine);
  const sent = new Map<Address, number>();
  const hearing = hearingSelectors(world);
  const book = recoveryBook();

  const send = async (transaction: Transaction, at: number): Promise<Sent> => {
    const { from, to, data = "0x", value = 0n } = transaction;
    if (to === undefined) refuseHostile(data);
    const nonce = sent.get(from) ?? 0;
    sent.set(from, nonce + 1);
    // A contract's address follows from how many transactions its deployer has sent.
    if (to === undefined && nonce > 0) await ask(setNonce(from, nonce));
    const hears = to !== undefined && hearing.has(data.slice(0, 10));
    const taken = step({ from, ...(to === undefined ? {} : { to }), data, value, at, hears });
    return sentOf(await ask(taken), to === undefined);
  };

  machine.run([setChain(chainId), ...fundings(accounts)]);
  return {
    hold,
    flush,
    askIfDone,
    know: (recovery) => {
      const told = book.enter(recovery);
      // Whatever is asked for with it fails as it does.
      if (told !== null) ask(told).catch(() => undefined);
    },
    send,
    sendAs: send,
    askedIn: async (of) => askedIn.get(of) ?? [],
    call: (to, data) => ask(read(to, data)),
    balanceOf: (account) => ask(balance(account)),
    storageAt: (account, slot) => ask(storage(account, slot)),
    setBalance: (account, wei) => ask(setBalance(account, wei)),
    setCode: async (account, bytes) =>
      ask(setCode(account, typeof bytes === "string" ? bytes : await ask(code(bytes.like)))),
    request: async (method) => {
      throw new SimError(`The EVM server is no chain: it has no "${method}".`);
    },
    close: async () => machine.end(),
  };
}

const fundings = (accounts: readonly Funded[]) =>
  accounts
    .filter((account) => account.balance > 0n)
    .map(({ privateKey, balance: wei }) => setBalance(addressOf(privateKey), wei));

/** What the guards were asked in a step, for whoever wants to know. */
const askedIn = new WeakMap<Sent, Taken["asked"]>();

function sentOf({ status, returned, logs, asked }: Taken, isDeployment: boolean): Sent {
  const isDone = status === "done";
  const sent: Sent = {
    mined: null,
    contract: isDone && isDeployment ? returned : null,
    logs,
    reverted: isDone ? null : returned,
  };
  askedIn.set(sent, asked);
  if (status === "too poor") poor.add(sent);
  return sent;
}

/** Returns the functions of which it is worth hearing what the guards say. */
function hearingSelectors({ guarded, contracts }: World): ReadonlySet<string> {
  if ((guarded?.guards.length ?? 0) === 0) return new Set();
  const { abi } = artifact(contracts.gateway);
  return new Set(["submit", "release"].map((name) => selectorOf(abi, name)));
}

function selectorOf(abi: Abi, name: string): Hex {
  const item = abi.find((entry) => entry.type === "function" && entry.name === name);
  return item?.type === "function" ? toFunctionSelector(item) : "0x";
}

/** Returns what sends instructions that come at the same moment in one request. */
function gathering(machine: Machine) {
  type Waiting = {
    readonly instruction: Instruction<unknown>;
    readonly resolve: (answer: unknown) => void;
    readonly reject: (reason: unknown) => void;
  };
  let waiting: Waiting[] = [];
  let isHeld = false;
  /** What is only asked for if a step goes through. */
  let conditional: Waiting[] | null = null;
  const flush = (isAllThereIs: boolean) => {
    const all = waiting;
    waiting = [];
    isHeld = false;
    if (all.length === 0) return;
    try {
      const instructions = all.map(({ instruction }) => instruction);
      const answers =
        isAllThereIs && machine.isUntouched()
          ? (machine.attempt([instructions])[0] ?? [])
          : machine.run(instructions);
      for (const [index, { resolve }] of all.entries()) resolve(answers[index]);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  };
  const ask = <T>(instruction: Instruction<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (waiting.length === 0 && !isHeld)
        void Promise.resolve().then(() => (isHeld ? undefined : flush(false)));
      (conditional ?? waiting).push({
        instruction,
        resolve: resolve as (answer: unknown) => void,
        reject,
      });
    });
  const askIfDone = <T>(asking: () => T): T => {
    const group: Waiting[] = [];
    conditional = group;
    const asked = asking();
    conditional = null;
    if (group.length === 0) return asked;
    ask(ifDone(group.map(({ instruction }) => instruction))).then(
      (answers) => {
        for (const [index, { resolve }] of group.entries())
          if (answers !== null) resolve(answers[index]);
      },
      (error) => {
        for (const { reject } of group) reject(error);
      },
    );
    return asked;
  };
  const hold = () => {
    isHeld = true;
  };
  return { ask, askIfDone, hold, flush };
}
