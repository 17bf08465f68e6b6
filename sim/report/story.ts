import { hasBridge } from "../bridge/venue.ts";
import { formatDuration } from "../core/time.ts";
import { shortenAmount, type TokenUnit } from "../core/units.ts";
import { plural } from "../core/words.ts";
import { theftsOf } from "../money/thefts.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { honestAccounts } from "../scenario/scenario.ts";
import type { Action, Obtained, Trace } from "../trace/event.ts";
import { type Payment, paymentsOf } from "../trace/origin.ts";
import { isOk, isVerb, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { actionWords, reasonWords } from "./event-words.ts";
import { isOfHeist, tellHeist } from "./heist-words.ts";
import type { Passage, Turn } from "./passage.ts";
import { refusalWords } from "./refusal.ts";
import { tellUpgrade } from "./upgrade-words.ts";

/**
 * Tells a trace in the order of time: who did what, when, to what effect. Honest use between two
 * turning points is summed up in one passage.
 */
export function tell(trace: Trace): readonly Passage[] {
  const scenario = scenarioOf(trace);
  const teller: Teller = {
    scenario,
    honest: honestAccounts(scenario),
    payments: new Map(paymentsOf(trace).map((payment) => [payment.seq, payment])),
    passages: [],
    crowd: emptyCrowd(),
    signing: [],
    told: new Set(),
    firstLoss: theftsOf(trace)[0]?.at,
  };
  for (const step of stepsOf(trace)) tellStep(teller, step);
  flushCrowd(teller);
  return teller.passages;
}

type SignStep = Step<Extract<Action, { verb: "sign" }>>;

type Crowd = {
  from: number | null;
  until: number;
  readonly deposited: Map<string, bigint>;
  readonly paid: Map<string, bigint>;
  deposits: number;
  payments: number;
  readonly signatures: Set<number>;
  readonly refused: Map<string, number>;
};

type Teller = {
  readonly scenario: Scenario;
  readonly honest: ReadonlySet<string>;
  readonly payments: ReadonlyMap<number, Payment>;
  readonly passages: Passage[];
  crowd: Crowd;
  /** Forged signatures since the last passage. */
  signing: SignStep[];
  /** Ways by which stolen money left that were told already. */
  readonly told: Set<string>;
  readonly firstLoss: number | undefined;
};

const emptyCrowd = (): Crowd => ({
  from: null,
  until: 0,
  deposited: new Map(),
  paid: new Map(),
  deposits: 0,
  payments: 0,
  signatures: new Set(),
  refused: new Map(),
});

function tellStep(teller: Teller, step: Step): void {
  if (isVerb(step, "sign") && !isOwn(step)) {
    teller.signing.push(step);
    return;
  }
  if (isHonestUse(teller, step)) {
    join(teller, step);
    return;
  }
  const passage = turningPoint(teller, step);
  if (passage === null) return;
  flushCrowd(teller);
  teller.passages.push(...tellSigning(teller));
  teller.passages.push({ from: step.at, until: step.at, seq: step.seq, ...passage });
}

/** Whether a signature was made by the owner of the key. */
const isOwn = (step: Step): boolean => isVerb(step, "sign") && step.action.signer === step.actor;

/** Whether a step is everyday life, to be summed up. */
function isHonestUse(teller: Teller, step: Step): boolean {
  if (isVerb(step, "deposit") || isVerb(step, "requestWithdrawal"))
    return teller.honest.has(step.action.sender);
  if (!isVerb(step, "submitWithdrawal")) return false;
  if (step.status === "ok") return teller.payments.get(step.seq)?.origin != null;
  return step.error.name === "EnforcedPause" && teller.honest.has(step.action.withdrawal.recipient);
}

function join(teller: Teller, step: Step): void {
  const { crowd } = teller;
  crowd.from ??= step.at;
  crowd.until = step.at;
  if (step.status !== "ok") {
    const what = isVerb(step, "deposit")
      ? "deposit"
      : isVerb(step, "submitWithdrawal")
        ? "withdrawal"
        : "request";
    const key = `${what} ${step.error.name}`;
    crowd.refused.set(key, (crowd.refused.get(key) ?? 0) + 1);
    return;
  }
  if (isOk(step, "deposit")) {
    crowd.deposits += 1;
    sum(crowd.deposited, step.action.token, BigInt(step.action.amount));
  }
  if (isOk(step, "submitWithdrawal")) {
    crowd.payments += 1;
    crowd.signatures.add(new Set(step.result.signers).size);
    sum(crowd.paid, step.action.withdrawal.token, BigInt(step.action.withdrawal.amount));
  }
}

function flushCrowd(teller: Teller): void {
  const { crowd, scenario } = teller;
  teller.crowd = emptyCrowd();
  if (crowd.from === null) return;
  const parts: string[] = [];
  if (crowd.deposits > 0)
    parts.push(`${plural(crowd.deposits, "deposit")} (${total(crowd.deposited, scenario)})`);
  if (crowd.payments > 0)
    parts.push(
      `${plural(crowd.payments, "withdrawal")} paid (${total(crowd.paid, scenario)}), each through ${[...crowd.signatures].sort().join(" or ")} signatures`,
    );
  for (const [key, count] of crowd.refused) {
    const [what = "", reason = ""] = key.split(" ");
    parts.push(`${plural(count, what)} refused: ${reason}`);
  }
  if (parts.length === 0) return;
  teller.passages.push({
    from: crowd.from,
    until: crowd.until,
    seq: null,
    text: `Honest use: ${parts.join("; ")}.`,
    tone: "calm",
  });
}

/** Tells the forged signatures since the last passage, a withdrawal at a time. */
function tellSigning(teller: Teller): readonly Passage[] {
  const byId = Map.groupBy(teller.signing, ({ action }) => action.over.id);
  teller.signing = [];
  return [...byId].map(([id, signing]): Passage => {
    const ways = Map.groupBy(signing, (step) =>
      step.status === "ok" ? (step.result.obtained ?? "own") : "refused",
    );
    const words = [...ways].map(
      ([way, steps]) =>
        `${steps.map(({ action }) => action.signer).join(", ")} ${signingWords[way]}`,
    );
    const made = signing.filter(({ status }) => status === "ok").length;
    const { actor, at } = signing[0] as SignStep;
    return {
      from: at,
      until: signing.at(-1)?.at ?? at,
      seq: null,
      text: `${actor} has withdrawal ${id} signed: ${words.join("; ")}. That makes ${plural(made, "signature")}.`,
      tone: "attack",
    };
  });
}

const signingWords: { readonly [way in Obtained | "refused"]: string } = {
  extract: "(stolen keys)",
  use: "(a signer under control)",
  delegation: "(by a delegation that still stands)",
  own: "(their own key)",
  refused: "could not be had",
};

/** Returns what a step that turns the story says, or `null` for the machinery in between. */
function turningPoint(teller: Teller, step: Step): Turn | null {
  if (isOk(step, "compromise")) return tellCompromise(teller.scenario, step);
  if (isVerb(step, "submitWithdrawal")) return tellSubmission(teller, step);
  if (isVerb(step, "alarm")) return { text: tellAlarm(teller, step), tone: "alarm" };
  if (isVerb(step, "pause") || isVerb(step, "unpause"))
    return {
      text: `${step.actor} ${step.action.verb}s the ${step.action.chain}'s gateway${outcome(step)}`,
      tone: "defense",
    };
  if (isVerb(step, "upgradeToAndCall") || isVerb(step, "initialize")) return tellUpgrade(step);
  if (isOfHeist(step)) return tellHeist(teller.scenario, step, teller.told);
  if (isMachinery(step)) return null;
  const what = isVerb(step, "call") ? actionWords(teller.scenario, step.action) : step.action.verb;
  return { text: `${step.actor}: ${what}${outcome(step)}`, tone: "defense" };
}

const isMachinery = (step: Step): boolean =>
  isVerb(step, "sign") ||
  isVerb(step, "postSignature") ||
  isVerb(step, "acknowledgeDeposit") ||
  isVerb(step, "deposit") ||
  isVerb(step, "requestWithdrawal");

function tellCompromise(scenario: Scenario, step: Step): Turn {
  if (!isOk(step, "compromise")) return { text: "", tone: "attack" };
  const reached = step.result.reached ?? [];
  const account = (node: string) => node.slice("key:".length);
  const isSigner = (name: string) =>
    scenario.world.validators.includes(name) || scenario.custodian?.wallets.includes(name);
  const keys = reached.filter(({ node }) => node.startsWith("key:") && isSigner(account(node)));
  const kind = hasBridge(scenario.world) ? "validator" : "wallet";
  const names = (capability: "extract" | "use") => [
    ...new Set(
      keys.filter((key) => key.capability === capability).map(({ node }) => account(node)),
    ),
  ];
  const owned = names("extract");
  const used = names("use").filter((name) => !owned.includes(name));
  const label = scenario.custody.nodes.find(({ id }) => id === step.action.node)?.label;
  const gains = [
    owned.length > 0 ? `${plural(owned.length, `${kind} key`)} for good (${owned.join(", ")})` : "",
    used.length > 0
      ? `the use of ${owned.length > 0 ? plural(used.length, "more", "more") : plural(used.length, `${kind} key`)} (${used.join(", ")})`
      : "",
  ].filter((text) => text !== "");
  return {
    text: `${step.actor} takes over ${label ?? step.action.node} (${step.action.how}) and through it ${
      gains.join(", and ") || `no ${kind}'s key`
    }.${hasBridge(scenario.world) ? ` ${keyCount(scenario, owned.length + used.length)}` : ""}`,
    tone: "attack",
  };
}

function keyCount(scenario: Scenario, keys: number): string {
  const { threshold } = scenario.declared;
  return keys >= threshold
    ? `The quorum is ${threshold} of ${scenario.world.validators.length}: that is enough.`
    : `The quorum is ${threshold} of ${scenario.world.validators.length}: that is not enough.`;
}

function tellSubmission(teller: Teller, step: Step): Turn {
  if (!isVerb(step, "submitWithdrawal")) return { text: "", tone: "attack" };
  const { id, token, recipient, amount } = step.action.withdrawal;
  const sum = money(teller.scenario, token, BigInt(amount));
  const signatures = plural(step.action.signatures.length, "signature");
  const isForged = !teller.honest.has(recipient);
  const head = `${step.actor} submits withdrawal ${id} of ${sum} to ${recipient} with ${signatures}`;
  if (step.status !== "ok")
    return {
      text: `${head}; the gateway refuses: ${refusalWords(step.error, (symbol, value) => money(teller.scenario, symbol, value))}.`,
      tone: isForged ? "defense" : "alarm",
    };
  const vault = step.balances.find(({ account }) => account === "vault");
  const left = vault ? ` ${money(teller.scenario, token, BigInt(vault.amount))} are left.` : "";
  return {
    text: `${head}; the gateway pays. Nobody ever asked for it on the sidechain.${left}`,
    tone: "attack",
  };
}

function tellAlarm(teller: Teller, step: Step): string {
  const since =
    teller.firstLoss === undefined || step.at < teller.firstLoss
      ? ""
      : ` That is ${formatDuration(step.at - teller.firstLoss)} after the first ${hasBridge(teller.scenario.world) ? "forged payment" : "theft"}.`;
  const reason = isVerb(step, "alarm") ? reasonWords(teller.scenario, step.action.reason) : "";
  return `${step.actor} raises the alarm: ${reason}.${since}`;
}

const outcome = (step: Step): string =>
  step.status === "ok" ? "." : `, and is refused: ${step.error.name}.`;

function sum(into: Map<string, bigint>, token: string, amount: bigint): void {
  into.set(token, (into.get(token) ?? 0n) + amount);
}

const total = (amounts: ReadonlyMap<string, bigint>, scenario: Scenario): string =>
  [...amounts].map(([token, amount]) => money(scenario, token, amount)).join(" and ");

function money(scenario: Scenario, symbol: string, amount: bigint): string {
  const token: TokenUnit = scenario.world.tokens.find(
    (candidate) => candidate.symbol === symbol,
  ) ?? {
    symbol,
    decimals: 0,
  };
  return shortenAmount(amount, token);
}

/** Whether the story has a theft in it that a quorum of genuine signatures carried out. */
export const isGenuineTheft = (trace: Trace): boolean => {
  const { threshold } = scenarioOf(trace).declared;
  return paymentsOf(trace).some(
    ({ origin, signers }) => origin === null && new Set(signers).size >= threshold,
  );
};
