import { describe, expect, it } from "vitest";
import { exitsWorld } from "../../sim/agree/exits.world.ts";
import { scenarioOfList } from "../../sim/agree/scenario.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Command } from "../../sim/bridge/port.ts";
import { InputError } from "../../sim/core/errors.ts";
import { day, hour, minute } from "../../sim/core/time.ts";
import { trailOf } from "../../sim/money/trail.ts";
import { raceText } from "../../sim/report/race.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { scenarioNamed, scenarios } from "../../sim/scenarios/registry.ts";
import { finish } from "../../sim/study/experiment.ts";
import { type Amounts, type Race, runRace } from "../../sim/study/race.ts";
import { block, bring, freeze, pay, sell } from "../money/told.ts";
import { roninWith } from "../support/ronin.ts";

const race = async (scenario: Scenario, delays: readonly number[] | null = null) =>
  (await runRace(scenario, openModel, "model", delays)).race;

/** Whether the thief never ends with less when the first answer comes later, token by token. */
function isMonotone({ curve }: Race): boolean {
  const tokens = new Set(curve.flatMap(({ kept }) => Object.keys(kept)));
  return [...tokens].every((token) =>
    curve.every(({ kept }, index) => {
      const before = curve[index - 1]?.kept[token] ?? "0";
      return BigInt(kept[token] ?? "0") >= BigInt(before);
    }),
  );
}

describe.each(scenarios)("the race of $name", async (definition) => {
  const scenario = resolveScenario(definition, 1);
  const ran = await runRace(scenario, openModel, "model");

  it("never saves more when the first answer comes later", () => {
    expect(isMonotone(ran.race)).toBe(true);
    const shares = ran.race.curve.map(({ saved }) => Number(saved));
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
  });

  it("has in its files what gives each ending again", async () => {
    const { after, kept, scenarioHash: hash } = ran.race.curve.at(-1) ?? {};
    if (after === undefined || kept === undefined) return;
    const { trace } = await finish(ran.scenarios.get(hash ?? "") as Scenario, openModel);
    const last = [...(trailOf.haircut(trace).moments.at(-1)?.standings ?? [])];
    const again = last.map(([token, { taken, recovered, frozen }]) => [
      token,
      `${taken - recovered - frozen}`,
    ]);
    expect(Object.fromEntries(again)).toEqual(kept);
  });

  it("has at the scenario's own delay what the scenario has", () => {
    const { curve, firstAnswerAfter, asItIs } = ran.race;
    const own = curve.find(({ after }) => after === firstAnswerAfter);
    expect(own === undefined).toBe(firstAnswerAfter === null);
    if (own !== undefined) expect(own.kept).toEqual(asItIs.kept);
  });

  it("has a theft in every run, since nobody can answer sooner than that", () => {
    for (const { taken } of ran.race.curve) expect(Object.keys(taken)).not.toEqual([]);
  });

  it("gives each run as a scenario that can be read, and expects nothing of it", () => {
    for (const subject of ran.scenarios.values()) {
      expect(readScenario(JSON.parse(JSON.stringify(subject)), "here")).toEqual(subject);
      expect(subject.expect).toEqual({});
    }
  });
});

describe("the race of ronin-2022", () => {
  const usdc: Amounts = { USDC: "25500000000000" };
  const ether: Amounts = { ETH: "173600000000000000000000" };

  it("is lost for the ether at once, and for the USDC when the second payment is made", async () => {
    const { curve, stoppable } = await race(roninWith(), [0, 115, 116, hour]);
    expect(curve.map(({ after, kept }) => [after, kept])).toEqual([
      [0, ether],
      [115, ether],
      [116, { ...ether, ...usdc }],
      [hour, { ...ether, ...usdc }],
      [6 * day + hour + 51, { ...ether, ...usdc }],
    ]);
    expect(stoppable[0]).toEqual({ after: 0, amounts: { ETH: "0", ...usdc } });
  });

  it("gives a pause in time what it saved, and whoever told of the theft the same", async () => {
    const soon = { "detection.delay": "1m", "response.delay": "30s" };
    const { steps, asItIs, unanswered } = await race(roninWith({ set: soon }), [minute]);
    expect(asItIs.kept).toEqual(ether);
    expect(unanswered.kept).toEqual({ ...ether, ...usdc });
    expect(steps.map(({ actor, does, saved }) => [actor, does, saved])).toEqual([
      ["complainant", "complains", { ETH: "0", ...usdc }],
      ["sky-mavis-operations", "pauses the mainchain's gateway", { ETH: "0", ...usdc }],
      ["sky-mavis-operations", "pauses the sidechain's gateway", { ETH: "0" }],
    ]);
  });

  it("has on the chains the endings that it has on the model", async () => {
    const { race: modeled, scenarios: runs } = await runRace(roninWith(), openModel, "model", [60]);
    const subject = runs.get(modeled.curve[0]?.scenarioHash ?? "") as Scenario;
    const { figures } = await finish(subject, hardhatTenant());
    expect(figures["loss.ETH"]?.value).toBe(modeled.curve[0]?.taken.ETH);
    expect(figures["loss.USDC"]?.value).toBe(modeled.curve[0]?.taken.USDC ?? "0");
  });

  it("is the same when it is run again", async () => {
    expect(await race(roninWith(), [0, hour])).toEqual(await race(roninWith(), [0, hour]));
  });

  it("refuses a delay that is after the run's end", async () => {
    await expect(race(roninWith(), [9 * day])).rejects.toThrow(
      new InputError("--delay 9d is after the run's end, which is 6d 10h 30m 51s after the theft."),
    );
  });

  it("is no race where nothing is stolen", async () => {
    const quiet = await race(roninWith({ isControl: true }));
    expect(quiet).toMatchObject({ theftAt: null, curve: [], stoppable: [] });
    expect(raceText(quiet, roninWith(), { color: false, width: 80 })).toContain(
      "nothing was stolen",
    );
  });
});

