import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import type { World } from "../../sim/bridge/port.ts";
import { addressOf, privateKeyOf } from "../../sim/core/accounts.ts";
import type { ActorSpec } from "../../sim/scenario/actors.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { type Finished, finish } from "../../sim/study/experiment.ts";

type Change = {
  readonly seed?: number;
  /** Fields as with `--set`; three honest users unless it says otherwise. */
  readonly set?: { readonly [path: string]: string };
  readonly contracts?: Partial<World["contracts"]>;
  /** Leaves the theft out. */
  readonly isControl?: boolean;
  readonly withActors?: readonly ActorSpec[];
  readonly withoutActors?: readonly string[];
  readonly changeActor?: (actor: ActorSpec) => ActorSpec;
};

/** Returns ronin-2022, small and quick, with what a test changes. */
export function roninWith(change: Change = {}): Scenario {
  const { seed = 1, set = {}, contracts = {}, withActors = [], withoutActors = [] } = change;
  const settings = Object.entries({ "honest.count": "3", ...set });
  const resolved = resolveScenario(
    ronin2022Scenario,
    seed,
    settings.map(([path, text]) => ({ path, text })),
  );
  const scenario = change.isControl ? controlOf(ronin2022Scenario, resolved) : resolved;
  const { world } = scenario;
  return {
    ...scenario,
    world: {
      ...world,
      contracts: { ...world.contracts, ...contracts },
      accounts: {
        ...world.accounts,
        ...Object.fromEntries(
          withActors.map(({ name }) => [name, addressOf(privateKeyOf(seed, name))]),
        ),
      },
    },
    actors: [
      ...scenario.actors
        .filter(({ name }) => !withoutActors.includes(name))
        .map(change.changeActor ?? ((actor) => actor)),
      ...withActors,
    ],
  };
}

const tenant = hardhatTenant();

/** Runs a scenario on the chains. */
export const runOnChains = (scenario: Scenario): Promise<Finished> => finish(scenario, tenant);

/** Runs ronin-2022 with what a test changes. */
export const runRonin = (change: Change = {}): Promise<Finished> => runOnChains(roninWith(change));
