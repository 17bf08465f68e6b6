import { invariant } from "../core/invariant.ts";
import { day, hour, minute, utcSeconds } from "../core/time.ts";
import { type Amount, toAmount } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { ActorSpec, RobberSpec, Route, TeamSpec } from "../scenario/actors.ts";
import { changeActors } from "../scenario/change.ts";
import type { ScenarioParts } from "../scenario/define.ts";
import { deriveScenario } from "../scenario/derive.ts";
import { ronin2022 } from "../scenario/facts.ts";
import type { Provenance } from "../scenario/scenario.ts";
import { ronin2022Scenario } from "./ronin-2022.ts";

const { inputs, outcomes } = ronin2022;
const factsFile = "facts/incidents/ronin-2022.json";
const launderer = "launderer";
const network = "ronin-network";
const ether = (count: bigint) => toAmount(count * 10n ** 18n);
const noon = (date: string) => utcSeconds(`${date}T12:00:00Z`);

/** A recovery that the facts have in dollars of its own day, brought to a place where it is found. */
type Found = {
  readonly venue: string;
  readonly dollars: string;
  readonly fact: string;
  readonly broughtOn: string;
  readonly foundOn: string;
  readonly says: string;
};

function dayOf({ date }: { readonly date: string | null }): string {
  invariant(date, "A recovery has the day on which it was announced.");
  return date;
}

const recoveries: readonly Found[] = [
  {
    venue: "binance",
    dollars: outcomes.recoveredFromBinance.value,
    fact: "outcomes.recoveredFromBinance",
    broughtOn: "2022-04-15",
    foundOn: dayOf(outcomes.recoveredFromBinance),
    says: "86 accounts hold some of it",
  },
  {
    venue: "american-services",
    dollars: outcomes.recoveredInUnitedStates.value,
    fact: "outcomes.recoveredInUnitedStates",
    broughtOn: "2022-04-20",
    foundOn: dayOf(outcomes.recoveredInUnitedStates),
    says: "investigators have traced some of it",
  },
  {
    venue: "norwegian-services",
    dollars: outcomes.recoveredInNorwayDollars.value,
    fact: "outcomes.recoveredInNorwayDollars",
    broughtOn: "2022-04-25",
    foundOn: dayOf(outcomes.recoveredInNorwayDollars),
    says: "the police have traced some of it",
  },
];

/** Dollars as ether at the price of the theft, rounded up to the wei. */
function etherOf(dollars: string): bigint {
  const { numerator, denominator } = inputs.etherPrice.value;
  const worth = BigInt(dollars) * 10n ** 18n * BigInt(denominator);
  return (worth + BigInt(numerator) - 1n) / BigInt(numerator);
}

/** What was cashed at the first exchanges went on to another mixer, which is left out. */
const paidTo = [
  { venue: "ftx", fact: "paidToFtx" },
  { venue: "huobi", fact: "paidToHuobi" },
  { venue: "crypto-com", fact: "paidToCryptoCom" },
] as const;
const firstExchanges = paidTo.map((one) => ({
  ...one,
  amount: outcomes[one.fact].value as Amount,
}));

const lotsInOne = 10n;
const lot = BigInt(inputs.mixerLot.value) * lotsInOne;
const perWeek = BigInt(inputs.mixedPerWeek.value);
// What the pool pays for the USDC, and what goes elsewhere, leaves a little more than this.
const mixed = 156n * lot;

const exit = (token: string, venue: string, most: Amount | null, withdraws = false) => ({
  token,
  venue,
  lot: most ?? toAmount(BigInt(inputs.usdCoinAmount.value)),
  most,
  withdraws: withdraws ? { after: hour, recipient: cashedOut } : null,
});
const cashedOut = "cashed-out";

const routes: readonly Route[] = [
  { from: inputs.usdCoinPaidAt.value + hour, every: hour, exits: [exit("USDC", "pool", null)] },
  {
    from: inputs.launderingFrom.value,
    every: hour,
    exits: firstExchanges.map(({ venue, amount }) => exit("ETH", venue, amount, true)),
  },
  ...recoveries.map(
    ({ venue, dollars, broughtOn }): Route => ({
      from: noon(broughtOn),
      every: hour,
      exits: [exit("ETH", venue, toAmount(etherOf(dollars)))],
    }),
  ),
  {
    from: noon(inputs.mixingFrom.value),
    every: Number((BigInt(7 * day) * lot) / perWeek),
    exits: [exit("ETH", "tornado", toAmount(mixed))],
  },
];

const launders: RobberSpec = { kind: "robber", name: launderer, footholds: [], takes: [], routes };

const exchanges = [
  ...firstExchanges.map(({ venue }) => venue),
  ...recoveries.map(({ venue }) => venue),
];
const operatorOf = (venue: string) => `${venue}-operator`;

/** Each desk is told by somebody, blocks the account, and gives back what it finds there. */
const desks: readonly ActorSpec[] = recoveries.flatMap(({ venue, foundOn, says }) => [
  {
    kind: "monitor",
    name: `${venue}-tip`,
    watches: { rule: "told", at: noon(foundOn), says },
    poll: minute,
    lag: { min: 0, max: 0 },
    misses: { numerator: 0, denominator: 1 },
    gaps: { numerator: 0, denominator: 1 },
    down: [],
  },
  deskOf(venue),
]);

