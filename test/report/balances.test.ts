import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Balance } from "../../sim/bridge/port.ts";
import { toAmount } from "../../sim/core/units.ts";
import { attackerAccounts, balancesOverTime } from "../../sim/report/balances.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { ronin2022CalldataScenario } from "../../sim/scenarios/ronin-2022-calldata.ts";
import { finish } from "../../sim/study/experiment.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { emptyTrace, isOk, stepsOf } from "../../sim/trace/trace.ts";
import { roninWith } from "../support/ronin.ts";
import { type Act, traceOf } from "../support/trace.ts";

const scenario = roninWith();
const { start, end } = scenario;
const ether = (amount: bigint) => toAmount(amount * 10n ** 18n);

/** Returns a trace in which balances were read after each act; the act itself does not matter. */
function traceWith(
  acts: readonly (Partial<Act> & { readonly balances: readonly Balance[] })[],
): Trace {
  const deposit = { verb: "deposit", sender: "complainant", owner: "complainant" } as const;
  const action = { ...deposit, token: "ETH", amount: ether(1n) };
  const trace = traceOf(
    scenario,
    acts.map((act, index) => ({ at: start + 1 + index, actor: "complainant", action, ...act })),
  );
  const read = acts.filter(({ refused }) => refused === undefined).map(({ balances }) => balances);
  return trace.map((event) =>
    event.type === "ok" ? { ...event, balances: read.shift() ?? [] } : event,
  );
}

const on = (chain: Balance["chain"], account: string, amount: bigint, token = "ETH"): Balance => ({
  chain,
  account,
  token,
  amount: ether(amount),
});

const walletsOf = (token: string, { world: { wallets } } = scenario): bigint =>
  wallets
    .filter((wallet) => wallet.token === token)
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);

describe("balancesOverTime", () => {
  it("begins with what honest users bring, and ends with the run", () => {
    const nothing = { vault: 0n, attacker: 0n, honestClaims: 0n };
    const wallets = { ...nothing, honestWallets: walletsOf("ETH") };
    expect(balancesOverTime(emptyTrace(scenario), "ETH")).toEqual([
      { at: start, seq: null, ...wallets },
      { at: end, seq: null, ...wallets },
    ]);
  });

  it("has a point after each event that changed something, by its number", () => {
    const trace = traceWith([
      { balances: [on("mainchain", "vault", 5n)] },
      { balances: [on("mainchain", "vault", 5n)] },
      { balances: [on("mainchain", "vault", 7n, "USDC")] },
      { balances: [on("mainchain", "vault", 9n)], refused: "EnforcedPause" },
      { balances: [on("mainchain", "vault", 3n), on("sidechain", "complainant", 4n)] },
    ]);
    const changed = balancesOverTime(trace, "ETH").slice(1, -1);
    expect(changed).toMatchObject([
      { seq: 2, at: start + 1, vault: BigInt(ether(5n)), honestClaims: 0n },
      { seq: 10, at: start + 5, vault: BigInt(ether(3n)), honestClaims: BigInt(ether(4n)) },
    ]);
  });

  it("adds up whoever is of the same party, each on its chain", () => {
    const trace = traceWith([
      {
        balances: [
          on("mainchain", "thief", 10n),
          on("sidechain", "thief", 100n),
          on("sidechain", "user-01", 1n),
          on("sidechain", "user-02", 2n),
          on("sidechain", "complainant", 4n),
          on("mainchain", "relayer", 50n),
          on("sidechain", "supply", 60n),
          on("sidechain", "locked", 70n),
          on("sidechain", "vault", 80n),
        ],
      },
    ]);
    expect(balancesOverTime(trace, "ETH").at(-1)).toMatchObject({
      vault: 0n,
      attacker: BigInt(ether(10n)),
      honestClaims: BigInt(ether(7n)),
      honestWallets: walletsOf("ETH"),
    });
  });

  it("ends no earlier than the last change, even one after the scenario's end", () => {
    const trace = traceWith([{ at: end + 5, balances: [on("mainchain", "vault", 1n)] }]);
    expect(balancesOverTime(trace, "ETH").map(({ at }) => at)).toEqual([start, end + 5, end + 5]);
  });
});

