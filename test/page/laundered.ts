/**
 * A scenario of one's own in which Ronin's thief swaps, pays others and uses an exchange, one of them
 * has money, too, and people freeze, block and return what they can.
 */
export const laundered = `
import { accountsOf, deriveScenario, ronin2022, utcSeconds } from "five-of-nine";

const exchange = "bourse";
const noon = utcSeconds("2022-03-24T12:00:00Z");
const after = (hours: number) => noon + hours * 3600;
const ether = (count: number) => \`\${BigInt(count) * 10n ** 18n}\` as const;
const coins = (count: number) => \`\${BigInt(count) * 10n ** 6n}\` as const;
const pay = (sender: string, recipient: string, token: string, amount: \`\${bigint}\`) =>
  ({ verb: "transfer", sender, chain: "mainchain", token, recipient, amount }) as const;
const bring = (sender: string, count: number) =>
  ({ verb: "exchangeDeposit", sender, venue: exchange, owner: sender, token: "ETH", amount: ether(count) }) as const;
const block = (account: string) =>
  ({ verb: "blockAccount", sender: "exchange-operator", venue: exchange, account }) as const;
const people = ["mule-1", "mule-2", "mule-3", "exchange-operator", "custodian"];

export default deriveScenario(ronin2022, {
  name: "ronin-laundered",
  title: "Ronin, and where the money went",
  question: "The thief swaps, pays others and goes to an exchange; some of it is frozen. What comes back?",
  set: { "honest.count": "5" },
  change: (parts) => ({
    ...parts,
    victims: ["custodian"],
    world: {
      ...parts.world,
      accounts: { ...parts.world.accounts, ...accountsOf(parts.world.seed, people) },
      wallets: [
        ...parts.world.wallets,
        { chain: "mainchain", account: "mule-1", token: "ETH", amount: ether(5_000) },
      ],
      venues: [
        { kind: "exchange", name: exchange, operator: "exchange-operator" },
        {
          kind: "pool",
          name: "eth-usdc",
          tokens: ["ETH", "USDC"],
          reserves: [ether(10_000), coins(31_000_000)],
          feeBps: 30,
        },
      ],
    },
    actors: [
      ...parts.actors,
      {
        kind: "script",
        name: "launderer",
        isHonest: false,
        accounts: ["thief", "mule-1", "mule-2", "mule-3"],
        steps: [
          {
            at: noon,
            command: { verb: "swap", sender: "thief", venue: "eth-usdc", token: "USDC", amount: coins(20_000_000), least: "0" },
          },
          { at: after(1), command: pay("thief", "mule-1", "ETH", ether(100_000)) },
          { at: after(2), command: pay("thief", "mule-2", "USDC", coins(5_500_000)) },
          { at: after(3), command: pay("mule-1", "mule-3", "ETH", ether(60_000)) },
          { at: after(4), command: bring("mule-3", 25_000) },
          { at: after(5), command: bring("mule-1", 25_000) },
        ],
      },
      {
        kind: "script",
        name: "responders",
        isHonest: true,
        accounts: ["issuer", "exchange-operator"],
        steps: [
          { at: after(8), command: { verb: "freeze", sender: "issuer", token: "USDC", account: "mule-2" } },
          { at: after(9), command: block("mule-3") },
          {
            at: after(50),
            command: { verb: "returnBlocked", sender: "exchange-operator", venue: exchange, account: "mule-3", token: "ETH", recipient: "custodian" },
          },
        ],
      },
    ],
  }),
  expect: { backing: false },
  without: ["thief", "launderer", "responders"],
});
`;
