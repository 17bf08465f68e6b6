import { capacityOf, wouldPay } from "../bridge/model/capacity.ts";
import { modelOf } from "../bridge/model/model.ts";
import { openState } from "../bridge/model/state.ts";
import { byAddress } from "../core/accounts.ts";
import { hour } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** What it takes an outsider with funds of its own to use a defense up, so that others wait. */
export type Griefing = {
  /** Withdrawals of its own money, each after a deposit. */
  readonly trips: number;
  /** The money that goes round, in base units; it is not lost. */
  readonly capital: bigint;
  /** For how long an honest withdrawal of one ether is not paid at once afterwards. */
  readonly hours: number;
};

const crowd = "crowd";
const oneEther = 10n ** 18n;
const tripsMost = 200;
const hoursMost = 7 * 24;

/**
 * Has an outsider send its own money round, in and out, as much as is paid at once, until a withdrawal
 * of one ether is not, and looks hour by hour when it is again; on the model.
 *
 * @returns `null` where nothing can be used up in that way.
 */
export function griefing({ world, start }: Scenario): Griefing | null {
  const capital = 10n ** 24n;
  const token = "ETH";
  const state = openState({
    ...world,
    accounts: { ...world.accounts, [crowd]: world.accounts[world.admin] ?? "0x" },
    wallets: [{ chain: "mainchain", account: crowd, token, amount: toAmount(2n * capital) }],
  });
  const bridge = modelOf(state);
  const signers = byAddress(world.validators, world.accounts);
  // Long before, so that it counts as nobody's inflow of the present window.
  bridge.execute(
    { verb: "deposit", sender: crowd, owner: crowd, token, amount: toAmount(capital) },
    { at: start, event: 0 },
  );
  const now = start + 30 * 24 * hour;
  const probe = (at: number) => ({ token, recipient: crowd, signers, now: at });
  const isOpen = (at: number) => wouldPay(state, { ...probe(at), amount: oneEther });
  if (!isOpen(now)) return null;
  const isTripping = (world.guarded?.guards ?? []).some(
    ({ guard }) => guard === "circuit-breaker" || guard === "pause-guardian",
  );
  let trips = 0;
  let spent = 0n;
  while (trips < tripsMost && isOpen(now)) {
    const amount = isTripping ? capital / 2n : capacityOf(state, probe(now), capital / 2n);
    const withdrawal = {
      id: toAmount(BigInt(trips)),
      token,
      recipient: crowd,
      amount: toAmount(amount),
    };
    const signatures = signers.map(
      (signer) => ({ signer, over: withdrawal, mode: 1, form: "plain" }) as const,
    );
    bridge.execute(
      { verb: "submitWithdrawal", sender: crowd, withdrawal, signatures },
      { at: now, event: 0 },
    );
    trips += 1;
    spent += amount;
    // Nothing bounds what is paid, so nothing can be used up.
    if (!isTripping && spent >= capital / 2n) return null;
  }
  if (isOpen(now)) return null;
  let hours = 1;
  while (hours < hoursMost && !isOpen(now + hours * hour)) hours += 1;
  return { trips, capital: spent, hours };
}
