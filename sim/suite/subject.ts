import { agreementWorld } from "../agree/world.ts";
import { guardedWorld, guardSamples, upgradeWorld, v2World } from "../agree/worlds.ts";
import type { World } from "../bridge/port.ts";
import type { GuardName } from "../bridge/settings.ts";
import { InputError } from "../core/errors.ts";
import { day, hour } from "../core/time.ts";

/** A bridge that properties are judged of. */
export type Subject = {
  readonly name: string;
  /** What lists are drawn on: the model of this world walks them. */
  readonly world: World;
  /** Commands of a list, where fewer than usual are enough for fifteen that go through. */
  readonly length?: number;
  /** Whether governors act, who change what the model cannot follow; judged for that alone. */
  readonly isGoverned?: true;
  /** Whether a minute passes between two steps, or at once a quarter of a day. */
  readonly isHurried?: true;
};

/** A gateway that pays at once whom it knows, and has everybody else wait. */
const plainStack = [{ guard: "recipient-rules", refused: [], firstDelay: 2 * hour }] as const;

/** With a loosening delay of a day, so that lists get past it. */
function governed(): World {
  const world = guardedWorld([guardSamples["token-bucket"]]);
  return world.guarded === undefined
    ? world
    : { ...world, guarded: { ...world.guarded, looseningDelay: day } };
}

/** What a limit refuses makes lists longer. */
const lengths: { readonly [guard in GuardName]: number } = {
  "utc-day-limit": 48,
  "token-bucket": 48,
  "sliding-window": 36,
  "net-flow-epoch": 46,
  "circuit-breaker": 36,
  "delay-with-veto": 30,
  "tiered-quorum": 46,
  "operator-cap": 36,
  "backing-attestation": 30,
  "pause-guardian": 40,
  "recipient-rules": 34,
};

/** The token that calls a recipient which is a contract. */
export const callingToken = "CallsRecipient";

/** The same bridge, whose dollars call who is paid. */
const withCalls = (name: string, world: World): Subject => ({
  name: `${name}+callback`,
  length: 40,
  world: {
    ...world,
    tokens: world.tokens.map((token) =>
      token.kind === "issued" ? { ...token, contract: callingToken } : token,
    ),
  },
});

const unit = 10n ** 18n;
const upTo = (most: bigint): `${bigint}` => `${most * unit}`;

/** All five limits at once, each of which lets out more than 64 bits hold. */
function inLarge(): World {
  const both = <const T>(of: T) => ({ ETH: of, USDC: of });
  const world = guardedWorld([
    { guard: "utc-day-limit", limits: both(upTo(80n)) },
    {
      guard: "sliding-window",
      limits: both({ limit: upTo(60n), big: upTo(50n) }),
      window: hour,
      delay: 6 * hour,
    },
    { guard: "token-bucket", buckets: both({ capacity: upTo(70n), rate: upTo(1n) }) },
    { guard: "net-flow-epoch", limits: both(upTo(65n)), epoch: 6 * hour },
    {
      guard: "circuit-breaker",
      limits: both({ retainedBps: 3_000, activeFrom: upTo(40n) }),
      window: hour,
      cooldown: hour,
    },
  ]);
  const wallets = world.wallets.map((wallet) => ({ ...wallet, amount: upTo(1_000n) }));
  return { ...world, wallets };
}

/** Every bridge of this project: the gateways, then the guarded gateway with each guard alone. */
export const subjects: readonly Subject[] = [
  { name: "RoninGatewayV1", world: agreementWorld, length: 34 },
  { name: "RoninGatewayV2", world: v2World, length: 32 },
  { name: "RoninGatewayV3", world: upgradeWorld, length: 36 },
  { name: "GuardedGateway", world: guardedWorld(plainStack), length: 30 },
  ...(Object.keys(guardSamples) as GuardName[]).map((guard) => ({
    name: guard,
    world: guardedWorld([guardSamples[guard]]),
    length: lengths[guard],
  })),
  withCalls("RoninGatewayV1", agreementWorld),
  withCalls("RoninGatewayV2", v2World),
  withCalls("GuardedGateway", guardedWorld(plainStack)),
  { name: "large amounts", world: inLarge() },
  { name: "governed", world: governed(), length: 48, isGoverned: true },
];

/**
 * Returns a subject by its name.
 *
 * @throws InputError when there is none of that name.
 */
export function subjectNamed(name: string): Subject {
  const found = subjects.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new InputError(
    `There is no bridge "${name}"; there are ${subjects.map((one) => one.name).join(", ")}.`,
  );
}
