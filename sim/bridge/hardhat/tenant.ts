import { concat, recoverAddress, slice } from "viem";
import type { Hex } from "../../core/accounts.ts";
import type { Bridge, Command, Moment, OpenBridge, Outcome, Signature, World } from "../port.ts";
import { isRegular, isSame, itemsIn } from "../withdrawal.ts";
import { balancesAfter } from "./balances.ts";
import { callsOf } from "./call-trace.ts";
import { addressOf, approvalFor, type Call, callOf } from "./calls.ts";
import { type Context, contextOf } from "./context.ts";
import { paymentOf } from "./payment.ts";
import { type Quorums, readerOf } from "./reads.ts";
import { type ChainRecord, closingRecord, openingRecord, recordOf } from "./records.ts";
import { refusalOf } from "./refusal.ts";
import { resultOf } from "./results.ts";
import { innerDigest, memoizedSigner, type Signer, signedDigest } from "./signing.ts";
import { freshWorlds, type Worlds } from "./worlds.ts";

type Options = {
  /** Whether each transaction's calls are traced and decoded into its record; it costs time. */
  readonly traceCalls?: boolean;
  /** Where deployments come from: a fresh one a bridge unless something else is said. */
  readonly worlds?: Worlds;
};

/**
 * Returns the tenant that puts a world on two in-process Hardhat chains: real bytecode, real
 * transactions, real signatures. Worlds opened by one tenant share the signatures already made.
 */
export function hardhatTenant(options: Options = {}): OpenBridge {
  const { traceCalls = false, worlds = freshWorlds() } = options;
  const signer = memoizedSigner();
  return (world) => openHardhat(world, signer, worlds, traceCalls);
}

const changesQuorum = new Set(["addValidator", "removeValidator", "updateQuorum"]);

async function openHardhat(
  world: World,
  signer: Signer,
  worlds: Worlds,
  traceCalls: boolean,
): Promise<Bridge> {
  const deployment = await worlds.take(world);
  const context = contextOf(world, deployment, signer, traceCalls);
  const records: ChainRecord[] = [openingRecord(context)];
  const approved = new Set<string>();
  const quorums: Quorums = new Map();
  return {
    read: readerOf(context, quorums),
    execute: async (command, moment) => {
      if (command.verb === "sign") return signNow(context, command);
      if (changesQuorum.has(command.verb)) quorums.clear();
      const approval = approvalFor(context, command);
      if (approval !== null) {
        const key = `${approval.chain} ${approval.to} ${command.sender}`;
        if (!approved.has(key)) await send(context, approval, command.sender, moment, records);
        approved.add(key);
      }
      return perform(context, command, moment, records);
    },
    close: async () => {
      records.push(await closingRecord(context));
      await worlds.giveBack(world, deployment);
      return records;
    },
  };
}

/** Makes a signature now; asked for again later, its bytes are the same. */
async function signNow(context: Context, command: Command & { verb: "sign" }): Promise<Outcome> {
  const { signer, over, mode } = command;
  await context.bytesOf({ signer, over, mode, form: "plain" });
  return { status: "ok", result: {}, balances: [] };
}

async function perform(
  context: Context,
  command: Exclude<Command, { verb: "sign" }>,
  moment: Moment,
  records: ChainRecord[],
): Promise<Outcome> {
  const call = await callOf(context, command);
  if (call.value > 0n && !(await canAfford(context, command.sender, call)))
    return {
      status: "fail",
      error: { name: "InsufficientFunds", args: { sender: command.sender } },
    };
  const sent = await send(context, call, command.sender, moment, records);
  if (sent.reverted !== null)
    return {
      status: "fail",
      error: refusalOf(sent.reverted, call.contract, call.chain, context.nameOf),
    };
  const result = resultOf(command, sent.logs);
  return {
    status: "ok",
    result:
      command.verb === "submitWithdrawal"
        ? { ...result, signers: await signersOf(context, command) }
        : result,
    balances: await balancesAfter(context, command),
  };
}

/** Whether a sender has the ether that a call brings; the chain would not even take it. */
async function canAfford(context: Context, sender: string, { chain, value }: Call) {
  const { request } = context.deployment.chains[chain];
  const balance = await request("eth_getBalance", [addressOf(context, sender), "latest"]);
  return BigInt(balance as string) >= value;
}

async function send(
  context: Context,
  call: Call,
  sender: string,
  { at, event }: Moment,
  records: ChainRecord[],
) {
  const from = addressOf(context, sender);
  const { chain, to, data, value } = call;
  const sent = await context.deployment.chains[chain].send({ from, to, data, value }, at);
  const calls = context.traceCalls ? await callsOf(context, chain, sent.hash) : undefined;
  records.push(recordOf(event, at, from, call, sent, calls));
  return sent;
}

/**
 * Returns whose signatures a submitted list really carries: the signer of each whole item over the
 * payment that is asked for, in order. What is nobody's is `nobody`.
 */
async function signersOf(
  context: Context,
  { withdrawal, signatures }: Command & { verb: "submitWithdrawal" },
): Promise<readonly string[]> {
  const inner = innerDigest(paymentOf(context.world, context.deployment, withdrawal));
  const names: string[] = [];
  for (const signature of await wholeItems(context, signatures)) {
    if ("signer" in signature && isSame(signature.over, withdrawal)) names.push(signature.signer);
    else names.push(await signerOf(context, inner, await context.bytesOf(signature)));
  }
  return names;
}

/** Returns the items that the gateway reads of a list, however its bytes were handed over. */
async function wholeItems(
  context: Context,
  signatures: readonly Signature[],
): Promise<readonly Signature[]> {
  if (isRegular(signatures)) return signatures;
  const bytes = await Promise.all(signatures.map(context.bytesOf));
  return itemsIn(concat(bytes)).map(context.signatureOf);
}

async function signerOf(context: Context, inner: Hex, item: Hex): Promise<string> {
  const mode = Number(slice(item, 0, 1)) as 0 | 1 | 2;
  const parity = Number(slice(item, 65, 66)) % 27;
  try {
    const address = await recoverAddress({
      hash: signedDigest(inner, mode),
      signature: concat([slice(item, 1, 65), parity === 0 ? "0x1b" : "0x1c"]),
    });
    return context.nameOf("mainchain", address);
  } catch {
    // viem throws where the chain's ecrecover gives zero: r or s that no signature has.
    return "nobody";
  }
}
