import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { lossOf } from "./loss.ts";
import type { Gap } from "./verification.ts";

const statuses = ["recovered", "frozen", "recoverable", "traceable", "dark"] as const;
type Status = (typeof statuses)[number];

/**
 * Returns what has become of what was lost, as long as nothing has left the wallets that forged
 * payments went to: then it is where it was paid to, and all that can have happened to it is that
 * an issuer froze it. What leaves them is followed by nobody here.
 */
export function recovered(evidence: Evidence): {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
} {
  const mover = evidence.transactions.find((transaction) => movesLoot(evidence, transaction));
  if (mover === undefined) return { findings: [...standings(evidence), share(evidence)], gaps: [] };
  const why = `chain.jsonl:${mover.line} moves money out of a wallet that a forged payment went to, and verify does not follow it`;
  const names = evidence.scenario.world.tokens.flatMap(({ symbol }) =>
    statuses.map((status) => `${status}.${symbol}`),
  );
  return {
    findings: [],
    gaps: [...names, "recovered.share"].map((name) => ({ name, why })),
  };
}

const how = "nothing has left the wallets that forged payments went to";

function standings(evidence: Evidence): readonly Finding[] {
  const { forged, scenario } = evidence;
  const frozen = frozenIn(evidence);
  return scenario.world.tokens.flatMap(({ symbol, kind }) => {
    const paid = forged.filter(({ token }) => token === symbol);
    const isIssued = kind === "issued" || kind === "reissuable";
    const statusOf = (owner: string): Status =>
      frozen.has(`${symbol} ${owner}`) ? "frozen" : isIssued ? "recoverable" : "traceable";
    return statuses.map((status): Finding => {
      const name = `${status}.${symbol}`;
      if (paid.length === 0) return { name, found: null, because: `no ${symbol} was stolen`, how };
      const sum = paid.reduce(
        (all, { owner, amount }) => (statusOf(owner) === status ? all + amount : all),
        0n,
      );
      return { name, found: `${sum}`, how };
    });
  });
}

/** Nothing came back; of what has no price, or of nothing, there is no share. */
function share(evidence: Evidence): Finding {
  const name = "recovered.share";
  const { tokens } = evidence.scenario.world;
  const lost = tokens.filter(({ symbol }) => lossOf(evidence, symbol) > 0n);
  const hasPrice = (symbol: string) =>
    evidence.scenario.prices.some(({ token }) => token === symbol);
  const unpriced = lost.find(({ symbol }) => !hasPrice(symbol));
  if (lost.length === 0) return { name, found: null, because: "nothing was stolen", how };
  if (unpriced !== undefined && lost.length > 1)
    return { name, found: null, because: `no price of ${unpriced.symbol}`, how };
  return { name, found: "0.000000", how };
}

/** Tokens with the addresses that their issuers have stopped at the end. */
function frozenIn({ transactions }: Evidence): ReadonlySet<string> {
  const frozen = new Set<string>();
  for (const { chain, said } of transactions)
    for (const { name, by, args } of said) {
      if (chain !== "mainchain" || by.part !== "token") continue;
      const key = `${by.symbol} ${args.account}`;
      if (name === "Frozen") frozen.add(key);
      if (name === "Unfrozen") frozen.delete(key);
    }
  return frozen;
}

type Moving = Evidence["transactions"][number];

function movesLoot(
  { forged }: Evidence,
  { chain, from, value, line, said, reverted }: Moving,
): boolean {
  if (chain !== "mainchain" || reverted !== null) return false;
  const loot = new Set(forged.filter((payment) => payment.line < line).map(({ owner }) => owner));
  const sends = said.some(({ name, args }) => name === "Transfer" && loot.has(String(args.sender)));
  return sends || (BigInt(value) > 0n && loot.has(from));
}