describe("attackerAccounts", () => {
  it("are the thief's, and those that thieves and scripts pay", () => {
    expect([...attackerAccounts(emptyTrace(scenario))]).toEqual(["thief"]);
    const calls = resolveScenario(ronin2022CalldataScenario, 1);
    expect([...attackerAccounts(emptyTrace(calls))].sort()).toEqual(["submitter", "thief"]);
  });

  it("are nobody in the control, and never an honest user whom a thief pays", () => {
    const control = roninWith({ isControl: true });
    expect([...attackerAccounts(emptyTrace(control))]).toEqual([]);
    const generous = roninWith({
      changeActor: (actor) =>
        actor.kind === "thief"
          ? {
              ...actor,
              payments: actor.payments.map((payment) => ({
                ...payment,
                withdrawal: { ...payment.withdrawal, recipient: "complainant" },
              })),
            }
          : actor,
    });
    expect([...attackerAccounts(emptyTrace(generous))]).toEqual(["thief"]);
  });

  it("are those whom the acts of a thief would pay as well", () => {
    const withdrawal = { id: "1", token: "ETH", recipient: "admin", amount: "1" } as const;
    const command = {
      verb: "submitWithdrawal",
      sender: "thief",
      withdrawal,
      signatures: [],
    } as const;
    const acting = roninWith({
      changeActor: (actor) =>
        actor.kind === "thief"
          ? { ...actor, payments: [], acts: [{ at: scenario.start, command }] }
          : actor,
    });
    expect([...attackerAccounts(emptyTrace(acting))]).toEqual(["thief", "admin"]);
  });
});

describe("balances of ronin-2022", async () => {
  const whole = resolveScenario(ronin2022Scenario, 1);
  const run = await finish(whole, openModel);
  const control = await finish(controlOf(ronin2022Scenario, whole), openModel);

  describe.each(["ETH", "USDC"])("in %s", (token) => {
    const points = balancesOverTime(run.trace, token);
    const calm = balancesOverTime(control.trace, token);

    it("end with what the chain last said of the vault", () => {
      for (const [{ trace }, found] of [
        [run, points],
        [control, calm],
      ] as const) {
        const said = stepsOf(trace)
          .flatMap((step) => (step.status === "ok" ? step.balances : []))
          .findLast((balance) => balance.account === "vault" && balance.token === token);
        expect(found.at(-1)?.vault).toBe(BigInt(said?.amount ?? -1));
      }
    });

    it("give the attacker the loss, and nothing in the control", () => {
      expect(points.at(-1)?.attacker).toBe(BigInt(run.figures[`loss.${token}`]?.value ?? -1));
      expect(points.at(-1)?.attacker).toBeGreaterThan(0n);
      expect(calm.every(({ attacker }) => attacker === 0n)).toBe(true);
    });

    it("neither make money nor lose it on the mainchain", () => {
      const brought = walletsOf(token, whole);
      for (const { vault, attacker, honestWallets } of [...points, ...calm])
        expect(vault + attacker + honestWallets).toBe(brought);
    });

    it("cover what honest users are owed until the theft, and in the control to the end", () => {
      const theft = points.find(({ attacker }) => attacker > 0n)?.at ?? 0;
      for (const { at, vault, honestClaims } of points)
        expect(vault >= honestClaims, `${at}`).toBe(at < theft);
      for (const { vault, honestClaims } of calm) expect(vault >= honestClaims).toBe(true);
    });

    it("go forward, from the start to the end, one point an event", () => {
      const times = points.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect([times[0], times.at(-1)]).toEqual([whole.start, whole.end]);
      const numbers = points.flatMap(({ seq }) => (seq === null ? [] : [seq]));
      expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other));
      expect(points).toHaveLength(numbers.length + 2);
      const completed = new Set(stepsOf(run.trace).map(({ seq }) => seq));
      expect(numbers.every((seq) => completed.has(seq))).toBe(true);
    });
  });

  it("change by the theft at the moment that the trace tells", () => {
    const payments = stepsOf(run.trace).filter(
      (step) => isOk(step, "submitWithdrawal") && step.actor === "thief",
    );
    const gains = balancesOverTime(run.trace, "ETH").filter(
      ({ attacker }, index, points) => attacker > (points[index - 1]?.attacker ?? 0n),
    );
    expect(gains.map(({ seq }) => seq)).toEqual([payments[0]?.seq]);
  });
});
