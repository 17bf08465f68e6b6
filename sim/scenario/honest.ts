import type { Random } from "../core/random.ts";
import { hour, minute } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import type { UserSpec } from "./actors.ts";
import { drawArrival, drawWithdrawal } from "./traffic.ts";

/** A stretch of time that no honest user's stay in the bridge may overlap. */
export type Quiet = { readonly from: number; readonly until: number };

export type HonestLife = {
  readonly count: number;
  /** First and last UTC day of withdrawals, `YYYY-MM-DD`. */
  readonly fromDay: string;
  readonly toDay: string;
  /** Seconds since 1970 before which nobody deposits, and after which nobody asks to withdraw. */
  readonly earliest: number;
  readonly latest: number;
  readonly quiet: readonly Quiet[];
  /** Deposits given instead of drawn, in base units, by user's number from 1. */
  readonly deposits: ReadonlyMap<number, bigint>;
};

const oneEther = 10n ** 18n;
// From the request to the payment an honest withdrawal takes some minutes; this is ample.
const ampleStay = 30 * minute;

/**
 * Draws the honest users of a run. Each deposits, and some hours later withdraws most of it; sizes
 * and arrivals come from the bridge's real traffic, everything else here is chosen.
 *
 * Nobody's stay overlaps a quiet time: users who deposited before the theft and withdraw after it
 * would find the vault too short and notice first, which no source tells of.
 *
 * @returns As many users as asked for, in the order of their numbers, named `user-01` and so on.
 */
export function drawHonestUsers(life: HonestLife, random: Random): readonly UserSpec[] {
  const digits = String(life.count).length;
  return Array.from({ length: life.count }, (_, index): UserSpec => {
    const number = index + 1;
    const own = random.stream(`user/${number}`);
    const withdrawal = drawWithdrawal(own.stream("size"));
    const rest = own.stream("rest").bigint(0n, capped(withdrawal / 10n));
    const deposit = life.deposits.get(number) ?? withdrawal + rest;
    const stay = own.stream("stay").integer(hour, 6 * hour);
    const requestAt = settle(
      life,
      drawArrival(own.stream("arrival"), life.fromDay, life.toDay),
      stay,
    );
    return {
      kind: "user",
      name: `user-${String(number).padStart(Math.max(2, digits), "0")}`,
      token: "ETH",
      deposit: toAmount(deposit),
      depositAt: requestAt - stay,
      withdrawal: {
        amount: toAmount(withdrawal < deposit ? withdrawal : deposit),
        requestAt,
        submitAt: null,
      },
      complains: false,
    };
  });
}

/** Moves a request so that the stay lies within the run and overlaps no quiet time. */
function settle({ earliest, latest, quiet }: HonestLife, drawn: number, stay: number): number {
  let at = Math.min(Math.max(drawn, earliest + stay), latest);
  for (const { from, until } of quiet)
    if (at - stay < until && at + ampleStay > from) at = until + stay + (at % ampleStay);
  return at <= latest ? at : Math.min(...quiet.map(({ from }) => from)) - ampleStay;
}

const capped = (rest: bigint): bigint => (rest < oneEther ? rest : oneEther);
