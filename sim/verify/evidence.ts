import { type Decoded, decodeChain } from "./decode.ts";
import {
  type History,
  historyOf,
  type Payment,
  type Refusal,
  type Request,
  type Submission,
} from "./history.ts";
import { type ChainFile, readChain, readScenario, readTrace } from "./read.ts";
import type { ScenarioFile, TraceLine } from "./shape.ts";
import type { Recover } from "./signers.ts";
import { type Step, stepsIn } from "./trace.ts";

/** The files of one world, as text. */
export type RunFiles = {
  readonly scenario: string;
  readonly trace: string;
  readonly chain: string;
};

/** A payment, the request that it answers if there is one, and the validators who signed it. */
export type Judged = Payment & {
  readonly origin: Request | null;
  /** Addresses of distinct validators of that moment, recovered from the call. */
  readonly validators: ReadonlySet<string>;
};

/** A refused withdrawal that no request asked for, and the validators who signed it. */
export type Attempt = Refusal & { readonly validators: ReadonlySet<string> };

/** Everything that is known of one world. */
export type Evidence = {
  readonly text: RunFiles;
  readonly scenario: ScenarioFile;
  readonly lines: readonly TraceLine[];
  readonly steps: readonly Step[];
  readonly chain: ChainFile;
  readonly transactions: readonly Decoded[];
  readonly history: History;
  readonly payments: readonly Judged[];
  /** Payments that answer no request. */
  readonly forged: readonly Judged[];
  readonly attempts: readonly Attempt[];
};

/**
 * Reads one world's files.
 *
 * @param folder What the files' names begin with, for errors.
 * @throws InputError when a file is not what it must be.
 */
export function gather(text: RunFiles, folder: string, tenant: string, recover: Recover): Evidence {
  const scenario = readScenario(text.scenario, `${folder}scenario.json`);
  const chain = readChain(text.chain, `${folder}chain.jsonl`, tenant);
  const lines = readTrace(text.trace, `${folder}trace.jsonl`);
  const transactions = decodeChain(chain);
  const history = historyOf(chain, transactions);
  const votersOf = (submission: Submission): ReadonlySet<string> => {
    const members = validatorsAt(scenario, history, submission.line);
    const token = chain.opening.tokens.mainchain[submission.token];
    if (token === undefined) return new Set();
    const signers = recover({ ...submission, token }, submission.signatures);
    return new Set(signers.filter((signer) => signer !== null && members.has(signer)) as string[]);
  };
  const payments = judge(scenario, history, votersOf);
  return {
    text,
    scenario,
    lines,
    steps: stepsIn(lines, `${folder}trace.jsonl`),
    chain,
    transactions,
    history,
    payments,
    forged: payments.filter(({ origin }) => origin === null),
    attempts: history.refusals
      .filter((refusal) => !history.requests.some((request) => isSame(request, refusal)))
      .map((refusal) => ({ ...refusal, validators: votersOf(refusal) })),
  };
}

/**
 * Finds the request that each payment answers: earlier, final by then, for the same id, owner,
 * token and amount, and answered by no payment before.
 */
function judge(
  scenario: ScenarioFile,
  history: History,
  votersOf: (payment: Payment) => ReadonlySet<string>,
): readonly Judged[] {
  const { finality } = scenario.declared;
  const answered = new Set<Request>();
  return history.payments.map((payment): Judged => {
    const origin = history.requests.find(
      (request) =>
        !answered.has(request) &&
        request.line < payment.line &&
        request.at + finality.sidechain <= payment.at &&
        isSame(request, payment),
    );
    if (origin !== undefined) answered.add(origin);
    return { ...payment, origin: origin ?? null, validators: votersOf(payment) };
  });
}

type Wanted = Pick<Request, "id" | "owner" | "token" | "amount">;

/** Whether two withdrawals are for the same id, owner, token and amount. */
export const isSame = (a: Wanted, b: Wanted): boolean =>
  a.id === b.id && a.owner === b.owner && a.token === b.token && a.amount === b.amount;

/** Returns the addresses of the mainchain's validators before a line of chain.jsonl. */
function validatorsAt(
  { world }: ScenarioFile,
  { memberships }: History,
  line: number,
): ReadonlySet<string> {
  const members = new Set(world.validators.map((name) => world.accounts[name] ?? name));
  for (const change of memberships) {
    if (change.line >= line) break;
    if (change.isMember) members.add(change.validator);
    else members.delete(change.validator);
  }
  return members;
}
