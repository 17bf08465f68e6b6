import { z } from "zod";
import { account, amount, hex, symbol } from "./basic.schema.ts";

const contract = z.string().regex(/^[A-Za-z0-9]+$/, "must be the name of a contract");
const named = { name: account, contract: z.exactOptional(contract) };

/** What money can be taken to. */
export const venue = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("exchange"), ...named, operator: account }),
  z.strictObject({
    kind: z.literal("pool"),
    ...named,
    tokens: z.tuple([symbol, symbol]),
    reserves: z.tuple([amount, amount]),
    feeBps: z.int().nonnegative().max(9_999),
  }),
  z.strictObject({
    kind: z.literal("mixer"),
    ...named,
    token: symbol,
    denomination: amount,
    operator: account,
  }),
]);

const word = hex.refine((text) => text.length === 66, "must be 32 bytes");
const bytes = hex.refine((text) => text.length % 2 === 0, "must be whole bytes");
const at = { sender: account, venue: account };

/** The commands that are given to venues, and the last one to a token's issuer. */
export const exitCommands = [
  z.strictObject({
    verb: z.literal("exchangeDeposit"),
    ...at,
    owner: account,
    token: symbol,
    amount,
  }),
  z.strictObject({
    verb: z.literal("exchangeWithdraw"),
    ...at,
    token: symbol,
    recipient: account,
    amount,
  }),
  z.strictObject({ verb: z.enum(["blockAccount", "unblockAccount"]), ...at, account }),
  z.strictObject({
    verb: z.literal("returnBlocked"),
    ...at,
    account,
    token: symbol,
    recipient: account,
  }),
  z.strictObject({ verb: z.literal("swap"), ...at, token: symbol, amount, least: amount }),
  z.strictObject({ verb: z.literal("mix"), ...at, blinded: bytes }),
  z.strictObject({
    verb: z.literal("unmix"),
    ...at,
    recipient: account,
    serial: word,
    signature: bytes,
  }),
  z.strictObject({
    verb: z.literal("reissue"),
    sender: account,
    token: symbol,
    account,
    recipient: account,
  }),
] as const;
