import type { Command, Signature, Withdrawal } from "../bridge/port.ts";
import { day, hour } from "../core/time.ts";
import { type Act, party } from "./act.ts";
import { govern, members, operate } from "./govern.ts";
import type { History } from "./history.ts";
import { credit, operators, request, signed, signing } from "./life.ts";
import { type Move, pick } from "./move.ts";
import { zero } from "./setting.ts";
import { inOrder, signatureOf, withTricks } from "./tricks.ts";

/** What a sister bridge has signed: another bridge of the same validators. */
export type Sister = {
  readonly withdrawal: Withdrawal;
  readonly signatures: readonly Signature[];
} | null;

/**
 * Returns what a move comes to, given what the chains have shown so far. A move that means nothing
 * then, such as serving a request where there is none, comes to nothing.
 */
export function actsOf(move: Move, history: History, sister: Sister): readonly Act[] {
  switch (move.move) {
    case "submit":
      return [mine(submission(move, history))];
    case "deposit":
    case "request":
      return [ownMoney(move, history)];
    case "acknowledge":
      return acknowledgement(move, history);
    case "post":
      return posting(move, history);
    case "wait":
      // Nothing happens for a while: the smallest thing that happens then is that somebody asks.
      return [{ ...request("alice", "ETH", 1n), after: pick(waits, move.length) }];
    case "serve":
      return service(move, history);
    case "honest":
      return [request("alice", "ETH", pick(honestAmounts, move.amount))];
    case "operate":
      return [operators(operate(move))];
    case "members":
      return [operators(members(move, history))];
    case "freeze":
      return [operators(freeze(move))];
    case "govern":
      return [mine(govern(move, history))];
    case "sister":
      return sister === null ? [] : fromSister(move, sister, history);
  }
}

const mine = (command: Command): Act => ({ actor: party.attacker, command });

const ether = 10n ** 18n;
// Around finality, an hour, a day and its edges.
const waits = [1, 59, 60, 61, hour, day - 1, day, day + 1];
const honestAmounts = [ether, 1n, 9n * ether];

type Of<M extends Move["move"]> = Extract<Move, { move: M }>;

function submission(move: Of<"submit">, history: History): Command {
  const base = baseOf(move, history);
  const withdrawal = changed(base, move, history);
  const { stolen } = history.setting;
  const validators = stolen.filter((name) => history.setting.world.validators.includes(name));
  const mode = (move.mode % 3) as 0 | 1 | 2;
  const keys = validators
    .slice(0, Math.max(validators.length - move.fewer, 0))
    .map((signer) => signatureOf(signer, withdrawal, mode));
  const mailbox = history.mailboxes.get(base.id) ?? [];
  const everywhere = [...history.mailboxes.values()].flat();
  const sources = [keys, distinct([...keys, ...mailbox]), mailbox, distinct(everywhere), []];
  const list = inOrder(history, pick(sources, move.source));
  return {
    verb: "submitWithdrawal",
    sender: party.attacker,
    withdrawal,
    signatures: withTricks(list, move.tricks, history, withdrawal),
  };
}

/** The first signature of each signer. */
const distinct = (list: readonly Signature[]): readonly Signature[] => [
  ...new Map(
    [...list].reverse().map((one) => ["signer" in one ? one.signer : one.bytes, one]),
  ).values(),
];

/** A payment that nobody asked for, or a request. */
function baseOf({ base }: Of<"submit">, { requests }: History): Withdrawal {
  const forged: Withdrawal = {
    id: `${BigInt(requests.length)}`,
    token: "ETH",
    recipient: party.attacker,
    amount: `${ether}`,
  };
  // What lies ready in a mailbox comes first, then what is paid already.
  const [paid, ...others] = requests;
  return pick([forged, ...others.slice(0, 3), ...(paid ? [paid] : []), ...others.slice(3)], base);
}

function changed(base: Withdrawal, move: Of<"submit">, history: History): Withdrawal {
  const next = BigInt(history.requests.length);
  const ids = [
    BigInt(base.id),
    next,
    next + 1n,
    next - 1n,
    0n,
    BigInt(base.id) + 1n,
    2n ** 32n,
    2n ** 64n,
    2n ** 256n - 1n,
  ];
  const token = pick([base.token, "USDC", "AXS"], move.token);
  const recipient = pick([base.recipient, party.attacker, "mule", "alice", zero], move.recipient);
  const held = history.vault.get(token) ?? 0n;
  const amount = BigInt(base.amount);
  const amounts = [
    amount,
    held,
    held + 1n,
    held - 1n,
    amount + 1n,
    amount - 1n,
    0n,
    1n,
    held / 2n,
    2n ** 128n,
  ];
  const value = pick(amounts, move.amount);
  return {
    id: `${pick(ids, move.id)}`,
    token,
    recipient,
    amount: `${value < 0n ? 0n : value}`,
  };
}

