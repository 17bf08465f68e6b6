import { z } from "zod";
import { account, address, amount, hex, perToken, ratio, symbol } from "./basic.schema.ts";
import { footholds, robber, team, walletRules } from "./heist.schema.ts";
import { guardedSettings, roninV2Settings } from "./settings.schema.ts";
import { exitCommands, venue } from "./venue.schema.ts";

const seconds = z.int().nonnegative();
const chain = z.enum(["mainchain", "sidechain"]);
const contract = z.string().regex(/^[A-Za-z0-9]+$/, "must be the name of a contract");
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
const withdrawal = z.strictObject({
  id: amount,
  token: symbol,
  recipient: account,
  amount,
  epoch: z.exactOptional(z.int().nonnegative()),
});

const signature = z.union([
  z.strictObject({
    signer: account,
    over: withdrawal,
    mode,
    form: z.enum(["plain", "parity", "mirrored", "elsewhere"]),
  }),
  z.strictObject({ bytes: hex }),
]);

const initializerStep = z.union([z.literal(3), z.literal(4)]);
const onChain = { sender: account, chain };
/** The form of what is asked of a bridge, by its verb. */
export const command = z.discriminatedUnion("verb", [
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
    callsBack: z.exactOptional(z.literal(true)),
  }),
  z.strictObject({
    verb: z.enum(["pause", "unpause"]),
    ...onChain,
    token: z.exactOptional(symbol),
  }),
  z.strictObject({ verb: z.literal("addValidator"), ...onChain, validator: account }),
  z.strictObject({ verb: z.literal("removeValidator"), ...onChain, validator: account }),
  z.strictObject({ verb: z.literal("updateQuorum"), ...onChain, quorum: ratio }),
  z.strictObject({
    verb: z.enum(["release", "cancel", "expire", "unlock", "attest"]),
    sender: account,
    withdrawal,
  }),
  z.strictObject({
    verb: z.literal("cancelEpoch"),
    sender: account,
    epoch: z.int().nonnegative(),
  }),
  z.strictObject({ verb: z.literal("replaceSigner"), sender: account, signer: account }),
  z.strictObject({ verb: z.literal("raiseQuorum"), sender: account, quorum: ratio }),
  z.strictObject({
    verb: z.literal("call"),
    sender: account,
    to: z.string(),
    functionName: z.string(),
    args: z.array(z.json()),
  }),
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
  z.strictObject({
    verb: z.literal("upgradeToAndCall"),
    sender: account,
    step: z.nullable(initializerStep),
  }),
  z.strictObject({
    verb: z.literal("initialize"),
    sender: account,
    step: z.exactOptional(initializerStep),
  }),
  ...exitCommands,
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
    brings: z.exactOptional(z.literal("all")),
  }),
  z.strictObject({
    kind: z.literal("validator"),
    name: account,
    finality: perChain,
    latency: range,
    signsAlways: z.exactOptional(z.boolean()),
    misled: z.exactOptional(z.array(z.strictObject({ at: seconds, withdrawal }))),
  }),
  z.strictObject({
    kind: z.literal("relayer"),
    name: account,
    latency: range,
    releaseEvery: z.exactOptional(z.int().positive()),
    brings: z.exactOptional(z.literal("all")),
  }),
  z.strictObject({
    kind: z.literal("thief"),
    name: account,
    footholds,
    targets: z.array(account),
    signaturesNeeded: z.int().nonnegative(),
    releaseEvery: z.exactOptional(z.nullable(z.int().positive())),
    payments: z.array(z.strictObject({ signAt: seconds, submitAt: seconds, withdrawal })),
    signedFor: z.exactOptional(z.array(account)),
    acts: z.exactOptional(z.array(z.strictObject({ at: seconds, command }))),
  }),
  robber,
  team,
  z.strictObject({
    kind: z.literal("responder"),
    name: account,
    controls: z.array(z.string()),
    account,
    reaction: seconds,
    pauses: z.array(chain),
    cancels: z.exactOptional(z.boolean()),
    cancelsEpoch: z.exactOptional(z.boolean()),
  }),
  z.strictObject({
    kind: z.literal("monitor"),
    name: account,
    watches: z.discriminatedUnion("rule", [
      z.strictObject({ rule: z.literal("backing") }),
      z.strictObject({
        rule: z.literal("outflow"),
        window: z.int().positive(),
        limits: perToken(amount),
      }),
      z.strictObject({ rule: z.literal("balance"), least: perToken(amount) }),
      ...walletRules,
      z.strictObject({ rule: z.literal("told"), at: seconds, says: z.string() }),
    ]),
    poll: z.int().positive(),
    lag: range,
    misses: ratio,
    gaps: ratio,
    reorgs: z.exactOptional(ratio),
    down: z.array(z.strictObject({ from: seconds, until: seconds })),
  }),
  z.strictObject({ kind: z.literal("unlocker"), name: account, latency: range }),
  z.strictObject({ kind: z.literal("watcher"), name: account, finality: seconds, latency: range }),
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
        kind: z.enum(["wrapped", "issued", "reissuable", "foreign", "minted", "absent"]),
        address,
        issuer: z.exactOptional(account),
        contract: z.exactOptional(contract),
      }),
    ),
    wallets: z.array(z.strictObject({ chain, account: z.string(), token: symbol, amount })),
    refusesEther: z.exactOptional(z.array(account)),
    venues: z.exactOptional(z.array(venue)),
    roninV2: z.exactOptional(roninV2Settings),
    guarded: z.exactOptional(guardedSettings),
  }),
  custody,
  actors: z.array(actor),
  declared: z.strictObject({
    threshold: z.int().nonnegative(),
    paidWithin: seconds,
    finality: perChain,
  }),
  prices: z.array(z.strictObject({ token: symbol, dollars: price, basis: z.string() })),
  victims: z.exactOptional(z.array(account)),
  custodian: z.exactOptional(
    z.strictObject({
      name: z.string().min(1),
      wallets: z.array(account),
      owes: z.array(z.strictObject({ creditor: account, token: symbol, amount })),
    }),
  ),
  expect: z.record(z.string(), z.boolean()),
  defenses: z.exactOptional(z.array(z.string())),
  provenance: z.array(
    z.strictObject({
      what: z.string(),
      value: z.string(),
      status: z.enum(["sourced", "derived", "chosen", "drawn", "set"]),
      source: z.string(),
    }),
  ),
});
