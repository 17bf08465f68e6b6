import { describe, expect, it } from "vitest";
import type { Attack, Red } from "../../sim/attack/red.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { day } from "../../sim/core/time.ts";
import { defend } from "../../sim/defense/registry.ts";
import { custodyAnswer } from "../../sim/report/custody.ts";
import type { ThiefSpec } from "../../sim/scenario/actors.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { finish } from "../../sim/study/experiment.ts";
import { redTeam } from "../../sim/study/red-team.ts";
import { isOk, stepsOf } from "../../sim/trace/trace.ts";
import { erratic, split } from "../support/attacks.ts";
import { inProcess, saying } from "../support/red.ts";
import { roninWith } from "../support/ronin.ts";

const ronin = roninWith();
const limited = defend(ronin, "utc-day-limit");
const ether = 10n ** 18n;

const planned = async (scenario: Scenario, attack: Attack): Promise<Scenario> =>
  (await redTeam(scenario, inProcess(attack))).scenario;

const thiefIn = ({ actors }: Scenario): ThiefSpec | undefined =>
  actors.find((actor) => actor.kind === "thief");

/** Carries out what a test does with what an attack is given, and returns what it returned. */
async function asked<T>(scenario: Scenario, run: (red: Red) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  await planned(scenario, {
    name: "asked",
    run: async (red) => void answers.push(await run(red)),
  });
  expect(answers).toHaveLength(2);
  return answers[0] as T;
}

describe("an attack of one's own", () => {
  it("steals what a limit lets through, day after day, and never more", async () => {
    const { figures, trace } = await finish(await planned(limited, split), openModel);
    const days = new Map<number, bigint>();
    for (const step of stepsOf(trace))
      if (step.actor === "thief" && isOk(step, "submitWithdrawal")) {
        const today = Math.floor(step.at / day);
        days.set(today, (days.get(today) ?? 0n) + BigInt(step.action.withdrawal.amount));
      }
    const sums = [...days.values()];
    expect(sums.length).toBeGreaterThan(3);
    for (const sum of sums) expect(sum < 45_900n * ether).toBe(true);
    expect(figures["loss.ETH"]?.value).toBe(`${sums.reduce((sum, one) => sum + one, 0n)}`);
  });

  it("becomes the thief's acts: a scenario like any other, which says what it is", async () => {
    const scenario = await planned(limited, { ...split, describe: "Splits." });
    expect(() => readScenario(JSON.parse(JSON.stringify(scenario)), "it")).not.toThrow();
    const thief = thiefIn(scenario);
    expect(thief).toMatchObject({
      payments: [],
      targets: [],
      footholds: thiefIn(limited)?.footholds,
    });
    expect(thief?.acts?.length).toBeGreaterThan(20);
    expect(scenario.provenance.at(-1)).toEqual({
      what: "attack",
      value: "split",
      status: "set",
      source: "Splits.",
    });
  });

  it("is asked about at its first payment, as any theft is", async () => {
    const { at } = custodyAnswer(await planned(limited, split), [], null);
    const theft = thiefIn(limited)?.payments[0]?.submitAt;
    expect(at).toBe(theft);
  });

  it("is the same for the same seed, and another for another", async () => {
    const acts = async (seed: number) => thiefIn(await planned(roninWith({ seed }), erratic))?.acts;
    expect(await acts(1)).toEqual(await acts(1));
    expect(await acts(1)).not.toEqual(await acts(2));
  });

  // What an attack decides on is what its plan does: `redTeam` stops where the traces differ.
  it.each(
    [
      "none",
      "utc-day-limit+backing-monitor",
      "delay-with-veto+backing-monitor",
      "ronin-v2",
    ].flatMap((stack) => [1, 2, 3].map((seed) => [stack, seed] as const)),
  )("sees what happens when its plan is followed: %s, seed %i", async (stack, seed) => {
    const scenario = await planned(defend(roninWith({ seed }), stack), erratic);
    expect(thiefIn(scenario)?.acts?.length).toBeGreaterThan(5);
  });
});

