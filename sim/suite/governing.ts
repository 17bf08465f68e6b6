import type { CommandOf, FunctionCall, World } from "../bridge/port.ts";
import { canonicalJson } from "../core/canonical.ts";
import { type Event, errorOf, isOf, type Of } from "./history.ts";
import { everywhere, type Property, type Sight, through } from "./property.ts";

type Call = Of<"call">;

const isCall = (event: Event): event is Call => isOf(event, "call");
const hasWorked = ({ outcome }: Event): boolean => outcome.status === "ok";

/** A bucket: how much it can have, and what flows in each second. */
type Bucket = { readonly capacity: bigint; readonly rate: bigint };

const bucketsIn = ({ guarded }: World): Map<string, Bucket> => {
  const settings = guarded?.guards.find(({ guard }) => guard === "token-bucket");
  const buckets = settings?.guard === "token-bucket" ? settings.buckets : {};
  return new Map(
    Object.entries(buckets).map(([token, { capacity, rate }]) => [
      token,
      { capacity: BigInt(capacity), rate: BigInt(rate) },
    ]),
  );
};

/** The bucket that a call sets, by its token. */
function bucketSetBy({ functionName, args }: FunctionCall): readonly [string, Bucket] | null {
  if (functionName !== "setBucket") return null;
  const [token, capacity, rate] = args as readonly string[];
  return [(token ?? "").slice(1), { capacity: BigInt(capacity ?? 0), rate: BigInt(rate ?? 0) }];
}

/** Whether the same keys can take more after a call. */
function isLoosening(call: FunctionCall, buckets: ReadonlyMap<string, Bucket>): boolean {
  const set = bucketSetBy(call);
  if (set === null) return !setters.has(call.functionName) && !notices.has(call.functionName);
  const [token, { capacity, rate }] = set;
  const before = buckets.get(token) ?? { capacity: 0n, rate: 0n };
  return capacity > before.capacity || rate > before.rate;
}

/** What announces, carries out or ends a change. */
const setters = new Set(["scheduleChange", "applyChange", "cancelChange"]);
/** What a gateway tells a guard. */
const notices = new Set(["onPaid", "onHeld", "onCancelled", "onDeposited"]);

const innerOf = ({ args }: CommandOf<"call">): FunctionCall =>
  (args[0] as { readonly $call: FunctionCall }).$call;

type Changes = {
  readonly buckets: Map<string, Bucket>;
  /** When each change was announced, by what it does. */
  readonly announced: Map<string, number>;
  readonly delay: number;
};

const changesOf = (world: World): Changes => ({
  buckets: bucketsIn(world),
  announced: new Map(),
  delay: world.guarded?.looseningDelay ?? 0,
});

function lookAtChange(event: Event, { buckets, announced, delay }: Changes): Sight {
  if (!isCall(event) || notices.has(event.command.functionName)) return null;
  const { command, at } = event;
  const isStep = setters.has(command.functionName);
  const change = isStep ? innerOf(command) : command;
  const key = canonicalJson([command.to, change.functionName, change.args]);
  if (!hasWorked(event)) {
    const name = errorOf(event)?.name;
    return name === "LooseningMustWait" || name === "ChangeTooEarly" ? "refused" : null;
  }
  const since = announced.get(key);
  if (command.functionName === "scheduleChange") announced.set(key, at);
  else if (isStep) announced.delete(key);
  const wasLoosening = isLoosening(change, buckets);
  const set = bucketSetBy(change);
  if (set !== null && (!isStep || command.functionName === "applyChange")) buckets.set(...set);
  if (command.functionName === "scheduleChange" || command.functionName === "cancelChange")
    return null;
  if (!isStep) return wasLoosening ? { broken: `${change.functionName} works at once` } : null;
  if (since === undefined) return { broken: `${change.functionName} was never announced` };
  if (at - since < delay) return { broken: `${change.functionName} after ${at - since} seconds` };
  return "accepted";
}