describe("the race of kucoin-2020", async () => {
  const scenario = resolveScenario(scenarioNamed("kucoin-2020"), 1);
  const ran = await race(scenario, []);
  const savedBy = (name: string) => ran.steps.find(({ does }) => does.startsWith(name))?.saved;

  it("ends as the record has it, and far worse with nobody who answers", () => {
    expect(Number(ran.asItIs.saved)).toBeGreaterThan(0.8);
    expect(ran.unanswered.saved).toBe("0.000000");
  });

  it("has the call to others save more than the server that was shut", () => {
    const sum = (amounts: Amounts | undefined) =>
      Object.values(amounts ?? {}).reduce((total, amount) => total + BigInt(amount), 0n);
    expect(sum(savedBy("shut-server"))).toBe(0n);
    expect(sum(savedBy("call"))).toBeGreaterThan(0n);
    expect(savedBy("freeze-stablecoin-usdt")?.USDT).toBe("20833202000000");
  });

  it("tells many tokens together, in dollars", () => {
    const text = raceText(ran, scenario, { color: false, width: 100 });
    expect(text).toMatch(/with nobody who answers, with [\d,]+ USD\./);
  });
});

const theftAt = exitsWorld.start + hour;
const at = (after: number, command: Command) => ({ at: theftAt + after, command });

/** A thief who takes 9,000 units, sells, brings to an exchange and takes out, and a team that answers. */
function heist(firstAnswer: number): Scenario {
  const script = (name: string, isHonest: boolean, accounts: readonly string[]) =>
    ({ kind: "script", name, isHonest, accounts }) as const;
  const withdraw: Command = {
    verb: "exchangeWithdraw",
    sender: "bob",
    venue: "bourse",
    token: "USDT",
    recipient: "outsider",
    amount: "1500",
  };
  return {
    ...scenarioOfList(exitsWorld, []),
    end: theftAt + day,
    victims: ["alice"],
    actors: [
      {
        ...script("thief", false, ["alice", "bob"]),
        steps: [
          at(0, pay("alice", "bob", "USDT", "9000")),
          at(10 * minute, sell("bob", "btc-usdt", "USDT", "3000")),
          at(20 * minute, bring("bob", "bob", "USDT", "3000")),
          at(50 * minute, withdraw),
          at(2 * hour, pay("bob", "outsider", "USDT", "1000")),
        ],
      },
      {
        ...script("issuer-team", true, ["tether"]),
        steps: [
          at(firstAnswer + 5 * minute, freeze("bob")),
          at(firstAnswer + 15 * minute, {
            verb: "reissue",
            sender: "tether",
            token: "USDT",
            account: "bob",
            recipient: "alice",
          }),
        ],
      },
      {
        ...script("exchange-team", true, ["exchange-operator"]),
        steps: [at(firstAnswer, block("bob"))],
      },
    ],
  };
}

describe("the race for money that is moved on", () => {
  const every = Array.from({ length: 31 }, (_, index) => index * 5 * minute);

  it("is lost piece by piece, and never less by a later answer", async () => {
    const ran = await race(heist(30 * minute), every);
    expect(isMonotone(ran)).toBe(true);
    expect(isMonotone({ ...ran, curve: ran.curve.toReversed() })).toBe(false);
    const kept = new Map(ran.curve.map(({ after, kept: { USDT } }) => [after / minute, USDT]));
    // Frozen before anything is sold; sold; brought away; out of the exchange; handed on.
    expect([0, 5, 10, 15, 45, 55, 120].map((after) => kept.get(after))).toMatchInlineSnapshot(`
      [
        "0",
        "2700",
        "2700",
        "2700",
        "2700",
        "4050",
        "4950",
      ]
    `);
  });

  it("says what each step saved; without the freeze nothing can be reissued either", async () => {
    const { steps } = await race(heist(30 * minute), []);
    expect(
      steps.map(({ actor, does, saved }) => [`${actor} ${does}`, saved.USDT]),
    ).toMatchInlineSnapshot(`
      [
        [
          "issuer-team freeze USDT of bob",
          "3600",
        ],
        [
          "issuer-team reissue USDT of bob",
          "0",
        ],
        [
          "exchange-team blockAccount of bob at bourse",
          "2700",
        ],
      ]
    `);
  });

  it("says what could still be stopped, which the sale and the withdrawal end", async () => {
    const { stoppable } = await race(heist(30 * minute), []);
    expect(
      stoppable.map(({ after, amounts }) => [after / minute, amounts.USDT]),
    ).toMatchInlineSnapshot(`
      [
        [
          0,
          "9000",
        ],
        [
          10,
          "6300",
        ],
        [
          20,
          "6300",
        ],
        [
          50,
          "6300",
        ],
        [
          120,
          "6300",
        ],
      ]
    `);
  });
});
