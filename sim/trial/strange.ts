import type { CommandOf } from "../bridge/port.ts";
import type { Plain } from "../core/canonical.ts";
import { toAmount } from "../core/units.ts";
import { people } from "./bench.ts";

/** What a guard's gateway alone may call: its commits, and what it is notified by. */
export const commits = ["onPaid", "onHeld", "onCancelled", "onDeposited"] as const;
export type Commit = (typeof commits)[number];

/** What a stranger's call is about. */
export const strange = { token: "ETH", amount: 10n ** 18n } as const;

const zero = `0x${"0".repeat(64)}`;
const token = `$${strange.token}`;
const stranger = `$${people.outsider}`;
const amount = toAmount(strange.amount);

const request: Plain = {
  withdrawal: {
    ...{ id: "0", sourceChainId: "2020", sourceRef: zero, token, recipient: stranger, amount },
    ...{ epoch: "1", deadline: "0" },
  },
  key: zero,
  quorum: { signers: [stranger], weights: ["1"], weight: "1", total: "1", minimum: "1" },
  vault: { balance: toAmount(10n ** 24n), held: "0", isMintable: false },
  ...{ phase: 0, submitter: stranger, heldSince: "0", notBefore: "0" },
};

const argsOf: { readonly [commit in Commit]: readonly Plain[] } = {
  onPaid: [request, "0x"],
  onHeld: [request, "0x"],
  onCancelled: [zero, token, amount],
  onDeposited: [token, stranger, amount],
};

/** Returns a stranger's call of a guard that came compiled. */
export const strangerCall = (commit: Commit): CommandOf<"call"> => ({
  verb: "call",
  sender: people.outsider,
  to: "own",
  functionName: commit,
  args: argsOf[commit],
});
