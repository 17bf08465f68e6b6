import { describe, expect, it } from "vitest";
import { inCallOrder } from "../../sim/actor/signatures.ts";
import { type Model, openModel } from "../../sim/bridge/model/model.ts";
import type { Outcome, Signature, Withdrawal, World } from "../../sim/bridge/port.ts";
import { day, hour, minute, utcSeconds } from "../../sim/core/time.ts";
import { toAmount } from "../../sim/core/units.ts";
import { accountsOf } from "../../sim/scenario/accounts.ts";

const ether = (count: number): bigint => BigInt(count) * 10n ** 18n;

const stolen = ether(173_600);
const dayLimit = ether(45_900);
const validators = Array.from({ length: 9 }, (_, index) => `validator-${index + 1}`);

/** The limits of June 2022 with nine operators, and a vault of what was stolen in March. */
const world: World = {
  seed: 1,
  start: utcSeconds("2022-03-22T00:00:00Z"),
  chainIds: { mainchain: 1, sidechain: 2020 },
  accounts: accountsOf(1, ["admin", "issuer", "sentry", "owner", "thief", ...validators]),
  admin: "admin",
  issuer: "issuer",
  contracts: {
    gateway: "RoninGatewayV2",
    validatorSet: "ValidatorSet",
    sidechainGateway: "SidechainGateway",
  },
  validators,
  quorum: { numerator: 70, denominator: 100 },
  quorumAuthorizesPay: true,
  tokens: [
    {
      symbol: "ETH",
      decimals: 18,
      kind: "wrapped",
      address: "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
    },
  ],
  wallets: [{ chain: "mainchain", account: "owner", token: "ETH", amount: toAmount(stolen) }],
  roninV2: {
    highTierQuorum: { numerator: 90, denominator: 100 },
    unlockers: ["admin"],
    pausers: ["sentry"],
    limits: {
      ETH: {
        highTier: toAmount(ether(918)),
        locked: toAmount(ether(9_180)),
        unlockFee: 10,
        daily: toAmount(dayLimit),
      },
    },
  },
};

/** A model whose vault is full, and a thief who signs with some of the keys. */
function robbery(keys: number) {
  const model = openModel(world);
  const moment = { at: world.start, event: 0 };
  const deposit = { verb: "deposit", sender: "owner", owner: "owner", token: "ETH" } as const;
  expect(model.execute({ ...deposit, amount: toAmount(stolen) }, moment).status).toBe("ok");
  let id = 2_000_000n;
  let taken = 0n;
  let last = 0;
  const submit = (amount: bigint, at: number): Outcome => {
    const withdrawal = payment(id++, amount);
    const signatures = signedBy(withdrawal, keys);
    const command = { verb: "submitWithdrawal", sender: "thief", withdrawal, signatures } as const;
    const outcome = model.execute(command, { at, event: 0 });
    if (outcome.status !== "ok") return outcome;
    taken += BigInt(outcome.result.paid ?? 0n);
    last = at;
    return outcome;
  };
  return { model, submit, taken: () => taken, last: () => last };
}

const payment = (id: bigint, amount: bigint): Withdrawal => ({
  id: `${id}`,
  token: "ETH",
  recipient: "thief",
  amount: toAmount(amount),
});

const signedBy = (over: Withdrawal, keys: number): readonly Signature[] =>
  inCallOrder(
    validators.slice(0, keys).map((signer) => ({ signer, over, mode: 1, form: "plain" })),
    world.accounts,
  );

type Robbery = ReturnType<typeof robbery>;

const least = (...values: readonly bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a));

/** Takes all that a day leaves, in payments of at most so much. Returns how many it took. */
function empty({ submit, taken }: Robbery, at: number, most: bigint): number {
  const from = taken();
  for (let payments = 0; ; payments += 1) {
    const left = least(dayLimit - 1n - (taken() - from), stolen - taken());
    if (left === 0n) return payments;
    expect(submit(least(left, most), at).status).toBe("ok");
  }
}

/** The most below the high tier, which seven keys may take at once; and below the locked one. */
const seven = { keys: 7, most: ether(918) - 1n };
const nine = { keys: 9, most: ether(9_180) - 1n };

const midnightAfter = (at: number): number => (Math.floor(at / day) + 1) * day;

/** Takes a day's limit as soon as a day has one, until everything is gone or somebody pauses. */
function rob(thief: Robbery, most: bigint, start: number, pauseAt: number): void {
  for (let at = start; at < pauseAt && thief.taken() < stolen; at = midnightAfter(at))
    empty(thief, at, most);
  pause(thief.model, pauseAt);
  if (thief.taken() < stolen)
    expect(thief.submit(1n, pauseAt)).toMatchObject({ error: { name: "EnforcedPause" } });
}

