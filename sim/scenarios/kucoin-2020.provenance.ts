import type { Provenance } from "../scenario/scenario.ts";

const factsFile = "facts/incidents/kucoin-2020.json";

const choice = (what: string, value: string, why: string): Provenance => ({
  what,
  value,
  status: "chosen",
  source: why,
});

const fact = (
  what: string,
  value: string,
  paths: string,
  status: "sourced" | "derived" = "sourced",
): Provenance => ({ what, value, status, source: `${factsFile}: ${paths}` });

/** What is neither a parameter nor drawn: said here, so that a report can say it. */
export const choices: readonly Provenance[] = [
  fact(
    "the first payment and the first alert",
    "02:51 in UTC+8",
    "inputs.firstPaymentAt, inputs.firstAlertAt",
  ),
  fact(
    "alerts on the balance, on XRP, and on others",
    "03:01, 03:04, 03:05 to 03:40",
    "inputs.balanceAlertAt, inputs.rippleAlertAt, inputs.otherAlertsFrom, inputs.otherAlertsUntil",
  ),
  fact("one key each", "seven hot wallets, by chain", "inputs.hotWallets", "derived"),
  fact(
    "coins and USDT that the wallets held",
    "what was taken of each",
    "inputs.hotWallet.BTC, inputs.hotWallet.ETH, inputs.hotWallet.USDT, inputs.hotWallet.XRP, inputs.hotWallet.LTC, inputs.hotWallet.BSV, inputs.hotWallet.XLM, inputs.hotWallet.TRX",
    "derived",
  ),
  fact(
    "tokens of Ethereum and of Stellar",
    "147 and 87 million dollars",
    "inputs.hotWalletErcDollars, inputs.hotWalletStellarDollars",
    "derived",
  ),
  fact(
    "what VELO, OCEAN and AMPL were worth",
    "75.7, 8.6 and 10.89 million dollars",
    "outcomes.replacedVeloDollars, outcomes.replacedOceanDollars, outcomes.disabledAmplDollars",
  ),
  choice(
    "what KAI and ORN were worth",
    "10.2 and 9.5 million dollars",
    "handed down without the page that says it",
  ),
  choice(
    "REPLACED",
    "75.1 million dollars in tokens of about thirty projects that replaced them later",
    "fitted to 222 million recovered with projects and exchanges",
  ),
  choice(
    "OPEN",
    "32.71 million dollars in tokens of Ethereum that nobody stops",
    "fitted: the rest of the 147 million",
  ),
  choice(
    "STELLAR",
    "11.3 million dollars in other tokens of Stellar, all replaced",
    "fitted: the rest of the 87 million",
  ),
  choice(
    "what BSV, XLM and TRX were worth",
    "2.88, 0.84 and 6.16 million dollars",
    "fitted: together what is missing to 285 million",
  ),
  choice(
    "the order and the minutes between the alerts that are known",
    "ether and tokens, XRP, BTC, other coins, Stellar, the rest of the tokens",
    "no source has the payments",
  ),
  choice("when the thief was in", "02:00 in UTC+8", "how the keys leaked was never published"),
  choice(
    "what goes to exchanges that screen",
    "2.395 million to try at 05:10, 17.45 million 45 minutes later",
    "fitted to what was recovered with police",
  ),
  choice("how long exchanges hold a deposit", "half an hour", "no source says it"),
  choice(
    "what is sold first",
    "OCEAN in lots of 10,000, then tokens that nobody stops",
    "as the record has it; the spacing of five minutes is fitted to what was sold",
  ),
  choice(
    "what is bought for XRP and TRX",
    "875 BTC, less than a thousandth off, through pools as deep as that takes",
    "fitted: they stand for exchanges that do not screen",
  ),
  choice("what is mixed", "68 notes of 10 BTC", "683 BTC, roughly, are in the record"),
  choice(
    "what the risk system takes for large",
    "1,000 ETH, a million XRP, 100 BTC, and so on",
    "no source has its limits; each alert of the record is given, and no other coin's",
  ),
  choice("who is owed what", "all that the wallets hold, to customers", "no source has the books"),
];
