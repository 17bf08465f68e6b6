import type { Bridge, Command, OpenBridge, Outcome, Signature } from "../bridge/port.ts";

/** A bridge with something wrong about it, made around a sound one. */
export type Mutant = (open: OpenBridge) => OpenBridge;

type Execute = Bridge["execute"];
type Submit = Extract<Command, { verb: "submitWithdrawal" }>;

const done: Outcome = { status: "ok", result: {}, balances: [] };

/** Makes a mutant that treats some commands in its own way. */
const around =
  (change: (execute: Execute) => Execute): Mutant =>
  (open) =>
  async (world) => {
    const bridge = await open(world);
    return { ...bridge, execute: change(bridge.execute) };
  };

/** Makes a mutant that hears other submissions than are made. */
const hearing = (change: (command: Submit) => Submit): Mutant =>
  around((execute) => (command, moment) => {
    return execute(command.verb === "submitWithdrawal" ? change(command) : command, moment);
  });

/** Makes a mutant that says yes to a verb, and does nothing. */
const ignoring = (verb: Command["verb"]): Mutant =>
  around(
    (execute) => (command, moment) => (command.verb === verb ? done : execute(command, moment)),
  );

const asValidator9 = (signature: Signature, { withdrawal }: Submit): Signature =>
  "signer" in signature
    ? signature
    : { signer: "validator-9", over: withdrawal, mode: 1, form: "plain" };

/** Defects that no contract is planted with; each stands beside the property that finds it. */
export const mutants = {
  "a removed validator still counts": ignoring("removeValidator"),
  "the digest has nothing in it": hearing((command) => ({
    ...command,
    signatures: command.signatures.map((one) =>
      "signer" in one ? { ...one, over: command.withdrawal } : one,
    ),
  })),
  "nobody's signature counts as a validator's": (open) => async (world) => {
    const { accounts } = world;
    const address = (one: Signature) => ("signer" in one ? (accounts[one.signer] ?? "") : "");
    return hearing((command) => ({
      ...command,
      signatures: command.signatures
        .map((one) => asValidator9(one, command))
        .sort((a, b) => (address(a) < address(b) ? -1 : 1)),
    }))(open)(world);
  },
  "six must sign where five are declared": around((execute) => (command, moment) => {
    const isShort = command.verb === "submitWithdrawal" && command.signatures.length < 6;
    return isShort
      ? { status: "fail", error: { name: "QuorumNotReached", args: {} } }
      : execute(command, moment);
  }),
  "a pause cannot be lifted": ignoring("unpause"),
  "one frozen account stops everybody": around((execute) => {
    const frozen = new Set<string>();
    return async (command, moment) => {
      const [account] = frozen;
      if (command.verb === "submitWithdrawal" && account !== undefined)
        return { status: "fail", error: { name: "AccountFrozen", args: { account } } };
      const outcome = await execute(command, moment);
      if (command.verb === "freeze") frozen.add(command.account);
      if (command.verb === "unfreeze") frozen.delete(command.account);
      return outcome;
    };
  }),
  "an amount of zero goes through": around((execute) => async (command, moment) => {
    const outcome = await execute(command, moment);
    return outcome.status === "fail" && outcome.error.name === "ZeroAmount" ? done : outcome;
  }),
} satisfies { readonly [name: string]: Mutant };

export type MutantName = keyof typeof mutants;
