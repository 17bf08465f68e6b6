import type { Bridge, Command, OpenBridge, Outcome, Withdrawal, World } from "../bridge/port.ts";
import { toAmount } from "../core/units.ts";
import { people, vault } from "./bench.ts";
import type { Step } from "./step.ts";

/** A step, and what came of it. */
export type Happening = {
  readonly step: Step;
  readonly command: Command;
  /** Seconds since 1970. */
  readonly at: number;
  readonly outcome: "paid" | "held" | "refused" | "done";
  /** Why it was held or refused: the error's name, and what it says. */
  readonly why: {
    readonly name: string;
    readonly args: { readonly [name: string]: string };
  } | null;
  /** Of a withdrawal, a release or a cancellation: the withdrawal's number. */
  readonly which: number | null;
};

/** What was done before the first step, so that there is money. */
export const opening: readonly Command[] = ["ETH", "USDC"].map((token) => ({
  verb: "deposit",
  sender: people.outsider,
  owner: people.outsider,
  token,
  amount: toAmount(vault),
}));

/** A bridge with a full vault, on which steps are taken one after the other. */
export type Played = {
  readonly take: (step: Step) => Promise<Happening>;
  readonly happenings: readonly Happening[];
  readonly close: () => Promise<readonly object[]>;
};

/** Opens a bridge and fills its vault. */
export async function openPlay(world: World, open: OpenBridge): Promise<Played> {
  const bridge = await open(world);
  const happenings: Happening[] = [];
  const withdrawals: Withdrawal[] = [];
  let at = world.start;
  let event = 0;
  for (const command of opening) await execute(bridge, command, at, event++);
  return {
    happenings,
    close: async () => bridge.close(),
    take: async (step) => {
      at += step.after;
      const which = step.do === "withdraw" ? withdrawals.length : numberOf(step, withdrawals);
      if (step.do === "withdraw") withdrawals.push(withdrawalOf(step, withdrawals.length));
      const command = commandOf(step, which === null ? undefined : withdrawals[which]);
      const outcome = await execute(bridge, command, at, event++);
      const happening = { step, command, at, which, ...told(step, outcome) };
      happenings.push(happening);
      return happening;
    },
  };
}

/** Takes steps on a bridge of their own, and returns what came of them. */
export async function play(
  world: World,
  steps: readonly Step[],
  open: OpenBridge,
): Promise<readonly Happening[]> {
  const played = await openPlay(world, open);
  try {
    for (const step of steps) await played.take(step);
    return played.happenings;
  } finally {
    await played.close();
  }
}

const execute = (bridge: Bridge, command: Command, at: number, event: number) =>
  Promise.resolve(bridge.execute(command, { at, event }));

/** What is named by a number that no withdrawal has is the first; where there is none, nothing. */
const numberOf = (step: Step, withdrawals: readonly Withdrawal[]): number | null =>
  "which" in step ? (step.which < withdrawals.length ? step.which : 0) : null;

const withdrawalOf = (
  { token, amount }: { readonly token: string; readonly amount: bigint },
  id: number,
): Withdrawal => ({
  id: toAmount(BigInt(id)),
  token,
  recipient: people.thief,
  amount: toAmount(amount),
});

const nothing: Withdrawal = { id: "0", token: "ETH", recipient: people.thief, amount: "1" };

function commandOf(step: Step, withdrawal: Withdrawal = nothing): Command {
  switch (step.do) {
    case "withdraw":
      return {
        verb: "submitWithdrawal",
        sender: people.thief,
        withdrawal,
        signatures: [{ signer: people.signer, over: withdrawal, mode: 1, form: "plain" }],
      };
    case "deposit": {
      const { token, amount } = step;
      const sender = people.outsider;
      return { verb: "deposit", sender, owner: sender, token, amount: toAmount(amount) };
    }
    case "release":
      return { verb: "release", sender: people.outsider, withdrawal };
    case "cancel":
      return { verb: "cancel", sender: people.canceller, withdrawal };
  }
}

function told(step: Step, outcome: Outcome): Pick<Happening, "outcome" | "why"> {
  if (outcome.status === "info") return { outcome: "held", why: outcome.error };
  if (outcome.status === "fail") return { outcome: "refused", why: outcome.error };
  const isPayment = step.do === "withdraw" || step.do === "release";
  return { outcome: isPayment ? "paid" : "done", why: null };
}
