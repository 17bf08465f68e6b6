import { sha256, toUtf8Bytes } from "ethers";
import { logsOwed } from "./abi.ts";
import type { Arguments, Decoded } from "./decode.ts";
import type { Evidence } from "./evidence.ts";
import { type Crosscheck, crosscheck } from "./finding.ts";
import type { Claims } from "./shape.ts";
import type { Step } from "./trace.ts";

/** Checks that the files of a run belong together: scenario, trace, chains and their hashes. */
export const identity = (evidence: Evidence, claims: Claims): readonly Crosscheck[] => [
  crosscheck(
    "scenarioHash",
    claims.scenarioHash,
    hashOf(evidence.text.scenario.replace(/\n$/, "")),
    "SHA-256 of scenario.json without the newline at its end",
  ),
  crosscheck("traceHash", claims.traceHash, hashOf(evidence.text.trace), "SHA-256 of trace.jsonl"),
  crosscheck(
    "trace.scenario",
    hashOf(sorted(JSON.parse(evidence.text.scenario))),
    hashOf(sorted(scenarioIn(evidence))),
    "scenario.json beside the scenario on the trace's first line",
  ),
  world(evidence),
  blocks(evidence),
  steps(evidence),
  logs(evidence),
];

const hashOf = (text: string): string => sha256(toUtf8Bytes(text)).slice(2);

const scenarioIn = ({ lines }: Evidence): unknown =>
  lines[0]?.type === "begin" ? lines[0].scenario : null;

/** Writes a value as JSON with its keys in order, so that equal values give equal texts. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`).join(",")}}`;
}

/** The world that the chains were opened with is the scenario's. */
function world({ scenario, chain }: Evidence): Crosscheck {
  const { accounts, chainIds } = scenario.world;
  const tokens = Object.fromEntries(
    scenario.world.tokens.map(({ symbol, address }) => [symbol, address]),
  );
  const { opening } = chain;
  return crosscheck(
    "chain.world",
    hashOf(sorted({ accounts, chainIds, tokens })),
    hashOf(
      sorted({
        accounts: opening.accounts,
        chainIds: opening.chainIds,
        tokens: opening.tokens.mainchain,
      }),
    ),
    "accounts, chain ids and token addresses of scenario.json beside those that the chains were opened with, hashed",
  );
}

/** Each transaction has a block of its own, so a number left out is a transaction left out. */
function blocks({ transactions }: Evidence): Crosscheck {
  const spans = (["mainchain", "sidechain"] as const).map((name) => {
    const numbers = transactions.filter(({ chain }) => chain === name).map(({ block }) => block);
    const [first, last] = [numbers[0], numbers.at(-1)];
    return first === undefined || last === undefined ? 0 : last - first + 1;
  });
  return crosscheck(
    "chain.blocks",
    `${spans.reduce((sum, span) => sum + span, 0)}`,
    `${transactions.length}`,
    "transactions, beside the blocks from the first to the last of each chain",
  );
}

/** What no chain hears of. */
const silent = new Set(["sign", "compromise", "shutDown", "alarm"]);

/** Reasons for which an action fails before it is sent to a chain. */
const unsent = new Set(["KeyOutOfReach", "InsufficientFunds"]);

/** Each action that reached a chain has its transaction, at its time and with its outcome. */
function steps({ steps, transactions }: Evidence): Crosscheck {
  const sent = steps.filter(
    ({ action, outcome }) =>
      !silent.has(action.verb) && !(outcome.status !== "ok" && unsent.has(outcome.reason)),
  );
  const last = new Map(transactions.map((transaction) => [transaction.event, transaction]));
  const known = new Set(sent.map(({ event }) => event));
  const strange = transactions.find(({ event }) => !known.has(event));
  const unlike = sent.find((step) => !isTransactionOf(step, last.get(step.event)));
  const matched = sent.filter((step) => isTransactionOf(step, last.get(step.event))).length;
  const strangers = transactions.filter(({ event }) => !known.has(event)).length;
  const fault =
    unlike !== undefined
      ? `; event ${unlike.event} (${unlike.action.verb}) has no transaction like it`
      : strange !== undefined
        ? `; chain.jsonl:${strange.line} belongs to no event of the trace`
        : "";
  return crosscheck(
    "chain.steps",
    `${sent.length}`,
    strangers === 0 ? `${matched}` : `${matched} and ${strangers} of no event`,
    `actions of the trace that have a transaction with their time and outcome${fault}`,
  );
}

const isTransactionOf = ({ at, outcome }: Step, transaction: Decoded | undefined): boolean =>
  transaction !== undefined &&
  transaction.at === at &&
  (transaction.reverted === null) === (outcome.status !== "fail");

/** Each call that went through left the logs that such a call leaves, with what it was given. */
function logs({ transactions }: Evidence): Crosscheck {
  const calls = transactions.filter(({ chain, call, reverted }) =>
    reverted === null && call !== null ? Object.hasOwn(logsOwed[chain], call.name) : false,
  );
  const silentCalls = calls.filter((transaction) => !hasLogs(transaction));
  const [first] = silentCalls;
  const fault =
    first === undefined
      ? ""
      : `; chain.jsonl:${first.line} (${first.call?.name}) is the first not to`;
  return crosscheck(
    "chain.logs",
    `${calls.length}`,
    `${calls.length - silentCalls.length}`,
    `calls whose logs say what the call asked for${fault}`,
  );
}

function hasLogs({ chain, call, said, from, value }: Decoded): boolean {
  const owed = logsOwed[chain][call?.name ?? ""] ?? [];
  const sent = BigInt(value);
  const meant: Arguments = {
    owner: from,
    account: from,
    ...(call?.by.part === "gateway" ? { validator: from } : {}),
    ...(sent > 0n ? { number: sent } : {}),
    ...call?.args,
  };
  return owed.every((name) => said.some((log) => log.name === name && agree(meant, log.args)));
}

/** Whether what has the same name in a call and in a log has the same value. */
const agree = (meant: Arguments, said: Arguments): boolean =>
  Object.entries(said).every(([name, value]) => meant[name] === undefined || meant[name] === value);