function ownMoney(
  { move, token, amount, owner }: Of<"deposit" | "request">,
  history: History,
): Act {
  const symbol = pick(["ETH", "USDC"], token);
  const held = history.vault.get(symbol) ?? 0n;
  const amounts = [1n, 1000n, 0n, ether, 4n * ether, 4n * ether + 1n, 500n * 10n ** 6n, held];
  const sender = party.attacker;
  const forWhom = pick([sender, zero], owner);
  const what = { sender, token: symbol, amount: `${pick(amounts, amount)}` as const };
  return mine(
    move === "request"
      ? { verb: "requestWithdrawal", recipient: forWhom, ...what }
      : { verb: "deposit", owner: forWhom, ...what },
  );
}

function acknowledgement(move: Of<"acknowledge">, history: History): readonly Act[] {
  const { stolen, world } = history.setting;
  const senders = stolen.filter((name) => world.validators.includes(name));
  const id = move.deposit % (history.deposits.length + 1);
  const real = history.deposits[id] ?? { owner: party.attacker, token: "ETH", amount: ether };
  const { owner, token, amount } = pick(
    [
      real,
      { ...real, amount: real.amount + 1n },
      { ...real, owner: party.attacker },
      { ...real, amount: 2n ** 128n },
      { ...real, amount: 0n },
    ],
    move.change,
  );
  return senders.slice(0, Math.max(senders.length - move.fewer, 1)).map((sender) =>
    mine({
      verb: "acknowledgeDeposit",
      sender,
      depositId: `${BigInt(id)}`,
      owner,
      token,
      amount: `${amount}`,
    }),
  );
}

function posting(move: Of<"post">, history: History): readonly Act[] {
  const { stolen, world } = history.setting;
  const senders = stolen.filter((name) => world.validators.includes(name));
  const request = pick(history.requests, move.request);
  if (senders.length === 0 || request === undefined) return [];
  const sender = pick(senders, move.key);
  const over = pick(
    [
      request,
      { ...request, recipient: party.attacker },
      { ...request, amount: `${BigInt(request.amount) + 1n}` as const },
      { ...request, id: `${BigInt(history.requests.length)}` as const },
    ],
    move.over,
  );
  return [
    mine({
      verb: "postSignature",
      sender,
      withdrawalId: request.id,
      signature: signatureOf(sender, over),
      replace: move.replace === 1,
    }),
  ];
}

function service({ what, which }: Of<"serve">, history: History): readonly Act[] {
  const unserved =
    what === 0
      ? history.requests.filter(({ id }) => (history.mailboxes.get(id)?.length ?? 0) < 2)
      : history.deposits.filter((_, id) => !history.credited.has(`${id}`));
  if (unserved.length === 0) return [];
  const chosen = pick<(typeof unserved)[number]>(unserved, which);
  return "id" in chosen
    ? signed(history, Number(chosen.id))
    : credit(history, history.deposits.indexOf(chosen));
}

function freeze({ what, who }: Of<"freeze">): Command {
  return {
    verb: pick(["freeze", "unfreeze"] as const, what),
    sender: "issuer",
    token: "USDC",
    account: pick(["bob", "attacker", "mule"], who),
  };
}

/**
 * Submits what the validators signed for the sister bridge, or as if it were for somebody else. The
 * signing is in the trace, where it may stand: nothing in it says for which bridge it is.
 */
function fromSister({ recipient }: Of<"sister">, sister: NonNullable<Sister>, history: History) {
  const { withdrawal, signatures } = sister;
  const signers = signatures.flatMap((one) => ("signer" in one ? [one.signer] : []));
  return [
    ...signing(history, signers, withdrawal),
    mine({
      verb: "submitWithdrawal",
      sender: party.attacker,
      withdrawal: {
        ...withdrawal,
        recipient: pick([withdrawal.recipient, "attacker", "mule", "bob"], recipient),
      },
      signatures,
    }),
  ];
}
