import { z } from "zod";

const uint256Max = 2n ** 256n - 1n;

const seconds = z.int().nonnegative();
const amount = z
  .string()
  .refine(
    (text) => /^\d{1,78}$/.test(text) && BigInt(text) <= uint256Max,
    "must be a whole number of base units that fits into a uint256, as a string of digits",
  ) as z.ZodType<`${bigint}`>;
const hex = z.string().regex(/^0x[0-9a-f]*$/, "must be lower-case hex") as z.ZodType<`0x${string}`>;
const address = z
  .string()
  .regex(
    /^0x[0-9a-f]{40}$/,
    "must be a 20-byte address in lower-case hex",
  ) as z.ZodType<`0x${string}`>;
const account = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be a name in kebab-case");
const symbol = z.string().min(1);
const chain = z.enum(["mainchain", "sidechain"]);
const contract = z.string().regex(/^[A-Za-z0-9]+$/, "must be the name of a contract");
const ratio = z.strictObject({
  numerator: z.int().nonnegative(),
  denominator: z.int().nonnegative(),
});
const price = z.strictObject({
  numerator: z.int().nonnegative(),
  denominator: z.int().positive(),
});
const range = z.strictObject({ min: z.int().nonnegative(), max: z.int().nonnegative() });
const perChain = z.strictObject({
  mainchain: z.int().nonnegative(),
  sidechain: z.int().nonnegative(),
});
const mode = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const withdrawal = z.strictObject({ id: amount, token: symbol, recipient: account, amount });

const signature = z.union([
  z.strictObject({
    signer: account,
    over: withdrawal,
    mode,
    form: z.enum(["plain", "parity", "mirrored"]),
  }),
  z.strictObject({ bytes: hex }),
]);

const onChain = { sender: account, chain };
const command = z.discriminatedUnion("verb", [
  z.strictObject({
    verb: z.literal("deposit"),
    sender: account,
    owner: account,
    token: symbol,
    amount,
  }),
  z.strictObject({
    verb: z.literal("acknowledgeDeposit"),
    sender: account,
    depositId: amount,
    owner: account,
    token: symbol,
    amount,
  }),
  z.strictObject({
    verb: z.literal("requestWithdrawal"),
    sender: account,
    recipient: account,
    token: symbol,
    amount,
  }),
  z.strictObject({ verb: z.literal("sign"), signer: account, over: withdrawal, mode }),
  z.strictObject({
    verb: z.literal("postSignature"),
    sender: account,
    withdrawalId: amount,
    signature,
    replace: z.boolean(),
  }),
  z.strictObject({
    verb: z.literal("submitWithdrawal"),
    sender: account,
    withdrawal,
    signatures: z.array(signature),
    calldata: z.exactOptional(hex),
  }),
  z.strictObject({ verb: z.literal("pause"), ...onChain }),
  z.strictObject({ verb: z.literal("unpause"), ...onChain }),
  z.strictObject({ verb: z.literal("addValidator"), ...onChain, validator: account }),
  z.strictObject({ verb: z.literal("removeValidator"), ...onChain, validator: account }),
  z.strictObject({ verb: z.literal("updateQuorum"), ...onChain, quorum: ratio }),
  z.strictObject({ verb: z.literal("freeze"), sender: account, token: symbol, account }),
  z.strictObject({ verb: z.literal("unfreeze"), sender: account, token: symbol, account }),
  z.strictObject({
    verb: z.literal("requestSignatureAgain"),
    sender: account,
    withdrawalId: amount,
  }),
  z.strictObject({ verb: z.literal("sendEther"), sender: account, amount }),
  z.strictObject({ verb: z.literal("mint"), ...onChain, token: symbol, account, amount }),
  z.strictObject({
    verb: z.literal("approve"),
    ...onChain,
    token: symbol,
    spender: account,
    amount,
  }),
  z.strictObject({
    verb: z.literal("transfer"),
    ...onChain,
    token: symbol,
    recipient: account,
    amount,
  }),
  z.strictObject({
    verb: z.literal("transferFrom"),
    ...onChain,
    token: symbol,
    owner: account,
    recipient: account,
    amount,
  }),
  z.strictObject({ verb: z.enum(["mapToken", "clearMapToken"]), ...onChain, token: symbol }),
  z.strictObject({
    verb: z.literal("updateContract"),
    ...onChain,
    name: z.enum(["VALIDATOR", "WETH_TOKEN"]),
    isSet: z.boolean(),
  }),
  z.strictObject({
    verb: z.literal("updateProxyTo"),
    sender: account,
    account: z.nullable(account),
  }),
  z.strictObject({ verb: z.literal("initialize"), sender: account }),
]);

