import type { Withdrawal } from "../bridge/port.ts";
import { itemsIn } from "../bridge/withdrawal.ts";
import type { Hex } from "../core/accounts.ts";
import { hour, minute, utcSeconds } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";
import type { ActorSpec } from "../scenario/actors.ts";
import { defineScenario } from "../scenario/define.ts";
import { ronin2022, roninCalldata } from "../scenario/facts.ts";
import {
  chosenVault,
  depositor,
  pricesAtTheft,
  v1Contracts,
  v1Tokens,
} from "./ronin-2022.parts.ts";

const { inputs } = ronin2022;
const start = utcSeconds("2022-03-23T00:00:00Z");

/** What the mainnet tokens are called here: the vault holds ether wrapped. */
const symbols: { readonly [symbol: string]: string } = { WETH: "ETH", USDC: "USDC" };

const calls = roninCalldata.calls.map(({ symbol, arguments: { value }, calldata }) => ({
  withdrawal: {
    id: toAmount(BigInt(value.withdrawalId)),
    token: symbols[symbol] ?? symbol,
    recipient: "thief",
    amount: value.amount,
  } satisfies Withdrawal,
  signatures: itemsIn(value.signatures).map((bytes) => ({ bytes })),
  calldata: calldata.value,
}));

/** The addresses that really signed, in the order of the list, and four more to make nine. */
const realSigners = roninCalldata.calls[0]?.signatures.value.map(({ signer }) => signer) ?? [];
const signerNames = realSigners.map((_, index) => `signer-${index + 1}`);
const validators = [...signerNames, "unknown-1", "unknown-2", "unknown-3", "unknown-4"];

/** The two real transactions, byte for byte, against the gateway as it was. */
export const ronin2022CalldataScenario = defineScenario({
  name: "ronin-2022-calldata",
  title: "Ronin, 23 March 2022: the two real calls",
  question:
    "Does this gateway take the calldata of the two real transactions unchanged, recover the same five signers, and pay the real recipient?",
  parameters: {},
  control: { without: ["submitter"], title: "The same bridge without the two calls" },
  build: (_values, seed) => {
    const depositors = [
      depositor("depositors-eth", "ETH", chosenVault.ETH, start),
      depositor("depositors-usdc", "USDC", chosenVault.USDC, start),
    ];
    const actors: readonly ActorSpec[] = [
      ...depositors,
      {
        kind: "script",
        name: "submitter",
        isHonest: false,
        accounts: [],
        steps: [
          { at: inputs.etherPaidAt.value, command: submit(0) },
          { at: inputs.usdCoinPaidAt.value, command: submit(1) },
        ],
      },
    ];
    const given = Object.fromEntries([
      ["thief", inputs.recipient.value as Hex],
      ...signerNames.map((name, index) => [name, realSigners[index] as Hex]),
    ]);
    const names = ["admin", "issuer", "submitter", "thief", ...validators];
    return {
      start,
      end: inputs.usdCoinPaidAt.value + hour,
      world: {
        seed,
        start,
        chainIds: { mainchain: 1, sidechain: 2020 },
        accounts: accountsOf(seed, [...names, ...depositors.map(({ name }) => name)], given),
        admin: "admin",
        issuer: "issuer",
        contracts: v1Contracts,
        validators,
        quorum: { numerator: inputs.threshold.value, denominator: inputs.validators.value },
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
        threshold: inputs.threshold.value,
        paidWithin: 6 * hour,
        finality: { mainchain: 3 * minute, sidechain: minute },
      },
      prices: pricesAtTheft,
      expect: {
        conservation: true,
        authority: true,
        replay: true,
        backing: false,
        liveness: true,
        pause: true,
      },
      provenance: [
        {
          what: "calldata of both calls",
          value: "unchanged",
          status: "sourced",
          source: "facts/vectors/ronin-v1-calldata.json",
        },
        {
          what: "four of the nine validators",
          value: "made from the seed",
          status: "chosen",
          source: "only the five that signed are known from the calls",
        },
        {
          what: "the vault",
          value: "176,400 ETH and 26,000,000 USDC",
          status: "chosen",
          source: "no source gives the vault's balance",
        },
        {
          what: "who submits",
          value: "an account made from the seed",
          status: "chosen",
          source: "anyone may submit for anyone, and nobody here has the thief's key",
        },
      ],
    };
  },
});

function submit(index: 0 | 1) {
  const call = calls[index] as (typeof calls)[number];
  return { verb: "submitWithdrawal", sender: "submitter", ...call } as const;
}