describe("what an attack is given", () => {
  it("has the keys that it reaches, when it reaches them", async () => {
    const [before, after] = await asked(ronin, async (red) => {
      const first = await red.reach();
      await red.waitUntil(red.theft.at);
      return [first, await red.reach()] as const;
    });
    expect(before).toEqual(["thief"]);
    expect([...after].sort()).toEqual([
      "axie-dao",
      ...["sky-mavis-1", "sky-mavis-2", "sky-mavis-3", "sky-mavis-4"],
      "thief",
    ]);
  });

  it("is refused a key out of reach, and by contracts by their errors' names", async () => {
    const refusals = await asked(ronin, async (red) => {
      const withdrawal = red.forge({ token: "ETH", amount: "5 ETH" });
      const signed = await red.sign({ signer: "independent-1", over: withdrawal });
      const paused = await red.pause({ chain: "mainchain" });
      const paid = await red.submitWithdrawal({ withdrawal, signatures: [] });
      return [signed, paused, paid].map(({ status, error }) => `${status} ${error?.name}`);
    });
    expect(refusals).toEqual(["fail KeyOutOfReach", "fail NotAdmin", "fail QuorumNotReached"]);
  });

  it("has more keys from the second after a premise on", async () => {
    const found = await asked(ronin, async (red) => {
      const { status } = await red.compromise({ node: "key:independent-1", capability: "extract" });
      return { status, later: red.now - red.world.start, keys: await red.reach() };
    });
    expect(found).toEqual({
      status: "ok",
      later: 1,
      keys: expect.arrayContaining(["independent-1"]),
    });
  });

  it("reads what anybody can, and sees what others did in public since it last asked", async () => {
    const { vault, first, second, own } = await asked(ronin, async (red) => {
      await red.waitUntil(red.theft.at);
      await red.deposit({ owner: "thief", token: "ETH", amount: 1n });
      return {
        vault: [await red.balance("vault", "ETH"), await red.read({ what: "vault", token: "ETH" })],
        first: await red.news(),
        second: await red.news(),
        own: red.attacker,
      };
    });
    expect(vault[0]).toBe(BigInt(vault[1] as string));
    expect(first.some(({ action }) => action.verb === "deposit")).toBe(true);
    expect(first.some(({ action, actor }) => action.verb === "sign" && actor !== own)).toBe(false);
    expect(first.some(({ action, actor }) => action.verb === "deposit" && actor === own)).toBe(
      false,
    );
    expect(second).toEqual([]);
  });

  it("does what is asked for at once in the order in which it is asked for", async () => {
    const thief = thiefIn(
      await planned(ronin, {
        name: "hasty",
        run: async (red) => {
          const amounts = [3n, 1n, 2n];
          await Promise.all(
            amounts.map((amount) => red.deposit({ owner: "thief", token: "ETH", amount })),
          );
        },
      }),
    );
    const done = thief?.acts?.map(({ command }) => "amount" in command && command.amount);
    expect(done).toEqual(["3", "1", "2"]);
  });

  it("comes after a pause that is due in the same second", async () => {
    const watched = defend(ronin, "backing-monitor");
    const { trace } = await finish(watched, openModel);
    const pausedAt = stepsOf(trace).find((step) => isOk(step, "pause"))?.at ?? 0;
    const late = await planned(watched, {
      name: "late",
      run: async (red) => {
        await red.waitUntil(red.theft.at);
        await pay(red, 1n);
        await red.waitUntil(pausedAt);
        await pay(red, 2n);
      },
    });
    const steps = stepsOf((await finish(late, openModel)).trace).filter(
      ({ at }) => at === pausedAt,
    );
    const done = steps.map(({ action, status }) => `${action.verb} ${status}`);
    expect(done[0]).toBe("pause ok");
    expect(done.at(-1)).toBe("submitWithdrawal fail");
  });
});

async function pay(red: Red, amount: bigint) {
  const withdrawal = red.forge({ token: "ETH", amount });
  const signatures = await red.signatures(withdrawal, red.threshold);
  return red.submitWithdrawal({ withdrawal, signatures });
}

const sixth = { id: 1, token: "ETH", recipient: "thief", amount: "1 ETH" };
const moving = { verb: "transfer", chain: "mainchain", token: "ETH", recipient: "thief" };

