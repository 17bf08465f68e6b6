import { z } from "zod";
import type { Plain } from "../core/canonical.ts";
import { account, amount, hex, perToken, ratio } from "./basic.schema.ts";

const accounts = z.array(account);
const plain = z.json() as z.ZodType<Plain>;
const seconds = z.int().nonnegative();

/** The form of `RoninV2Settings`. */
export const roninV2Settings = z.strictObject({
  highTierQuorum: ratio,
  unlockers: accounts,
  pausers: accounts,
  limits: perToken(
    z.strictObject({
      highTier: amount,
      locked: amount,
      unlockFee: z.int().nonnegative().max(1_000_000),
      daily: amount,
    }),
  ),
  next: z.exactOptional(
    z.strictObject({
      contract: z.literal("RoninGatewayV3"),
      code: z.exactOptional(z.string()),
      unwrapper: account,
    }),
  ),
});

const guard = z.discriminatedUnion("guard", [
  z.strictObject({ guard: z.literal("utc-day-limit"), limits: perToken(amount) }),
  z.strictObject({
    guard: z.literal("token-bucket"),
    buckets: perToken(z.strictObject({ capacity: amount, rate: amount })),
  }),
  z.strictObject({
    guard: z.literal("sliding-window"),
    limits: perToken(z.strictObject({ limit: amount, big: amount })),
    window: seconds,
    delay: seconds,
  }),
  z.strictObject({
    guard: z.literal("net-flow-epoch"),
    limits: perToken(amount),
    epoch: z.int().positive(),
  }),
  z.strictObject({
    guard: z.literal("circuit-breaker"),
    limits: perToken(
      z.strictObject({
        retainedBps: z.int().nonnegative().max(10_000),
        activeFrom: amount,
      }),
    ),
    window: seconds,
    cooldown: seconds,
  }),
  z.strictObject({ guard: z.literal("delay-with-veto"), delay: seconds }),
  z.strictObject({
    guard: z.literal("tiered-quorum"),
    tiers: perToken(z.array(z.strictObject({ from: amount, quorum: ratio }))),
  }),
  z.strictObject({
    guard: z.literal("operator-cap"),
    operators: z.record(account, z.string()),
    cap: z.int().positive(),
  }),
  z.strictObject({
    guard: z.literal("backing-attestation"),
    watchers: accounts,
    needed: z.int().positive(),
  }),
  z.strictObject({
    guard: z.literal("pause-guardian"),
    thresholds: perToken(amount),
    guardians: accounts,
  }),
  z.strictObject({
    guard: z.literal("recipient-rules"),
    refused: accounts,
    firstDelay: seconds,
  }),
  z.strictObject({
    guard: z.literal("own"),
    contract: z.string().regex(/^[A-Za-z_]\w*$/, "must be the name of a contract"),
    abi: z.array(plain),
    bytecode: hex,
    args: z.array(plain),
  }),
]);

/** The form of `GuardedSettings`. */
export const guardedSettings = z.strictObject({
  looseningDelay: seconds,
  maxHold: seconds,
  roles: z.strictObject({
    governor: accounts,
    pauser: accounts,
    unpauser: accounts,
    canceller: accounts,
    responder: accounts,
  }),
  spares: z.record(account, account),
  guards: z.array(guard),
});
