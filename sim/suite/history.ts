import type { Command, CommandOf, Outcome, Withdrawal, World } from "../bridge/port.ts";
import { isSame } from "../bridge/withdrawal.ts";
import type { Ratio } from "../core/units.ts";

/** A command, when it happened (seconds since 1970), and what a gateway answered. */
export type Played = { readonly at: number; readonly command: Command; readonly outcome: Outcome };

/** A withdrawal that a gateway has recorded, by what it answered. */
export type Entry = {
  readonly withdrawal: Withdrawal;
  readonly status: "Held" | "Paid" | "Cancelled";
  /** When it was first brought. */
  readonly since: number;
  /** The floor that it was held with; 0 for a condition. */
  readonly notBefore: number;
  /** When it was paid or cancelled. */
  readonly endedAt: number | null;
  /** Version of the signer set under which it was accepted. */
  readonly epoch: number;
};

/** Something that left the vault. */
export type Payment = {
  readonly step: number;
  readonly at: number;
  readonly verb: "submitWithdrawal" | "release" | "unlock";
  readonly withdrawal: Withdrawal;
  readonly paid: bigint;
};

/** Something that came into the vault. */
export type Deposit = { readonly at: number; readonly token: string; readonly amount: bigint };

/** What was the case before a step, told from the answers alone and from no contract's storage. */
export type Book = {
  readonly validators: readonly string[];
  /** Those who counted once and do not any more. */
  readonly removed: readonly string[];
  /** Weight of seats without a signer. */
  readonly vacant: number;
  readonly quorum: Ratio;
  readonly epoch: number;
  /** The last step of an initialization that was made. */
  readonly version: number;
  readonly isPaused: boolean;
  readonly pausedTokens: readonly string[];
  readonly frozen: readonly string[];
  readonly unmapped: readonly string[];
  /** By `keyOf`. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly payments: readonly Payment[];
  readonly deposits: readonly Deposit[];
  /** What the vault has of a token, as answers told it last. */
  readonly vault: ReadonlyMap<string, bigint>;
};

/** A step with what was the case before it. */
export type Event = Played & { readonly step: number; readonly before: Book };

/** A list that was played on a bridge. */
export type History = {
  readonly world: World;
  readonly events: readonly Event[];
  readonly after: Book;
};

/** What two withdrawals have in common that are one to the gateway. */
export const keyOf = ({ id, token, recipient, amount, epoch = 1 }: Withdrawal): string =>
  `${id} ${token} ${recipient} ${amount} ${epoch}`;

/** Returns the history that steps make. */
export function historyOf(world: World, played: readonly Played[]): History {
  let book: Book = {
    validators: world.validators,
    removed: [],
    vacant: 0,
    quorum: world.quorum,
    epoch: 1,
    version: 1,
    isPaused: false,
    pausedTokens: [],
    frozen: [],
    unmapped: [],
    entries: new Map(),
    payments: [],
    deposits: [],
    vault: new Map(),
  };
  const events = played.map((one, step): Event => {
    const event = { ...one, step, before: book };
    book = next(world, event);
    return event;
  });
  return { world, events, after: book };
}

/** The refusal, or what a hold answers. */
export const errorOf = ({ outcome }: Played) => (outcome.status === "ok" ? null : outcome.error);

export type Of<V extends Command["verb"]> = Event & { readonly command: CommandOf<V> };

/** Whether a step is of a verb. */
export const isOf = <V extends Command["verb"]>(event: Event, ...verbs: V[]): event is Of<V> =>
  (verbs as readonly string[]).includes(event.command.verb);

/** A step that may pay. */
export type Paying = Of<"submitWithdrawal" | "release" | "unlock">;

export const isPaying = (event: Event): event is Paying =>
  isOf(event, "submitWithdrawal", "release", "unlock");

/** Whether something left the vault. */
export const isPaid = ({ outcome }: Played): boolean =>
  outcome.status === "ok" && outcome.result.paid !== undefined;

function next(world: World, event: Event): Book {
  const { command, outcome, before } = event;
  if (outcome.status === "fail") return before;
  const book = withVault(before, outcome);
  switch (command.verb) {
    case "submitWithdrawal":
    case "release":
    case "unlock":
      return withWithdrawal(book, event as Of<"submitWithdrawal" | "release" | "unlock">);
    case "cancel":
    case "expire":
      return withEntry(book, command.withdrawal, { status: "Cancelled", endedAt: event.at });
    case "deposit":
      return withDeposit(book, event as Of<"deposit">);
    case "freeze":
      return { ...book, frozen: [...book.frozen, `${command.token} ${command.account}`] };
    case "unfreeze":
      return { ...book, frozen: without(book.frozen, `${command.token} ${command.account}`) };
    default:
      return withRules(world, book, command, outcome);
  }
}

const without = <T>(list: readonly T[], value: T): readonly T[] =>
  list.filter((one) => one !== value);

