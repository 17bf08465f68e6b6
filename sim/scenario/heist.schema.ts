import { z } from "zod";
import { account, amount, perToken, ratio, symbol } from "./basic.schema.ts";

const seconds = z.int().nonnegative();

/** What falls, of whoever attacks. */
export const footholds = z.array(
  z.strictObject({
    at: seconds,
    node: z.string(),
    how: z.string(),
    capability: z.enum(["use", "extract"]),
    until: z.nullable(seconds),
  }),
);

const exit = z.strictObject({
  token: symbol,
  venue: account,
  lot: amount,
  most: z.nullable(amount),
  withdraws: z.nullable(z.strictObject({ after: seconds, recipient: account })),
});

export const robber = z.strictObject({
  kind: z.literal("robber"),
  name: account,
  footholds,
  takes: z.array(
    z.strictObject({
      at: seconds,
      account,
      token: symbol,
      part: ratio.refine(
        ({ numerator, denominator }) => numerator > 0 && numerator <= denominator,
        "must be more than nothing, and no more than all",
      ),
    }),
  ),
  routes: z.array(
    z.strictObject({ from: seconds, every: z.int().positive(), exits: z.array(exit) }),
  ),
});

const stopping = { sender: account, token: symbol, account };
const power = z.discriminatedUnion("power", [
  z.strictObject({ power: z.literal("shutDown"), node: z.string() }),
  z.strictObject({ power: z.literal("call"), says: z.string() }),
  z.strictObject({
    power: z.literal("sweep"),
    wallets: z.array(z.strictObject({ account, token: symbol })),
    recipient: account,
    within: seconds,
  }),
  z.strictObject({ power: z.enum(["freeze", "unfreeze"]), ...stopping }),
  z.strictObject({ power: z.literal("reissue"), ...stopping, recipient: account }),
  z.strictObject({
    power: z.enum(["blockAccount", "unblockAccount"]),
    sender: account,
    venue: account,
    account,
  }),
  z.strictObject({
    power: z.literal("returnBlocked"),
    sender: account,
    venue: account,
    token: symbol,
    account,
    recipient: account,
  }),
]);

export const team = z.strictObject({
  kind: z.literal("team"),
  name: account,
  controls: z.array(z.string()),
  accounts: z.array(account),
  runbook: z.array(z.strictObject({ name: account, after: account, delay: seconds, does: power })),
});

/** What a monitor holds against wallets that are known to be somebody's. */
export const walletRules = [
  z.strictObject({
    rule: z.literal("payment"),
    wallets: z.array(account),
    limits: perToken(amount),
  }),
  z.strictObject({
    rule: z.literal("reserve"),
    reserves: z.array(z.strictObject({ account, token: symbol, least: amount })),
  }),
] as const;
