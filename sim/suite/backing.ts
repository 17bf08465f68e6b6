import type { Withdrawal, World } from "../bridge/port.ts";
import { isSame } from "../bridge/withdrawal.ts";
import { type Event, errorOf, isOf, isPaying, type Of } from "./history.ts";
import { everywhere, type Property, type Sight, through } from "./property.ts";
import { isAscending, trueSigners, votesNeeded, votesOf } from "./signers.ts";

/** What the sidechain has been asked for, and who has said so, as answers told it. */
type Source = {
  readonly requests: Map<string, Withdrawal>;
  /** Watchers by what they attested. */
  readonly words: { readonly watcher: string; readonly over: Withdrawal }[];
};

/** Goes through a history with what the sidechain was asked for before each step. */
const beside = (look: (event: Event, source: Source, world: World) => Sight): Property["judge"] =>
  through(
    (): Source => ({ requests: new Map(), words: [] }),
    (event, source, world) => {
      const sight = look(event, source, world);
      note(source, event);
      return sight;
    },
  );

function note({ requests, words }: Source, event: Event): void {
  const { outcome } = event;
  if (outcome.status !== "ok") return;
  if (isOf(event, "attest"))
    words.push({ watcher: event.command.sender, over: event.command.withdrawal });
  if (!isOf(event, "requestWithdrawal")) return;
  const { recipient, token, amount } = event.command;
  const id = outcome.result.withdrawalId ?? "0";
  requests.set(id, { id, token, recipient, amount });
}

/** Whether a payment has behind it what the gateway is to look for. */
function isBacked({ requests, words }: Source, { guarded }: World, over: Withdrawal): boolean {
  const guard = guarded?.guards.find((one) => one.guard === "backing-attestation");
  if (guard?.guard !== "backing-attestation") {
    const request = requests.get(over.id);
    return request !== undefined && isSame(request, over);
  }
  const said = words.filter((word) => isSame(word.over, over));
  const watchers = new Set(said.map(({ watcher }) => watcher));
  return [...watchers].filter((name) => guard.watchers.includes(name)).length >= guard.needed;
}

/** Whether what somebody asked for is brought with all that it takes. */
function isOwed(event: Of<"submitWithdrawal">, { requests }: Source, world: World): boolean {
  const { command, before } = event;
  const { withdrawal, signatures } = command;
  const request = requests.get(withdrawal.id);
  const signers = trueSigners(world, command);
  return (
    request !== undefined &&
    isSame(request, withdrawal) &&
    (withdrawal.epoch ?? 1) === before.epoch &&
    signers.length === signatures.length &&
    signers.length >= Math.max(1, votesNeeded(world, before, command)) &&
    votesOf(before, signers) === signers.length &&
    isAscending(world, signers)
  );
}

const taken = new Set(["SourceUsed", "WithdrawalAlreadyProcessed"]);

/** What is said of withdrawals and the requests that they answer. */
export const backing: readonly Property[] = [
  {
    id: "S10",
    statement:
      "each payment is of what somebody asked for, to the unit; or the watchers needed say so",
    absent: everywhere,
    judge: beside((event, source, world) => {
      if (!isPaying(event)) return null;
      const { outcome, command } = event;
      const isIt = isBacked(source, world, command.withdrawal);
      if (outcome.status !== "ok" || outcome.result.paid === undefined)
        return isIt || outcome.status === "ok" ? null : "refused";
      return isIt ? "accepted" : { broken: `${command.withdrawal.id} is backed by nothing` };
    }),
  },
  {
    id: "V06",
    statement: "nothing that was forged takes the place of what somebody asked for",
    absent: everywhere,
    judge: beside((event, source, world) => {
      if (!isOf(event, "submitWithdrawal")) return null;
      const { before, command, outcome } = event;
      const { withdrawal } = command;
      if (!isOwed(event, source, world)) {
        const isForged = source.requests.has(withdrawal.id) && outcome.status === "fail";
        return isForged ? "refused" : null;
      }
      if (outcome.status !== "fail") return "accepted";
      if (!taken.has(errorOf(event)?.name ?? "")) return null;
      const holders = [...before.entries.values()].filter(
        (entry) => entry.withdrawal.id === withdrawal.id && entry.status !== "Cancelled",
      );
      const isItself = holders.some((entry) => isSame(entry.withdrawal, withdrawal));
      return isItself ? null : { broken: `another withdrawal has the number ${withdrawal.id}` };
    }),
  },
];