const pause = (model: Model, at: number): void => {
  const command = { verb: "pause", sender: "sentry", chain: "mainchain" } as const;
  expect(model.execute(command, { at, event: 0 }).status).toBe("ok");
};

const asItWas = utcSeconds("2022-03-23T13:29:09Z");
const beforeMidnight = utcSeconds("2022-03-23T23:59:59Z");

describe("the limits of June 2022", () => {
  it("lose nothing to five signatures, of whatever amount and whenever", () => {
    const thief = robbery(5);
    for (const amount of [1n, ether(917), ether(918), ether(9_180), stolen])
      for (const at of [asItWas, asItWas + 6 * day])
        expect(thief.submit(amount, at)).toEqual({
          status: "fail",
          error: {
            name: "WeightNotReached",
            args: { weight: "5", minimum: amount < ether(918) ? "7" : "9" },
          },
        });
    expect(thief.taken()).toBe(0n);
  });

  it("yield a day's limit less one wei to seven keys, in 51 payments below 918 ETH", () => {
    const thief = robbery(7);
    expect(empty(thief, asItWas, seven.most)).toBe(51);
    expect(thief.taken()).toBe(dayLimit - 1n);
    expect(thief.submit(1n, asItWas + 1)).toEqual({
      status: "fail",
      error: {
        name: "DailyLimitReached",
        args: {
          token: "ETH",
          amount: "1",
          withdrawn: toAmount(dayLimit - 1n),
          limit: toAmount(dayLimit),
          nextDayAt: `${utcSeconds("2022-03-24T00:00:00Z")}`,
        },
      },
    });
    expect(thief.submit(ether(918), asItWas + day)).toMatchObject({
      error: { name: "WeightNotReached", args: { weight: "7", minimum: "9" } },
    });
  });

  it("yield as much to nine keys, in 6 payments below 9,180 ETH, and hold the rest", () => {
    const thief = robbery(9);
    expect(empty(thief, asItWas, nine.most)).toBe(6);
    expect(thief.taken()).toBe(dayLimit - 1n);
    expect(thief.submit(ether(9_180), asItWas)).toMatchObject({ status: "info" });
    expect(thief.submit(stolen, asItWas)).toMatchObject({ status: "info" });
    expect(thief.taken()).toBe(dayLimit - 1n);
  });

  it.each([
    ["at best 48 h and 1 s", beforeMidnight, 48 * hour + 1, "2022-03-26T00:00:00Z"],
    ["58 h 30 min 51 s as it was", asItWas, 58 * hour + 30 * minute + 51, "2022-03-26T00:00:00Z"],
  ])(
    "lose 173,600 ETH in four days: %s from the first payment to the last",
    (_, start, takes, until) => {
      for (const { keys, most } of [seven, nine]) {
        const thief = robbery(keys);
        rob(thief, most, start, start + 6 * day);
        expect(thief.taken()).toBe(stolen);
        expect(thief.last() - start).toBe(takes);
        expect(thief.last()).toBe(utcSeconds(until));
      }
    },
  );

  const one = dayLimit - 1n;
  it.each<[string, number, bigint, bigint]>([
    ["1 min", minute, 2n * one, one],
    ["1 h", hour, 2n * one, one],
    ["24 h", day, 2n * one, 2n * one],
    ["48 h + 1 s", 48 * hour + 1, 3n * one, 3n * one],
    ["48 h + 2 s", 48 * hour + 2, stolen, 3n * one],
    ["6 d", 6 * day, stolen, stolen],
  ])("bound the loss by a pause %s after the first payment", (_, after, best, real) => {
    for (const { keys, most } of [seven, nine])
      for (const [start, loss] of [
        [beforeMidnight, best],
        [asItWas, real],
      ] as const) {
        const thief = robbery(keys);
        rob(thief, most, start, start + after);
        expect(thief.taken()).toBe(loss);
      }
  });

  it("give up two days' limits within a minute only across midnight", () => {
    const midnight = utcSeconds("2022-03-24T00:00:00Z");
    const losses = [
      midnight,
      midnight + 1,
      midnight - 1,
      midnight - minute,
      midnight - minute + 1,
    ].map((start) => {
      const thief = robbery(9);
      rob(thief, nine.most, start, start + minute);
      return thief.taken();
    });
    expect(losses).toEqual([one, one, 2n * one, one, 2n * one]);
  });
});
