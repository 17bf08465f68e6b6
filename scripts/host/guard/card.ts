import type { OwnGuard } from "../../../sim/trial/bench.ts";
import { benchWith } from "../../../sim/trial/bench.ts";
import type { Claims } from "../../../sim/trial/claims.ts";
import { greedyLoss, griefing } from "../../../sim/trial/greedy.ts";
import type { Replayed, Scorecard } from "../../../sim/trial/scorecard.ts";
import { honestPrice, movedTo, type Wish } from "../../../sim/trial/traffic.ts";
import { tryGuard } from "../../../sim/trial/trial.ts";
import { type Bench, placed } from "./bench.ts";

const ether = 10n ** 18n;
/** What was taken in 2022. */
const stolen = { ETH: 173_600n * ether, USDC: 25_500_000n * 10n ** 6n };
/** Of the real withdrawals, the first so many in time. */
const trafficCount = 300;

type Options = {
  readonly seed: number;
  readonly runs: number;
  /** Whether there is no more time to draw; without, so many are drawn as `runs` says. */
  readonly isOver: (() => boolean) | null;
  /** Honest withdrawals of the user's own; `null`: the first of the real ones. */
  readonly traffic: readonly Wish[] | null;
};

/** Finds out everything that the scorecard of a guard has. */
export async function scorecardOf(
  guard: OwnGuard,
  claims: Claims,
  bench: Bench,
  { seed, runs, isOver, traffic }: Options,
): Promise<Scorecard> {
  const { stage } = bench;
  await placed(guard, bench);
  const world = benchWith([guard]);
  const trial = await tryGuard(guard, claims, stage, { seed, runs, isOver });
  const strangers = await bench.strangers(guard);
  const verdicts = [...trial.verdicts, strangers.verdict];
  const failures = [...trial.failures, ...(strangers.failure === null ? [] : [strangers.failure])];
  const subject = guard.contract;
  if (trial.isCutShort) {
    const gas = await bench.gas(guard);
    const nothing = { losses: [], replayed: null, griefing: null, price: null };
    return { subject, trial, verdicts, failures, ...nothing, gas };
  }
  const losses = [
    await greedyLoss(world, stage, "ETH", stolen.ETH),
    await greedyLoss(world, stage, "USDC", stolen.USDC),
  ];
  const asked = movedTo(world.start, traffic ?? (await realTraffic(seed)));
  return {
    subject,
    trial,
    verdicts,
    failures,
    losses,
    replayed: await replayed(guard),
    griefing: await griefing(world, stage, "ETH", stolen.ETH, ether),
    price: await honestPrice(world, stage, asked),
    gas: await bench.gas(guard),
  };
}

async function realTraffic(seed: number): Promise<readonly Wish[]> {
  const { realTraffic: all } = await import("../../../sim/study/price.ts");
  const first = all(seed).slice(0, trafficCount);
  return first.map(({ askedAt, amount }) => ({ at: askedAt, token: "ETH", amount }));
}

/** Replays the theft of 2022 against the guard, on a bridge like the one that was robbed. */
async function replayed(guard: OwnGuard): Promise<Replayed> {
  const { withGuard } = await import("../../../sim/defense/guarded.ts");
  const { resolveScenario } = await import("../../../sim/scenario/define.ts");
  const { scenarioNamed } = await import("../../../sim/scenarios/registry.ts");
  const { finish } = await import("../../../sim/study/experiment.ts");
  const { hardhatTenant } = await import("../../../sim/bridge/hardhat/tenant.ts");
  const settings = [{ path: "honest.count", text: "0" }];
  const scenario = resolveScenario(scenarioNamed("ronin-2022"), 1, settings);
  const { figures } = await finish(withGuard(scenario, guard), hardhatTenant());
  return Object.fromEntries(
    Object.keys(stolen).map((token) => [token, figures[`loss.${token}`]?.value ?? "0"]),
  );
}
