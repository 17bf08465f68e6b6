import { z } from "zod";
import { account, amount, symbol } from "./basic.schema.ts";

const chain = z.enum(["mainchain", "sidechain"]);

/** The form of what anybody can read from the chains, by what is read. */
export const query = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("deposit"), depositId: amount }),
  z.strictObject({ what: z.enum(["withdrawal", "mailbox"]), withdrawalId: amount }),
  z.strictObject({ what: z.literal("quorum"), chain }),
  z.strictObject({ what: z.literal("vault"), token: symbol }),
  z.strictObject({ what: z.literal("epoch") }),
  // Parts of the bridge and of venues have balances as well, under names that no account has.
  z.strictObject({ what: z.literal("balance"), chain, account: z.string(), token: symbol }),
  z.strictObject({ what: z.literal("frozen"), token: symbol, account }),
  z.strictObject({ what: z.literal("blocked"), venue: account, account }),
  z.strictObject({ what: z.literal("reserves"), venue: account }),
]);
