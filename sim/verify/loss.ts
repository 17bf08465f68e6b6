import type { Evidence } from "./evidence.ts";
import { type Crosscheck, crosscheck, type Finding, unlessBroken } from "./finding.ts";
import type { Claims } from "./shape.ts";

/** Returns what was paid out without an origin: by token in base units, and in dollars. */
export const losses = (evidence: Evidence): readonly Finding[] => [
  ...evidence.scenario.world.tokens.map(
    ({ symbol }): Finding => ({
      name: `loss.${symbol}`,
      found: `${lossOf(evidence, symbol)}`,
      how: "TokenWithdrew logs of the mainchain gateway that no earlier, final TokenWithdrew of the sidechain answers",
    }),
  ),
  dollars(evidence),
];

/** Sums the payments without origin of a token, in its base units. */
export const lossOf = ({ forged }: Evidence, symbol: string): bigint =>
  forged.reduce((sum, { token, amount }) => (token === symbol ? sum + amount : sum), 0n);

/** Values all losses together and rounds once, down to the cent. */
function dollars(evidence: Evidence): Finding {
  const how = "the losses at the scenario's prices, added up and rounded down to the cent";
  const { tokens } = evidence.scenario.world;
  let numerator = 0n;
  let denominator = 1n;
  for (const { symbol, decimals } of tokens) {
    const price = evidence.scenario.prices.find(({ token }) => token === symbol);
    if (price === undefined)
      return { name: "loss.usd", found: null, because: `no price of ${symbol}`, how };
    const parts = BigInt(price.dollars.denominator) * 10n ** BigInt(decimals);
    const value = lossOf(evidence, symbol) * 100n * BigInt(price.dollars.numerator);
    numerator = numerator * parts + value * denominator;
    denominator *= parts;
  }
  const digits = (numerator / denominator).toString().padStart(3, "0");
  return { name: "loss.usd", found: `${digits.slice(0, -2)}.${digits.slice(-2)}`, how };
}

/**
 * Holds each loss against the wallets that the forged payments went to: what they have at the end
 * beyond what they had, were paid with an origin, and did not spend.
 */
export const lossesInWallets = (evidence: Evidence, claims: Claims): readonly Crosscheck[] =>
  evidence.scenario.world.tokens.flatMap(({ symbol }): Crosscheck[] => {
    const wallets = walletsOf(evidence, symbol);
    if (wallets.length === 0) return [];
    const found = wallets.map((wallet) => gainOf(evidence, wallet, symbol));
    return [
      unlessBroken(
        claims,
        crosscheck(
          `loss.${symbol}.inWallets`,
          claims.metrics[`loss.${symbol}`]?.value ?? null,
          found.includes(null)
            ? null
            : `${found.reduce<bigint>((sum, gain) => sum + (gain ?? 0n), 0n)}`,
          `closing balance of ${wallets.map((wallet) => nameOf(evidence, wallet)).join(" and ")}, less all that does not come from forged payments`,
        ),
      ),
    ];
  });

const walletsOf = ({ forged }: Evidence, symbol: string): readonly string[] => [
  ...new Set(forged.filter(({ token }) => token === symbol).map(({ owner }) => owner)),
];

/** Returns what a wallet owes to forged payments, or `null` if nobody read its balance. */
function gainOf(evidence: Evidence, wallet: string, symbol: string): bigint | null {
  const { chain, payments, scenario, history } = evidence;
  const name = nameOf(evidence, wallet);
  const closing = chain.closing.balances.find(
    (balance) =>
      balance.chain === "mainchain" && balance.account === name && balance.token === symbol,
  );
  if (closing === undefined) return null;
  const total = (list: readonly { readonly token: string; readonly amount: string | bigint }[]) =>
    list.reduce((sum, { token, amount }) => (token === symbol ? sum + BigInt(amount) : sum), 0n);
  return (
    BigInt(closing.amount) -
    total(
      scenario.world.wallets.filter(
        (start) => start.chain === "mainchain" && start.account === name,
      ),
    ) -
    total(payments.filter(({ owner, origin }) => owner === wallet && origin !== null)) +
    total(history.deposits.filter(({ sender }) => sender === wallet))
  );
}

const nameOf = ({ scenario }: Evidence, address: string): string =>
  Object.entries(scenario.world.accounts).find(([, place]) => place === address)?.[0] ?? address;