type Filled = {
  readonly buckets: Map<string, Bucket>;
  readonly levels: Map<string, Level>;
  /** Whether the gateway asks the guard no more; its buckets can still be set. */
  isRemoved: boolean;
};
type Level = { readonly tokens: bigint; readonly at: number };

/** What a bucket can have had by a moment, when no setting puts anything into it. */
function levelAt({ buckets, levels }: Filled, token: string, at: number): bigint {
  const { capacity = 0n, rate = 0n } = buckets.get(token) ?? {};
  const level = levels.get(token);
  if (level === undefined) return capacity;
  const now = level.tokens + rate * BigInt(at - level.at);
  return now < capacity ? now : capacity;
}

/** A bucket that was empty is as empty after a setting. */
function lookAtBucket(event: Event, filled: Filled): Sight {
  const { buckets, levels } = filled;
  const { at, command } = event;
  if (filled.isRemoved) return null;
  if (isCall(event) && hasWorked(event)) {
    const change =
      event.command.functionName === "applyChange" ? innerOf(event.command) : event.command;
    if (event.command.functionName === "applyChange" && change.functionName === "removeGuard")
      filled.isRemoved = true;
    const set = bucketSetBy(change);
    if (set === null || setters.has(event.command.functionName) === (change === event.command))
      return null;
    const [token, bucket] = set;
    const isNew = !buckets.has(token);
    // A bucket that is new begins empty.
    const level = isNew ? 0n : levelAt(filled, token, at);
    buckets.set(token, bucket);
    levels.set(token, { tokens: level < bucket.capacity ? level : bucket.capacity, at });
    return isNew ? null : "accepted";
  }
  if (command.verb !== "submitWithdrawal") return null;
  const { token, amount } = command.withdrawal;
  if (!buckets.has(token)) return null;
  if (!hasWorked(event))
    return errorOf(event)?.args.reason === "bucket too empty" ? "refused" : null;
  const level = levelAt(filled, token, at);
  levels.set(token, { tokens: level - BigInt(amount), at });
  return BigInt(amount) > level
    ? { broken: `${amount} ${token} is paid out of at most ${level}` }
    : null;
}

/** What is said of those who govern a gateway with a token bucket. */
export const governing: readonly Property[] = [
  {
    id: "A01",
    statement: "a change after which the same keys can take more bites no sooner than its delay",
    absent: everywhere,
    judge: through(changesOf, lookAtChange),
  },
  {
    id: "A03",
    statement: "nobody but a governor changes anything, and nobody but a canceller vetoes it",
    absent: everywhere,
    judge: through(
      ({ guarded }) => guarded?.roles,
      (event, roles) => {
        if (!isCall(event) || notices.has(event.command.functionName)) return null;
        const { sender, functionName } = event.command;
        const holders = functionName === "cancelChange" ? roles?.canceller : roles?.governor;
        const isOfficial = holders?.includes(sender) ?? false;
        if (isOfficial) return hasWorked(event) ? "accepted" : null;
        return hasWorked(event) ? { broken: `${sender} calls ${functionName}` } : "refused";
      },
    ),
  },
  {
    id: "G02",
    statement: "nobody but its gateway commits to a guard or notifies it",
    absent: everywhere,
    judge: through(
      () => null,
      (event) => {
        if (event.command.verb === "submitWithdrawal") return hasWorked(event) ? "accepted" : null;
        if (!isCall(event) || !notices.has(event.command.functionName)) return null;
        const { sender, functionName } = event.command;
        return hasWorked(event) ? { broken: `${sender} calls ${functionName}` } : "refused";
      },
    ),
  },
  {
    id: "L05",
    statement: "no setting puts anything into a bucket that was emptied",
    absent: everywhere,
    judge: through(
      (world): Filled => ({ buckets: bucketsIn(world), levels: new Map(), isRemoved: false }),
      lookAtBucket,
    ),
  },
];
