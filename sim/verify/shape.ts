import { z } from "zod";

/** The parts of a run's files that are read here, and no more: the rest may change. */

const count = z.int().nonnegative();
const amount = z.string().regex(/^\d{1,100}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const hex = z.string().regex(/^0x(?:[0-9a-fA-F]{2})*$/);
const word = z.string().regex(/^0x[0-9a-fA-F]{64}$/);
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .toLowerCase();
const chain = z.enum(["mainchain", "sidechain"]);
const onBoth = <T extends z.ZodType>(value: T) => z.object({ mainchain: value, sidechain: value });
const balance = z.object({ chain, account: z.string(), token: z.string(), amount });

const metric = z.union([
  z.object({ value: z.string() }),
  z.object({ value: z.null(), why: z.string() }),
]);
const verdict = z.object({
  valid: z.union([z.boolean(), z.literal("unknown")]),
  count,
});
const claims = z.object({
  scenarioHash: hash,
  traceHash: hash,
  verdicts: z.record(z.string(), verdict),
  metrics: z.record(z.string(), metric),
});

export const resultsShape = claims.extend({
  format: z.literal(1),
  scenario: z.string(),
  seed: count,
  tenant: z.string(),
  control: claims.nullable(),
});

const ratio = z.object({ numerator: z.int(), denominator: z.int().positive() });

export const scenarioShape = z.object({
  name: z.string(),
  seed: count,
  start: count,
  end: count,
  world: z.object({
    chainIds: onBoth(count),
    accounts: z.record(z.string(), address),
    validators: z.array(z.string()),
    tokens: z.array(
      z.object({
        symbol: z.string(),
        decimals: count,
        kind: z.enum(["wrapped", "issued", "reissuable", "foreign", "minted", "absent"]),
        address,
      }),
    ),
    wallets: z.array(balance),
    contracts: z.object({ gateway: z.string() }),
    roninV2: z.optional(z.object({})),
    guarded: z.optional(z.object({})),
    venues: z.array(z.unknown()).optional(),
  }),
  custody: z.object({ nodes: z.array(z.unknown()) }),
  actors: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      isHonest: z.boolean().optional(),
      complains: z.boolean().optional(),
    }),
  ),
  declared: z.object({ threshold: count, paidWithin: count, finality: onBoth(count) }),
  prices: z.array(z.object({ token: z.string(), dollars: ratio })),
  victims: z.array(z.string()).default([]),
});

const openShape = z.object({
  type: z.literal("open"),
  chainIds: onBoth(count),
  accounts: z.record(z.string(), address),
  gateways: onBoth(address),
  validatorSets: onBoth(address),
  tokens: onBoth(z.record(z.string(), address)),
});

const transactionShape = z.object({
  type: z.literal("transaction"),
  event: count,
  chain,
  at: count,
  block: count,
  from: address,
  to: address,
  value: amount,
  input: hex,
  gasUsed: count,
  reverted: hex.nullable(),
  logs: z.array(z.object({ address, topics: z.array(word).max(4), data: hex })),
});

const closeShape = z.object({ type: z.literal("close"), balances: z.array(balance) });

export const recordShapes = {
  open: openShape,
  transaction: transactionShape,
  close: closeShape,
} as const;

const place = { seq: count, at: count };
const completion = { ...place, actor: z.string(), invocation: count };
const refusal = z.object({ name: z.string() });

export const eventShapes = {
  begin: z.object({ ...place, type: z.literal("begin"), scenario: z.unknown() }),
  invoke: z.object({
    ...place,
    type: z.literal("invoke"),
    actor: z.string(),
    action: z.looseObject({ verb: z.string() }),
  }),
  ok: z.object({ ...completion, type: z.literal("ok"), result: z.looseObject({}) }),
  fail: z.object({ ...completion, type: z.literal("fail"), error: refusal }),
  info: z.object({ ...completion, type: z.literal("info"), error: refusal }),
  end: z.object({ ...place, type: z.literal("end") }),
} as const;

export type ChainName = z.infer<typeof chain>;
export type Claims = z.infer<typeof claims>;
export type ResultsFile = z.infer<typeof resultsShape>;
export type ScenarioFile = z.infer<typeof scenarioShape>;
export type Opening = z.infer<typeof openShape>;
export type RawTransaction = z.infer<typeof transactionShape>;
export type Closing = z.infer<typeof closeShape>;
export type TraceLine = z.infer<(typeof eventShapes)[keyof typeof eventShapes]>;
