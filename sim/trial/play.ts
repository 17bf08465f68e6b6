import type { Bridge, Command, CommandOf, Outcome, Withdrawal, World } from "../bridge/port.ts";
import { toAmount } from "../core/units.ts";
import { people, vault } from "./bench.ts";
import type { Step, Withdraw } from "./step.ts";
import { strangerCall } from "./strange.ts";

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

/** What a guard would say of a withdrawal, if it were brought. */
export type Foreseen = {
  readonly action: "allow" | "hold" | "refuse";
  /** From when on it may be otherwise, in seconds since 1970; 0: nobody says. */
  readonly until: number;
};

/** Where guards are tried. */
export type Stage = (world: World) => Promise<OnStage>;

/** A bridge on the stage. */
export type OnStage = {
  /** Its vault is full: `opening` is done. */
  readonly bridge: Bridge;
  /** Asks the gateway what would come of a withdrawal at a time, and brings nothing. */
  readonly foresee: (command: CommandOf<"submitWithdrawal">, at: number) => Promise<Foreseen>;
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
  /** What would come of a withdrawal now, or some seconds after the last step; nothing is brought. */
  readonly foresee: (step: Withdraw) => Promise<Foreseen>;
  /** When the last step was, in seconds since 1970. */
  readonly now: () => number;
  readonly happenings: readonly Happening[];
  readonly close: () => Promise<readonly object[]>;
};

/** Fills a new bridge's vault. */
export async function fill(bridge: Bridge, world: World): Promise<void> {
  for (const [event, command] of opening.entries())
    await execute(bridge, command, world.start, event);
}

/** Opens a bridge for steps. */
export async function openPlay(world: World, stage: Stage): Promise<Played> {
  const { bridge, foresee } = await stage(world);
  const happenings: Happening[] = [];
  const withdrawals: Withdrawal[] = [];
  let at = world.start;
  let event = opening.length;
  return {
    happenings,
    now: () => at,
    close: async () => bridge.close(),
    foresee: (step) => foresee(submission(withdrawalOf(step, withdrawals.length)), at + step.after),
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
  stage: Stage,
): Promise<readonly Happening[]> {
  const played = await openPlay(world, stage);
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
      return submission(withdrawal);
    case "deposit": {
      const { token, amount } = step;
      const sender = people.outsider;
      return { verb: "deposit", sender, owner: sender, token, amount: toAmount(amount) };
    }
    case "release":
      return { verb: "release", sender: people.outsider, withdrawal };
    case "call":
      return strangerCall(step.call);
    case "cancel":
      return { verb: "cancel", sender: people.canceller, withdrawal };
  }
}

const submission = (withdrawal: Withdrawal): CommandOf<"submitWithdrawal"> => ({
  verb: "submitWithdrawal",
  sender: people.thief,
  withdrawal,
  signatures: [{ signer: people.signer, over: withdrawal, mode: 1, form: "plain" }],
});

function told(step: Step, outcome: Outcome): Pick<Happening, "outcome" | "why"> {
  if (outcome.status === "info") return { outcome: "held", why: outcome.error };
  if (outcome.status === "fail") return { outcome: "refused", why: outcome.error };
  const isPayment = step.do === "withdraw" || step.do === "release";
  return { outcome: isPayment ? "paid" : "done", why: null };
}
