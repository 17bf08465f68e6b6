import type { Balance, Bridge, Command, Moment, OpenBridge, Outcome, World } from "../port.ts";
import { isOfMissingBridge } from "../venue.ts";
import { balancesAfter } from "./balances.ts";
import { addressOf, type Call } from "./call.ts";
import { callsOf } from "./call-trace.ts";
import { arm, disarm } from "./callback.ts";
import { approvalFor, callOf } from "./calls.ts";
import type { Sent } from "./chain.ts";
import { type Context, contextOf } from "./context.ts";
import { forget, type Known, readerOf } from "./reads.ts";
import { type ChainRecord, closingRecord, openingRecord, recordOf } from "./records.ts";
import { refusalOf } from "./refusal.ts";
import { settle } from "./results.ts";
import { memoizedSigner, type Signer } from "./signing.ts";
import { freshWorlds, type Worlds } from "./worlds.ts";

type Options = {
  /** Whether each transaction's calls are traced and decoded into its record; it costs time. */
  readonly traceCalls?: boolean;
  /** Where deployments come from: a fresh one a bridge unless something else is said. */
  readonly worlds?: Worlds;
  /** What makes signatures, where it is not what wallets do. */
  readonly signer?: Signer;
  /** Whether there is something to tell that only chains know. */
  readonly isRecorded?: boolean;
  /** Whether balances are read after each command; without, an outcome tells of none. */
  readonly readsBalances?: boolean;
  /** Is told of each bridge that is opened, by whoever looks at more than a bridge shows. */
  readonly onOpened?: (opened: Opened) => void;
  /** What takes whole lists, where there is a better way than one command after the other. */
  readonly takesLists?: (opened: Opened) => NonNullable<Bridge["executeAll"]>;
};

/** What belongs to one bridge. */
export type Opened = {
  readonly context: Context;
  /** The approvals that were made, as wallets make them: by themselves, and once. */
  readonly approved: Set<string>;
  readonly known: Known;
};

/**
 * Returns the tenant that puts a world on two in-process Hardhat chains: real bytecode, real
 * transactions, real signatures. Worlds opened by one tenant share the signatures already made.
 */
export function hardhatTenant(options: Options = {}): OpenBridge {
  const { signer = memoizedSigner() } = options;
  return (world) => openHardhat(world, signer, options);
}

/** What changes who may sign, or how many must. */
export const changesSigners: ReadonlySet<Command["verb"]> = new Set([
  "addValidator",
  "removeValidator",
  "updateQuorum",
  "replaceSigner",
  "raiseQuorum",
  "cancelEpoch",
  "call",
  "updateProxyTo",
  "upgradeToAndCall",
  "initialize",
]);

async function openHardhat(world: World, signer: Signer, options: Options): Promise<Bridge> {
  const { traceCalls = false, worlds = freshWorlds(), takesLists } = options;
  const { isRecorded = true, readsBalances = true } = options;
  const deployment = await worlds.take(world);
  const context = contextOf(world, deployment, signer, traceCalls);
  const records: ChainRecord[] | null = isRecorded ? [openingRecord(context)] : null;
  const approved = new Set<string>();
  const known: Known = { quorums: new Map(), epoch: null };
  const opened: Opened = { context, approved, known };
  options.onOpened?.(opened);
  return {
    ...(takesLists === undefined ? {} : { executeAll: takesLists(opened) }),
    read: readerOf(context, known),
    execute: async (command, moment) => {
      if (isOfMissingBridge(world, command)) return noBridge(command);
      if (command.verb === "sign") return signNow(context, command);
      if (changesSigners.has(command.verb)) forget(known);
      const approval = approvalFor(context, command);
      if (approval !== null) {
        const key = approvalKey(approval, command.sender);
        if (!approved.has(key)) await send(context, approval, command.sender, moment, records);
        approved.add(key);
      }
      return perform(context, command, moment, records, readsBalances);
    },
    close: async () => {
      records?.push(await closingRecord(context));
      await worlds.giveBack(world, deployment);
      return records ?? [];
    },
  };
}

export const approvalKey = ({ chain, to, data }: Call, sender: string): string =>
  `${chain} ${to} ${data} ${sender}`;

/** The refusal of what there is no bridge for; no transaction is sent. */
export const noBridge = ({ verb }: Command): Outcome => ({
  status: "fail",
  error: { name: "NoBridge", args: { verb } },
});

/** Makes a signature now; asked for again later, its bytes are the same. */
export async function signNow(
  context: Context,
  command: Command & { verb: "sign" },
): Promise<Outcome> {
  const { signer, over, mode } = command;
  await context.bytesOf({ signer, over, mode, form: "plain" });
  return { status: "ok", result: {}, balances: [] };
}

async function perform(
  context: Context,
  command: Exclude<Command, { verb: "sign" }>,
  moment: Moment,
  records: ChainRecord[] | null,
  readsBalances: boolean,
): Promise<Outcome> {
  const call = await callOf(context, command);
  if (call.value > 0n && !(await canAfford(context, command.sender, call)))
    return tooPoor(command.sender);
  await arm(context, command, call);
  const sent = await send(context, call, command.sender, moment, records);
  await disarm(context, command);
  const balances = async () => (readsBalances ? balancesAfter(context, command) : []);
  return outcomeOf(context, command, call, sent, balances);
}

/** The refusal of a call that brings more ether than its sender has; it is not even sent. */
export const tooPoor = (sender: string): Outcome => ({
  status: "fail",
  error: { name: "InsufficientFunds", args: { sender } },
});

/** Returns what came of a command whose transaction was sent. */
export async function outcomeOf(
  context: Context,
  command: Exclude<Command, { verb: "sign" }>,
  call: Call,
  sent: Sent,
  balances: () => Promise<readonly Balance[]>,
): Promise<Outcome> {
  if (sent.reverted !== null)
    return { status: "fail", error: refusalOf(context, sent.reverted, call.contract, call.chain) };
  const settled = await settle(context, command, sent);
  if ("held" in settled) return { status: "info", error: settled.held };
  return { status: "ok", ...settled, balances: await balances() };
}

/** Whether a sender has the ether that a call brings; the chain would not even take it. */
async function canAfford(context: Context, sender: string, { chain, value }: Call) {
  return (await context.deployment.chains[chain].balanceOf(addressOf(context, sender))) >= value;
}

async function send(
  context: Context,
  call: Call,
  sender: string,
  { at, event }: Moment,
  records: ChainRecord[] | null,
) {
  const from = addressOf(context, sender);
  const { chain, to, data, value } = call;
  const transaction = { from, to, data, value };
  const sent = await context.deployment.chains[chain].send(transaction, at, records !== null);
  const { mined } = sent;
  if (mined === null || records === null) return sent;
  const calls = context.traceCalls ? await callsOf(context, chain, mined.hash) : undefined;
  records.push(recordOf(event, at, from, call, sent, mined, calls));
  return sent;
}
