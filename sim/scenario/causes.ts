/** Why a bridge or a custodian was robbed, in one word of our own; the table in docs/ledger.md. */
export type Cause = keyof typeof causes;

/** The thirteen causes, each as the end of "the cause was …". */
export const causes = {
  "key-custody": "keys too close together: one organization or host held enough of them",
  "signer-infrastructure": "the machines or vendors around the signers",
  "stale-permission": "a permission that nobody had revoked",
  "no-monitoring": "nobody watching, or a slow reaction",
  "no-limits": "no limit on what could leave",
  "verification-bug": "a bug in checking signatures or proofs",
  "upgrade-bug": "a bug in an upgrade or an initializer",
  "control-change": "a change of control: governance, threshold or administrator",
  replay: "a message that counted twice",
  "unbound-value": "a deposit that was fake, or a sum that nothing bound to it",
  "blind-signing": "signers who were deceived about what they signed",
  "stake-capture": "stake that was borrowed, or a seat that was bought",
  "shared-exposure": "others who relied on what was robbed",
} as const;

/**
 * How the thief came to be paid. `keys`: with keys or signatures of his own; `deception`: those who
 * held the keys signed for him; `stake`: with votes or a seat; `bug`: with none of these.
 */
export const waysIn = ["keys", "deception", "stake", "bug"] as const;

export type WayIn = (typeof waysIn)[number];
