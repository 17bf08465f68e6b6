import type { Withdrawal } from "../bridge/port.ts";
import { type Act, party } from "./act.ts";
import { type History, signatureKey } from "./history.ts";
import { finality, newcomers } from "./setting.ts";
import { inOrder, signatureOf } from "./tricks.ts";

const ether = 10n ** 18n;
const dollar = 10n ** 6n;

/**
 * The honest life that every draw begins with, in parts; each sees what the one before has done.
 * Alice and Bob fill the vault, the attacker has a little of its own; withdrawal 0 is paid, 1 and 2
 * (the attacker's own) lie signed in their mailboxes, 3 has one signature yet.
 */
export const opening: readonly ((history: History) => readonly Act[])[] = [
  () => [
    deposit("alice", "ETH", 100n * ether),
    deposit("bob", "USDC", 20_000n * dollar),
    deposit("attacker", "ETH", 5n * ether),
    deposit("attacker", "USDC", 500n * dollar),
  ],
  (history) => history.deposits.flatMap((_, id) => credit(history, id)),
  () => [
    request("alice", "ETH", 40n * ether),
    request("bob", "USDC", 3_000n * dollar),
    request("attacker", "ETH", ether),
    request("alice", "ETH", 20n * ether),
  ],
  (history) => [
    ...[0, 1, 2].flatMap((id) => signed(history, id)),
    ...signed(history, 3).slice(0, 2),
  ],
  (history) => history.requests.slice(0, 1).flatMap((withdrawal) => relay(history, withdrawal)),
];

/**
 * The end of every draw: the operators lift what stops the bridge, and everybody who asked for a
 * withdrawal gets the signatures of the honest validators and takes them to the mainchain.
 */
export function closing(history: History): readonly Act[] {
  const lifted = [
    ...[...history.paused].map(
      (chain): Act => operators({ verb: "unpause", sender: "admin", chain }),
    ),
    ...[...history.frozen].map((entry): Act => {
      const [token = "", account = ""] = entry.split(" ");
      return operators({ verb: "unfreeze", sender: "issuer", token, account });
    }),
  ];
  const owed = history.requests.filter(
    ({ id, recipient }) => !history.paid.has(id) && recipient !== party.attacker,
  );
  return [...lifted, ...owed.flatMap((withdrawal) => relay(history, withdrawal))];
}

/** Honest validators acknowledge a deposit. */
export function credit(history: History, id: number): readonly Act[] {
  const deposit = history.deposits[id];
  if (deposit === undefined) return [];
  const { owner, token } = deposit;
  return servingNow(history).map(
    (sender, index): Act => ({
      actor: party.validators,
      after: index === 0 ? finality.mainchain : 1,
      command: {
        verb: "acknowledgeDeposit",
        sender,
        depositId: `${BigInt(id)}`,
        owner,
        token,
        amount: `${deposit.amount}`,
      },
    }),
  );
}

/** Honest validators put their signatures for a request into its mailbox. */
export function signed(history: History, id: number): readonly Act[] {
  const over = history.requests[id];
  if (over === undefined) return [];
  return afterFinality(
    servingNow(history).flatMap((sender) => [
      ...signing(history, [sender], over),
      {
        actor: party.validators,
        command: {
          verb: "postSignature",
          sender,
          withdrawalId: over.id,
          signature: signatureOf(sender, over),
          replace: true,
        },
      },
    ]),
  );
}

/** Takes a request to the mainchain, with the signatures of the honest validators. */
function relay(history: History, withdrawal: Withdrawal): readonly Act[] {
  const signers = servingNow(history);
  const signatures = signers.map((signer) => signatureOf(signer, withdrawal));
  return afterFinality([
    ...signing(history, signers, withdrawal),
    {
      actor: party.relayer,
      command: {
        verb: "submitWithdrawal",
        sender: party.relayer,
        withdrawal,
        signatures: inOrder(history, signatures),
      },
    },
  ]);
}

/** Validators sign, where they have not yet. */
export const signing = (
  { made }: History,
  signers: readonly string[],
  over: Withdrawal,
): readonly Act[] =>
  signers
    .filter((signer) => !made.has(signatureKey(signer, over)))
    .map((signer) => ({
      actor: party.validators,
      command: { verb: "sign", signer, over, mode: 1 },
    }));

/** Lets the first of some acts wait until a request that is just made is final. */
const afterFinality = ([first, ...others]: readonly Act[]): readonly Act[] =>
  first === undefined ? [] : [{ ...first, after: finality.sidechain }, ...others];

/** Honest validators who are members now. Newcomers are honest. */
const servingNow = ({ setting, validators }: History): readonly string[] =>
  [...setting.serving, ...newcomers].filter((name) => validators.has(name));

const deposit = (sender: string, token: string, amount: bigint): Act => ({
  actor: sender,
  command: { verb: "deposit", sender, owner: sender, token, amount: `${amount}` },
});

export const request = (sender: string, token: string, amount: bigint): Act => ({
  actor: sender,
  command: { verb: "requestWithdrawal", sender, recipient: sender, token, amount: `${amount}` },
});

export const operators = (command: Act["command"]): Act => ({ actor: party.operators, command });