function deskOf(venue: string): TeamSpec {
  const sender = operatorOf(venue);
  const after = `${venue}-tip`;
  const there = { sender, venue, account: launderer } as const;
  const gives = { power: "returnBlocked", ...there, token: "ETH", recipient: network } as const;
  return {
    kind: "team",
    name: `${venue}-desk`,
    controls: [],
    accounts: [sender],
    // What comes to a blocked account later is given back as well.
    runbook: [
      { name: "block", after, delay: hour, does: { power: "blockAccount", ...there } },
      { name: "give-back", after, delay: day, does: gives },
      { name: "give-back-again", after, delay: 60 * day, does: gives },
    ],
  };
}

/** Ronin, from the theft to the last recovery that the facts have. */
export const ronin2022AftermathScenario = deriveScenario(ronin2022Scenario, {
  name: "ronin-2022-aftermath",
  title: "Ronin, 23 March 2022, and where the money went",
  question:
    "Six days unnoticed, then exchanges, then a mixer for eight weeks: what comes back, by which step, and what goes dark?",
  set: { "honest.count": "5" },
  change: aftermath,
  expect: {
    conservation: true,
    authority: true,
    replay: true,
    backing: false,
    liveness: false,
    pause: true,
    exits: true,
  },
  without: ["thief", launderer],
});

function aftermath(parts: ScenarioParts): ScenarioParts {
  const { world } = parts;
  const people = [launderer, network, cashedOut, "mixer-operator", ...exchanges.map(operatorOf)];
  const paid = changeActors(parts, "thief", (thief) => ({
    ...thief,
    payments: thief.payments.map((payment) => ({
      ...payment,
      withdrawal: { ...payment.withdrawal, recipient: launderer },
    })),
  }));
  return {
    ...paid,
    end: noon("2023-02-18"),
    victims: [network],
    world: {
      ...world,
      accounts: { ...world.accounts, ...accountsOf(world.seed, people) },
      venues: [
        ...exchanges.map((name) => ({
          kind: "exchange" as const,
          name,
          operator: operatorOf(name),
        })),
        {
          kind: "pool",
          name: "pool",
          tokens: ["ETH", "USDC"],
          reserves: [ether(100_000n), toAmount(poolDollars)],
          feeBps: 30,
        },
        {
          kind: "mixer",
          name: "tornado",
          token: "ETH",
          denomination: toAmount(lot),
          operator: "mixer-operator",
        },
      ],
    },
    actors: [...paid.actors, launders, ...desks],
    provenance: [...paid.provenance, ...choices],
  };
}

/** Millionths of a dollar that 100,000 ether were worth at the theft. */
const poolDollars =
  (100_000n * 10n ** 6n * BigInt(inputs.etherPrice.value.numerator)) /
  BigInt(inputs.etherPrice.value.denominator);

const from = (
  what: string,
  value: string,
  status: Provenance["status"],
  source: string,
): Provenance => ({ what, value, status, source });

const choices: readonly Provenance[] = [
  ...recoveries.map(({ venue, dollars, fact }) =>
    from(
      `what is brought to ${venue}`,
      `${etherOf(dollars)} wei`,
      "chosen",
      `fitted: as much ether as ${dollars} dollars (${factsFile}: ${fact}) bought at the theft; what was found there in units is in no source`,
    ),
  ),
  ...recoveries.map(({ venue, broughtOn }) =>
    from(
      `when it is brought to ${venue}`,
      broughtOn,
      "chosen",
      "no source says when, or by which way",
    ),
  ),
  ...recoveries.map(({ venue, foundOn, fact }) =>
    from(`when ${venue} is told`, foundOn, "sourced", `${factsFile}: ${fact}`),
  ),
  ...firstExchanges.map(({ venue, amount, fact }) =>
    from(
      `what is brought to ${venue}`,
      `${amount} wei`,
      "sourced",
      `${factsFile}: outcomes.${fact}`,
    ),
  ),
  from(
    "what became of it there",
    "paid out within the hour to an account that nobody follows",
    "chosen",
    "some of it became bitcoins and went to Blender, in units that no source has",
  ),
  from(
    "when the mixing began",
    inputs.mixingFrom.value,
    "sourced",
    `${factsFile}: inputs.mixingFrom`,
  ),
  from("how fast", "21,000 ETH a week", "sourced", `${factsFile}: inputs.mixedPerWeek`),
  from(
    "a lot of the mixer",
    "1,000 ETH",
    "chosen",
    `ten of the real lots at once (${factsFile}: inputs.mixerLot), so that the run stays short`,
  ),
  from(
    "how much was mixed",
    "156 lots",
    "chosen",
    "what was left, in whole lots; the Treasury's 455 million dollars have no day of their price",
  ),
  from(
    "the pool",
    "100,000 ETH and as many dollars",
    "chosen",
    "where the USDC was swapped is in no source",
  ),
];