function withVault(book: Book, outcome: Outcome): Book {
  const told = outcome.status === "ok" ? outcome.balances : [];
  const ofVault = told.filter(({ chain, account }) => chain === "mainchain" && account === "vault");
  if (ofVault.length === 0) return book;
  const vault = new Map(book.vault);
  for (const { token, amount } of ofVault) vault.set(token, BigInt(amount));
  return { ...book, vault };
}

/** What arrived, not what was asked for. */
function withDeposit(book: Book, { at, command, before }: Of<"deposit">): Book {
  const { token } = command;
  const told = book.vault.get(token) ?? 0n;
  const amount = told - (before.vault.get(token) ?? 0n);
  return { ...book, deposits: [...book.deposits, { at, token, amount }] };
}

function withWithdrawal(book: Book, event: Of<"submitWithdrawal" | "release" | "unlock">): Book {
  const { command, outcome, at, step } = event;
  const { withdrawal, verb } = command;
  if (outcome.status === "info" && outcome.error.name !== "Held") return book;
  if (outcome.status === "info") {
    const { token } = withdrawal;
    const isTripped = outcome.error.args.tripped === "true" && !book.pausedTokens.includes(token);
    const stopped = isTripped ? { pausedTokens: [...book.pausedTokens, token] } : {};
    const known = book.entries.get(keyOf(withdrawal));
    if (verb !== "submitWithdrawal") return { ...book, ...stopped };
    const notBefore = Number(outcome.error.args.notBefore ?? 0);
    const since = known?.since ?? at;
    const held = { status: "Held", since, notBefore, epoch: book.epoch, endedAt: null } as const;
    return withEntry({ ...book, ...stopped }, withdrawal, held);
  }
  const paid = outcome.status === "ok" ? outcome.result.paid : undefined;
  if (paid === undefined) return book;
  const payment: Payment = { step, at, verb, withdrawal, paid: BigInt(paid) };
  return withEntry({ ...book, payments: [...book.payments, payment] }, withdrawal, {
    status: "Paid",
    endedAt: at,
    ...(verb === "submitWithdrawal" ? { since: at, epoch: book.epoch } : {}),
  });
}

function withEntry(book: Book, withdrawal: Withdrawal, change: Partial<Entry>): Book {
  const entries = new Map(book.entries);
  const known = entries.get(keyOf(withdrawal));
  const fresh: Entry = {
    withdrawal,
    status: "Held",
    since: 0,
    notBefore: 0,
    endedAt: null,
    epoch: book.epoch,
  };
  entries.set(keyOf(withdrawal), { ...fresh, ...known, ...change });
  return { ...book, entries };
}

/** Who counts, how many are enough, and what is stopped. */
function withRules(world: World, book: Book, command: Command, outcome: Outcome): Book {
  const epoch = outcome.status === "ok" ? (outcome.result.epoch ?? book.epoch) : book.epoch;
  if ("chain" in command && command.chain !== "mainchain") return book;
  switch (command.verb) {
    case "pause":
      return command.token === undefined
        ? { ...book, isPaused: true }
        : { ...book, pausedTokens: [...book.pausedTokens, command.token] };
    case "unpause":
      return command.token === undefined
        ? { ...book, isPaused: false }
        : { ...book, pausedTokens: without(book.pausedTokens, command.token) };
    case "addValidator":
      return {
        ...book,
        validators: [...book.validators, command.validator],
        removed: without(book.removed, command.validator),
      };
    case "removeValidator":
      return {
        ...book,
        validators: without(book.validators, command.validator),
        removed: [...book.removed, command.validator],
      };
    case "updateQuorum":
      return { ...book, quorum: command.quorum };
    case "initialize":
    case "upgradeToAndCall":
      return { ...book, version: versionAfter(outcome) ?? book.version };
    case "mapToken":
      return { ...book, unmapped: without(book.unmapped, command.token) };
    case "clearMapToken":
      return { ...book, unmapped: [...book.unmapped, command.token] };
    case "raiseQuorum":
      return { ...book, quorum: command.quorum, epoch };
    case "cancelEpoch":
      return { ...book, epoch };
    case "replaceSigner":
      return { ...withReplaced(world, book, command.signer), epoch };
    default:
      return book;
  }
}

const versionAfter = (outcome: Outcome): number | undefined =>
  outcome.status === "ok" ? outcome.result.initialization?.version : undefined;

function withReplaced(world: World, book: Book, signer: string): Book {
  const rest = without(book.validators, signer);
  const removed = [...book.removed, signer];
  const spare = world.guarded?.spares[signer];
  const isFree = spare !== undefined && !book.removed.includes(spare) && !rest.includes(spare);
  return isFree
    ? { ...book, validators: [...rest, spare], removed }
    : { ...book, validators: rest, vacant: book.vacant + 1, removed };
}

/** Whether two withdrawals are one to a gateway that has epochs, or has none. */
export const isOne = (a: Withdrawal, b: Withdrawal): boolean =>
  isSame(a, b) && (a.epoch ?? 1) === (b.epoch ?? 1);
