import type { Provenance } from "../scenario/scenario.ts";

const factsFile = "facts/incidents/ronin-2024.json";
const parametersFile = "facts/parameters/ronin-v3.json";

const choice = (what: string, value: string, why: string): Provenance => ({
  what,
  value,
  status: "chosen",
  source: why,
});

const fact = (what: string, value: string, source: string): Provenance => ({
  what,
  value,
  status: "sourced",
  source,
});

/** What is neither a parameter nor drawn: said here, so that a report can say it. */
export const choices: readonly Provenance[] = [
  choice("the hour of the upgrade", "2024-08-06 09:00:00", "no source gives it"),
  choice("the second id", "the one after the first", "no source gives it"),
  choice("who signs", "each bot, with its own key", "any key is enough; whose it was is not known"),
  choice(
    "what the bots give back, and when",
    "3,991 ETH at 15:04:00 and all USDC at 17:00:00",
    `fitted to what came back (${factsFile}: inputs.etherReturned, inputs.etherReturnedAt, inputs.usdCoinReturnedAt)`,
  ),
  choice("who administers", "one account", "the voting of the governors is not modeled"),
  choice("weights", "one for each operator", "in the contract a hundred, which comes to the same"),
  choice("finality", "3 minutes on the mainchain, 1 minute on the sidechain", "no source says it"),
  choice("latency of operators", "5 to 60 seconds after finality", "no source says it"),
  choice("declared time to payment", "6 hours", "no source promises one"),
  choice(
    "sizes of honest withdrawals",
    "those of 2022, at most 50 ETH",
    "with the theft they must stay below the day's limit",
  ),
  choice(
    "nobody asks between the upgrade and the pause",
    "02:00 to 08:00 and 12:00 to 16:00",
    "what became of honest withdrawals in between is in no source",
  ),
  fact(
    "operators, their weights, quorums and limits",
    "22, 70 % and 90 %, limits of March 2024",
    `${parametersFile}: inputs.totalWeight, inputs.quorum, inputs.lockedFrom.ETH`,
  ),
  fact(
    "times of both payments and of the pause",
    "09:37, 10:11 and 10:15",
    `${factsFile}: inputs.firstPaymentAt, inputs.secondPaymentAt, inputs.pausedAt`,
  ),
  fact(
    "what the first bot pays a block builder",
    "3.9 ETH, a block later",
    `${factsFile}: inputs.builderPayment`,
  ),
  fact("the first id", "166631", `${parametersFile}: inputs.receiptId`),
];
