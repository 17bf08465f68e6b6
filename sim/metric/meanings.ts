import type { TokenUnit } from "../core/units.ts";

/**
 * What each figure means, in the order in which a page shows them; `<TOKEN>` stands for each token of
 * the bridge.
 */
export const meanings: { readonly [name: string]: string } = {
  "loss.<TOKEN>":
    "paid out without a matching origin, or moved out of a victim's account; what is held or refused is no loss",
  "loss.usd": "what was lost, in dollars at the time of the theft",
  "recovered.<TOKEN>": "of what was lost, what came back to its owners",
  "frozen.<TOKEN>": "what an issuer had frozen or an exchange blocked when the run ended",
  "recoverable.<TOKEN>": "what an issuer or an exchange could still have stopped",
  "traceable.<TOKEN>": "what was in sight where nobody could stop it",
  "dark.<TOKEN>": "what had gone into a mixer",
  "recovered.share": "what came back, of the loss in dollars",
  keysStolen: "validators' keys, or those of a custodian's wallets, that an attacker copied",
  signaturesByDelegation: "validators who signed because somebody was allowed to sign for them",
  timeToFirstLoss: "from the first node that was compromised to the first loss",
  timeToDetect: "from the first loss to the alarm",
  timeToContain:
    "from the first loss to the mainchain's pause; of a custodian, to the last time that its team shut a machine down or moved what was left",
  "honest.delayed.count": "honest withdrawals paid later than declared",
  "honest.delayed.value.<TOKEN>": "amounts of the honest withdrawals paid later than declared",
  "honest.delay.valueSeconds.<TOKEN>":
    "amounts of the delayed withdrawals, each times the seconds beyond what is declared",
  "honest.blocked.count": "honest withdrawals asked for and not paid when the run ended",
  "honest.blocked.value.<TOKEN>": "amounts of the honest withdrawals not paid when the run ended",
  "honest.blockedBeforeDetection":
    "honest withdrawals that the mainchain had refused before the alarm",
  "honest.refusedDeposits.count": "honest deposits that a gateway did not take",
  "honest.refusedDeposits.value.<TOKEN>": "amounts of the honest deposits not taken",
  "honest.waitP50": "from request to payment, for the median of the withdrawals that were paid",
  "honest.waitP99": "from request to payment, for the slowest in a hundred of those paid",
  "grief.cost": "what it costs an outsider to use a defense up",
  "gas.withdrawal": "the median of the withdrawals that were paid, from the chains",
};

const patterns = Object.keys(meanings);

/** Returns a figure's name with `<TOKEN>` for the token in it, as `meanings` has it. */
export function patternOf(name: string, tokens: readonly TokenUnit[]): string {
  if (Object.hasOwn(meanings, name)) return name;
  const token = tokens.find(({ symbol }) => name.endsWith(`.${symbol}`));
  return token === undefined ? name : `${name.slice(0, -token.symbol.length)}<TOKEN>`;
}

/** Sorts the names of figures as `meanings` has them, and by token; others come last. */
export function inOrder(names: readonly string[], tokens: readonly TokenUnit[]): readonly string[] {
  const rank = (name: string): number => {
    const index = patterns.indexOf(patternOf(name, tokens));
    return index < 0 ? patterns.length : index;
  };
  const tokenRank = (name: string) => tokens.findIndex(({ symbol }) => name.endsWith(`.${symbol}`));
  return names.toSorted(
    (one, other) => rank(one) - rank(other) || tokenRank(one) - tokenRank(other),
  );
}
