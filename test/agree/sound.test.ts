import { afterAll, describe, expect, it } from "vitest";
import { agreementWorld } from "../../sim/agree/world.ts";
import { guardedWorld, guardSamples, v2World } from "../../sim/agree/worlds.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { World } from "../../sim/bridge/port.ts";
import type { GuardedSettings, GuardSettings } from "../../sim/bridge/settings.ts";
import { InputError } from "../../sim/core/errors.ts";

const worlds = keptWorlds();
const openChains = hardhatTenant({ worlds });
afterAll(() => worlds.end());

const share = (numerator: number, denominator: number) => ({ numerator, denominator });
const sound = guardedWorld([]);
const withGuarded = (change: Partial<GuardedSettings>): World => ({
  ...sound,
  guarded: { ...(sound.guarded as GuardedSettings), ...change },
});
const withV2 = (highTierQuorum: ReturnType<typeof share>): World => ({
  ...v2World,
  roninV2: { ...(v2World.roninV2 as NonNullable<World["roninV2"]>), highTierQuorum },
});
const withTiers = (...tiers: readonly (readonly [`${bigint}`, number, number])[]): World =>
  guardedWorld([
    {
      guard: "tiered-quorum",
      tiers: {
        ETH: tiers.map(([from, numerator, denominator]) => ({
          from,
          quorum: share(numerator, denominator),
        })),
      },
    },
  ]);
const sampled = <T extends GuardSettings>(settings: T): World => guardedWorld([settings]);

const unsound: readonly (readonly [string, World])[] = [
  ["a quorum of nothing", { ...sound, quorum: share(0, 9) }],
  ["a quorum above one", { ...sound, quorum: share(10, 9) }],
  ["no signers", { ...sound, validators: [] }],
  ["a spare of nobody's seat", withGuarded({ spares: { alice: "spare-1" } })],
  ["a spare that has a seat", withGuarded({ spares: { "validator-1": "validator-2" } })],
  [
    "one spare for two seats",
    withGuarded({ spares: { "validator-1": "spare-1", "validator-2": "spare-1" } }),
  ],
  [
    "seventeen guards",
    guardedWorld(Array.from({ length: 17 }, () => guardSamples["delay-with-veto"])),
  ],
  ["V2's quorum above one", { ...v2World, quorum: share(10, 9) }],
  ["a high tier above one", withV2(share(11, 10))],
  ["a high tier below the quorum", withV2(share(1, 9))],
  ["settings of another gateway", { ...v2World, contracts: sound.contracts }],
  ["no settings", { ...agreementWorld, contracts: v2World.contracts }],
  ["settings where there are none", { ...v2World, contracts: agreementWorld.contracts }],
  ["a gateway that is told of no validators", { ...v2World, quorumAuthorizesPay: false }],
  [
    "a bucket that refills above its capacity",
    sampled({ guard: "token-bucket", buckets: { ETH: { capacity: "5", rate: "6" } } }),
  ],
  ["a window of nothing", sampled({ guard: "sliding-window", limits: {}, window: 0, delay: 1 })],
  [
    "a cooldown of nothing",
    sampled({ guard: "circuit-breaker", limits: {}, window: 1, cooldown: 0 }),
  ],
  [
    "more than everything that stays",
    sampled({
      guard: "circuit-breaker",
      limits: { ETH: { retainedBps: 10_001, activeFrom: "0" } },
      window: 1,
      cooldown: 1,
    }),
  ],
  ["an epoch of an hour", sampled({ guard: "net-flow-epoch", limits: {}, epoch: 3_600 })],
  ["a tier of nothing", withTiers(["1", 0, 9])],
  ["a tier above one", withTiers(["1", 1, 9], ["2", 10, 9])],
  ["tiers of one amount", withTiers(["5", 1, 9], ["5", 2, 9])],
  ["tiers that ask less for more", withTiers(["5", 3, 9], ["6", 1, 4])],
  ["more watchers needed than there are", watched(["watcher-1"], 2)],
  ["one watcher twice", watched(["watcher-1", "watcher-1"], 2)],
];

function watched(watchers: readonly string[], needed: number): World {
  return guardedWorld([{ guard: "backing-attestation", watchers, needed }]);
}

describe("model and chains refuse settings in the same words", () => {
  it.each(unsound)("%s", async (_, world) => {
    const refused = await Promise.resolve(openChains(world)).then(
      () => null,
      (error: unknown) => error as Error,
    );
    expect(refused).toBeInstanceOf(InputError);
    expect(() => openModel(world)).toThrow(new InputError(refused?.message ?? ""));
  });
});