describe("an attack that asks for what cannot be done", () => {
  it.each<readonly [said: string, sentence: string, ...lines: unknown[]]>([
    ["nothing", "null is no request", null],
    ["a word", '"steal" is no request: it must be an object with a "verb".', "steal"],
    ["no verb", '{"what":"vault"} is no request', { what: "vault" }],
    ["an unknown verb", '"stael" is no verb; the nearest is', { verb: "stael" }],
    ["an alarm", '"alarm" is no verb', { verb: "alarm", reason: "fire" }],
    [
      "a field too many",
      'transfer: Unrecognized key: "to"',
      { ...moving, amount: "1", to: "thief" },
    ],
    ["a field too few", "transfer.amount", moving],
    [
      "a float",
      "transfer.amount is the number 1.5, but an amount is a string",
      { ...moving, amount: 1.5 },
    ],
    ["a number", "transfer.amount is the number 1, but", { ...moving, amount: 1 }],
    [
      "another token's unit",
      'transfer.amount is "1 USDC", whose unit "USDC"',
      { ...moving, amount: "1 USDC" },
    ],
    [
      "no amount",
      'transfer.amount is "much", but must be an amount',
      { ...moving, amount: "much" },
    ],
    ["less than nothing", "cannot be negative", { ...moving, amount: "-1 ETH" }],
    ["ether by number", "sendEther.amount is the number 1", { verb: "sendEther", amount: 1 }],
    [
      "an unknown token",
      'transfer.token is "DOGE", which is no token',
      { ...moving, token: "DOGE", amount: "1" },
    ],
    [
      "an unknown account",
      'transfer.recipient is "theif", which is no account; the nearest is "thief"',
      { ...moving, recipient: "theif", amount: "1" },
    ],
    [
      "an unknown venue",
      'swap.venue is "uniswap", which is no pool; there is none here',
      { verb: "swap", venue: "uniswap", token: "ETH", amount: "1", least: "1" },
    ],
    [
      "an unknown signer",
      'sign.signer is "sky-mavis-9"',
      { verb: "sign", signer: "sky-mavis-9", over: sixth },
    ],
    ["an unknown reading", "read.query.what", { verb: "read", query: { what: "secrets" } }],
    [
      "a reading of nobody",
      'read.account is "nobody"',
      {
        verb: "read",
        query: { what: "balance", chain: "mainchain", account: "nobody", token: "ETH" },
      },
    ],
    [
      "the past",
      "it waits until 1970-01-01 00:00:05, and it is 2022-03-22 00:00:00 already",
      { verb: "wait", until: 5 },
    ],
    [
      "a time and a length",
      'must have "until", a moment, or "seconds"',
      { verb: "wait", until: 2e9, seconds: 1 },
    ],
    ["half a second", "wait.seconds", { verb: "wait", seconds: 0.5 }],
    [
      "an unknown node",
      'The foothold on "key:none" is on no node',
      { verb: "compromise", node: "key:none" },
    ],
    ["a name with a space", "hello.name", { verb: "hello", name: "my own" }],
    ["that it gives up", "too hard.", { verb: "fail", why: "too hard" }],
  ])("is refused: %s", async (_, sentence, ...lines) => {
    const refusal = redTeam(ronin, saying(...lines));
    await expect(refusal).rejects.toMatchObject({
      name: "InputError",
      message: expect.stringMatching(/^"parrot": .*\.$/),
    });
    await expect(refusal).rejects.toThrow(sentence);
  });

  it("is refused when it never lets time pass", async () => {
    const restless: Attack = {
      name: "restless",
      run: async (red) => {
        for (;;) await red.read({ what: "epoch" });
      },
    };
    await expect(planned(ronin, restless)).rejects.toThrow(
      '"restless.ts": it asks for more than 10000 things in the second 2022-03-22 00:00:00; time goes on when it waits.',
    );
  });

  it("is refused when it does something else each time", async () => {
    let count = 0n;
    const fickle: Attack = {
      name: "fickle",
      run: async (red) =>
        void (await red.deposit({ owner: "thief", token: "ETH", amount: ++count })),
    };
    await expect(planned(ronin, fickle)).rejects.toThrow("does something else each time");
  });

  it("is refused where there is no thief whose place it could take", async () => {
    await expect(planned(roninWith({ isControl: true }), split)).rejects.toThrow(
      'ronin-2022 has no thief whose part "split.ts" could take.',
    );
  });
});
