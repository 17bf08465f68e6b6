import { invariant } from "../../core/invariant.ts";
import { balancesAfter } from "../hardhat/balances.ts";
import { addressOf, type Call } from "../hardhat/call.ts";
import { arm, disarm, refusingCode } from "../hardhat/callback.ts";
import { approvalFor, callOf } from "../hardhat/calls.ts";
import type { Chain, Sent } from "../hardhat/chain.ts";
import type { Context } from "../hardhat/context.ts";
import { forget } from "../hardhat/reads.ts";
import {
  approvalKey,
  changesSigners,
  noBridge,
  type Opened,
  outcomeOf,
  signNow,
  tooPoor,
} from "../hardhat/tenant.ts";
import type { Balance, Bridge, Command, Outcome, World } from "../port.ts";
import { isOfMissingBridge } from "../venue.ts";
import { type EvmChain, isTooPoor } from "./chain.ts";
import { recoveriesOf } from "./recoveries.ts";

type Sendable = Exclude<Command, { verb: "sign" }>;

/** A command that has been asked for. */
type Asked = {
  readonly index: number;
  readonly command: Sendable;
  readonly call: Call;
  readonly sent: Promise<Sent>;
  readonly balances: Promise<readonly Balance[]>;
};

/**
 * Returns what takes whole lists: all steps, and what is read after each, go to the server in one
 * request, and in a further one only where a call is made of an earlier answer.
 */
export const takesLists =
  (opened: Opened): NonNullable<Bridge["executeAll"]> =>
  async (list, isAllThereIs) => {
    const { context, known } = opened;
    const chains = [context.deployment.chains.mainchain, context.deployment.chains.sidechain];
    const outcomes: Outcome[] = [];
    let asked: Asked[] = [];
    const hold = () => {
      for (const chain of chains) evmChain(chain).hold();
    };
    const send = (isLast: boolean) => {
      for (const chain of chains) evmChain(chain).flush(isLast);
    };
    const flush = async (isLast: boolean) => {
      send(isLast);
      const all = asked;
      asked = [];
      for (const one of all) outcomes[one.index] = await finished(context, one);
    };
    try {
      hold();
      refuseAgain(context);
      for (const [index, { command, moment }] of list.entries()) {
        if (isOfMissingBridge(context.world, command)) outcomes[index] = noBridge(command);
        else if (command.verb === "sign") outcomes[index] = await signNow(context, command);
        else {
          if (changesSigners.has(command.verb)) forget(known);
          if (command.verb === "release") await flush(false);
          approve(opened, command, moment.at);
          const making = callOf(context, command);
          // What is read for a call goes with the steps before it, and after them.
          if (readsFirst(context.world, command)) send(false);
          const call = await making;
          hold();
          await tellSigners(context, command);
          asked.push(askFor(context, index, command, call, moment.at));
          if (isAskedAbout.has(command.verb)) {
            await flush(false);
            hold();
          }
        }
      }
    } finally {
      await flush(isAllThereIs);
    }
    return outcomes;
  };

/** Whether something is read of the gateway to make a call. */
const readsFirst = ({ roninV2 }: World, command: Sendable): boolean =>
  roninV2 !== undefined && readsOfV2.has(command.verb) && !isOfSidechain(command);

const isOfSidechain = (command: Sendable): boolean =>
  "chain" in command && command.chain === "sidechain";

const readsOfV2: ReadonlySet<Command["verb"]> = new Set([
  "addValidator",
  "removeValidator",
  "updateQuorum",
]);

/** What came of these is read from the gateway: before anything else happens. */
const isAskedAbout: ReadonlySet<Command["verb"]> = new Set([
  "initialize",
  "upgradeToAndCall",
  "call",
]);

function approve({ context, approved }: Opened, command: Sendable, at: number): void {
  const approval = approvalFor(context, command);
  if (approval === null) return;
  const key = approvalKey(approval, command.sender);
  if (!approved.has(key)) quiet(send(context, approval, command.sender, at));
  approved.add(key);
}

/**
 * Has accounts that take no ether refuse it. Where one called back in an earlier list, the frame was
 * taken back, and the EVM takes back a change of code by leaving none at all.
 */
function refuseAgain({ world, deployment }: Context): void {
  // Only a token with a defect calls whom it pays.
  if (world.tokens.every(({ contract }) => contract === undefined)) return;
  for (const name of world.refusesEther ?? [])
    quiet(deployment.chains.mainchain.setCode(addressOf({ world }, name), refusingCode));
}

/** Has the server know whose the signatures of a submission are, where they were made here. */
async function tellSigners(context: Context, command: Sendable): Promise<void> {
  if (command.verb !== "submitWithdrawal") return;
  const { mainchain } = context.deployment.chains;
  for (const recovery of await recoveriesOf(context, command.withdrawal, command.signatures))
    evmChain(mainchain).know(recovery);
}

function askFor(context: Context, index: number, command: Sendable, call: Call, at: number): Asked {
  quiet(arm(context, command, call));
  const sent = send(context, call, command.sender, at);
  const on = evmChain(context.deployment.chains[call.chain]);
  const balances = on.askIfDone(() => balancesAfter(context, command));
  quiet(disarm(context, command));
  return { index, command, call, sent: quiet(sent), balances: quiet(balances) };
}

const send = (context: Context, { chain, to, data, value }: Call, sender: string, at: number) =>
  context.deployment.chains[chain].send({ from: addressOf(context, sender), to, data, value }, at);

async function finished(context: Context, asked: Asked): Promise<Outcome> {
  const { command, call } = asked;
  const sent = await asked.sent;
  if (isTooPoor(sent)) return tooPoor(command.sender);
  return outcomeOf(context, command, call, sent, () => asked.balances);
}

/** What fails is told when it is waited for, and not before. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function evmChain(chain: Chain): EvmChain {
  invariant("hold" in chain, "The chains of the EVM tenant are its own.");
  return chain as EvmChain;
}