const actor = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("user"),
    name: account,
    token: symbol,
    deposit: amount,
    depositAt: seconds,
    withdrawal: z.nullable(
      z.strictObject({ amount, requestAt: seconds, submitAt: z.nullable(seconds) }),
    ),
    complains: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("validator"),
    name: account,
    finality: perChain,
    latency: range,
  }),
  z.strictObject({ kind: z.literal("relayer"), name: account, latency: range }),
  z.strictObject({
    kind: z.literal("thief"),
    name: account,
    footholds: z.array(
      z.strictObject({
        at: seconds,
        node: z.string(),
        how: z.string(),
        capability: z.enum(["use", "extract"]),
        until: z.nullable(seconds),
      }),
    ),
    targets: z.array(account),
    signaturesNeeded: z.int().nonnegative(),
    payments: z.array(z.strictObject({ signAt: seconds, submitAt: seconds, withdrawal })),
  }),
  z.strictObject({
    kind: z.literal("responder"),
    name: account,
    controls: z.array(z.string()),
    account,
    reaction: seconds,
    pauses: z.array(chain),
  }),
  z.strictObject({
    kind: z.literal("script"),
    name: account,
    isHonest: z.boolean(),
    accounts: z.array(account),
    steps: z.array(z.strictObject({ at: seconds, command })),
  }),
]);

/** Nodes and edges are judged by the custody graph's own rules; here only their outline. */
const custody = z.strictObject({
  nodes: z.array(z.looseObject({ id: z.string(), kind: z.string(), label: z.string() })),
  edges: z.array(
    z.looseObject({ id: z.string(), kind: z.string(), from: z.string(), to: z.string() }),
  ),
});

/** The form of a scenario file: every field there, and none that is unknown. */
export const scenarioSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be a name in kebab-case"),
  title: z.string(),
  question: z.string(),
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 32 - 1),
  start: seconds,
  end: seconds,
  parameters: z.record(z.string(), z.string()),
  world: z.strictObject({
    seed: z
      .int()
      .nonnegative()
      .max(2 ** 32 - 1),
    start: seconds,
    chainIds: z.strictObject({ mainchain: z.int().positive(), sidechain: z.int().positive() }),
    accounts: z.record(account, address),
    admin: account,
    issuer: account,
    contracts: z.strictObject({
      gateway: contract,
      validatorSet: contract,
      sidechainGateway: contract,
    }),
    validators: z.array(account),
    quorum: ratio,
    quorumAuthorizesPay: z.boolean(),
    tokens: z.array(
      z.strictObject({
        symbol,
        decimals: z.int().nonnegative().max(77),
        kind: z.enum(["wrapped", "issued", "minted", "absent"]),
        address,
      }),
    ),
    wallets: z.array(z.strictObject({ chain, account: z.string(), token: symbol, amount })),
    refusesEther: z.exactOptional(z.array(account)),
  }),
  custody,
  actors: z.array(actor),
  declared: z.strictObject({
    threshold: z.int().positive(),
    paidWithin: seconds,
    finality: perChain,
  }),
  prices: z.array(z.strictObject({ token: symbol, dollars: price, basis: z.string() })),
  expect: z.record(z.string(), z.boolean()),
  provenance: z.array(
    z.strictObject({
      what: z.string(),
      value: z.string(),
      status: z.enum(["sourced", "derived", "chosen", "drawn", "set"]),
      source: z.string(),
    }),
  ),
});
