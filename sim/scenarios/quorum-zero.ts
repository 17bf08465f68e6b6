import { hour, minute, utcSeconds } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { ActorSpec } from "../scenario/actors.ts";
import { defineScenario } from "../scenario/define.ts";
import { ronin2022 } from "../scenario/facts.ts";
import type { Scenario } from "../scenario/scenario.ts";
import {
  chosenVault,
  depositor,
  pricesAtTheft,
  v1Contracts,
  v1Tokens,
} from "./ronin-2022.parts.ts";

const { inputs } = ronin2022;
const start = utcSeconds("2022-03-23T00:00:00Z");
const of = inputs.validators.value;
const declared = inputs.threshold.value;
const validators = Array.from({ length: of }, (_, index) => `validator-${index + 1}`);

/** The fault of August 2024 on the first bridge: a quorum of nothing, which its validator set takes. */
export const quorumZeroScenario = defineScenario({
  name: "quorum-zero",
  title: "The first Ronin bridge with a quorum of 0 of 9",
  question:
    "The validator set takes a numerator of 0: what does somebody without any signature take?",
  parameters: {},
  control: {
    without: [],
    title: "The same bridge with a quorum of 5 of 9",
    change: { does: "asks for five of nine", apply: (scenario) => withQuorum(scenario, declared) },
  },
  build: (_values, seed) => {
    const depositors = [
      depositor("depositors-eth", "ETH", chosenVault.ETH, start),
      depositor("depositors-usdc", "USDC", chosenVault.USDC, start),
    ];
    const actors: readonly ActorSpec[] = [
      ...depositors,
      {
        kind: "script",
        name: "passer-by",
        isHonest: false,
        accounts: [],
        steps: [take(0, "ETH", chosenVault.ETH), take(1, "USDC", chosenVault.USDC)],
      },
    ];
    const names = ["admin", "issuer", "passer-by", ...validators];
    return {
      start,
      end: start + 2 * hour,
      world: {
        seed,
        start,
        chainIds: { mainchain: 1, sidechain: 2020 },
        accounts: accountsOf(seed, [...names, ...depositors.map(({ name }) => name)]),
        admin: "admin",
        issuer: "issuer",
        contracts: v1Contracts,
        validators,
        quorum: { numerator: 0, denominator: of },
        quorumAuthorizesPay: true,
        tokens: v1Tokens,
        wallets: depositors.map(({ name, token, deposit }) => ({
          chain: "mainchain",
          account: name,
          token,
          amount: deposit,
        })),
      },
      custody: { nodes: [], edges: [] },
      actors,
      declared: {
        threshold: declared,
        paidWithin: 6 * hour,
        finality: { mainchain: 3 * minute, sidechain: minute },
      },
      prices: pricesAtTheft,
      expect: {
        conservation: true,
        authority: false,
        replay: true,
        backing: false,
        liveness: true,
        pause: true,
        quorum: false,
      },
      provenance: [
        {
          what: "a quorum of 0 of 9",
          value: "as it is set up",
          status: "chosen",
          source: "nobody set it so; the contract would have taken it, and 0 of 0 as well",
        },
        {
          what: "the vault",
          value: "176,400 ETH and 26,000,000 USDC",
          status: "chosen",
          source: "no source gives the vault's balance",
        },
        {
          what: "the declared quorum",
          value: "5 of 9",
          status: "sourced",
          source: "facts/incidents/ronin-2022.json: inputs.threshold, inputs.validators",
        },
      ],
    };
  },
});

/** A withdrawal of all that the vault has of a token, with an empty list of signatures. */
const take = (id: 0 | 1, token: string, amount: bigint) =>
  ({
    at: start + hour + id * minute,
    command: {
      verb: "submitWithdrawal",
      sender: "passer-by",
      withdrawal: { id: `${id}`, token, recipient: "passer-by", amount: toAmount(amount) },
      signatures: [],
    },
  }) as const;

/** On both chains: the sidechain's set is given the same quorum. */
const withQuorum = (scenario: Scenario, numerator: number): Scenario => ({
  ...scenario,
  world: { ...scenario.world, quorum: { numerator, denominator: of } },
});
