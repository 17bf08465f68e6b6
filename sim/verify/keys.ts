import { type Evidence, isSame } from "./evidence.ts";
import type { Crosscheck, Finding } from "./finding.ts";
import type { Claims } from "./shape.ts";
import { answered, completed } from "./trace.ts";
import type { Gap } from "./verification.ts";

/** Returns how the attacker came by keys. That happens off the chains: the trace alone knows it. */
export function keys(evidence: Evidence): readonly Finding[] {
  const known = evidence.scenario.custody.nodes.length > 0;
  const finding = (name: string, count: number, how: string): Finding =>
    known
      ? { name, found: `${count}`, how }
      : { name, found: null, because: "no custody graph", how };
  return [
    finding(
      "keysStolen",
      stolen(evidence).size,
      "validators' keys that compromises in the trace let somebody copy, and those that it says were copied when they signed",
    ),
    finding(
      "signaturesByDelegation",
      signersBy(evidence, "delegation").size,
      "accounts that the trace says were signed for by delegation",
    ),
  ];
}

function stolen(evidence: Evidence): ReadonlySet<string> {
  const { steps, scenario } = evidence;
  const keysOf = new Map(scenario.world.validators.map((name) => [`key:${name}`, name]));
  const reached = completed(steps, "compromise").flatMap(
    (step) => (answered(step, "reached") ?? []) as readonly Reached[],
  );
  const copied = reached.filter(({ capability }) => capability === "extract");
  const signed = signersBy(evidence, "extract");
  return new Set([
    ...copied.flatMap(({ node }) => keysOf.get(node) ?? []),
    ...scenario.world.validators.filter((name) => signed.has(name)),
  ]);
}

type Reached = { readonly node: string; readonly capability: string };

/** Names of the accounts that the trace says were signed with in one way. */
const signersBy = ({ steps }: Evidence, way: string): ReadonlySet<string> =>
  new Set(
    completed(steps, "sign")
      .filter((step) => answered(step, "obtained") === way)
      .map(({ action }) => String(action.signer)),
  );

/**
 * Holds the signatures of forged withdrawals, paid or refused, as recovered from their bytes,
 * against the declared threshold and against the keys that were at hand.
 */
export function forgers(evidence: Evidence, claims: Claims): readonly Crosscheck[] {
  const { attempts, scenario, history } = evidence;
  const { threshold } = scenario.declared;
  // What was requested once and is paid again was signed by validators in good faith.
  const forged = evidence.forged.filter(
    (payment) => !history.requests.some((request) => isSame(request, payment)),
  );
  const votes = forged.map(({ validators }) => validators.size);
  const signers = new Set([...forged, ...attempts].flatMap(({ validators }) => [...validators]));
  const fewest = Math.min(...votes);
  const hand = atHand(evidence, claims);
  return [
    ...(votes.length === 0
      ? []
      : [
          {
            name: "forged.votes",
            claimed: `${threshold}`,
            found: `${fewest}`,
            agrees: fewest >= threshold || claims.verdicts.authority?.valid === false,
            how: "fewest distinct validators whose signatures a forged payment carries: no less than the declared threshold, unless results.json says that authority is violated",
          },
        ]),
    ...(signers.size === 0 || hand === null
      ? []
      : [
          {
            name: "forged.signers",
            claimed: `${hand}`,
            found: `${signers.size}`,
            agrees: signers.size <= hand,
            how: "distinct validators who signed forged withdrawals, recovered from the calls' bytes: no more than keysStolen and signaturesByDelegation together",
          },
        ]),
  ];
}

/** Returns how many validators the claims let the attacker sign as; `null`: nothing says. */
function atHand(evidence: Evidence, { metrics }: Claims): number | null {
  if (evidence.scenario.custody.nodes.length === 0) return null;
  const claimed = ["keysStolen", "signaturesByDelegation"].map((name) => metrics[name]?.value);
  const copied = claimed.reduce((sum, value) => sum + Number(value ?? 0), 0);
  return copied + signersBy(evidence, "use").size;
}

/** Says of which figures about keys the chains know nothing. */
export const keyGaps = ({ forged, attempts, scenario }: Evidence): readonly Gap[] => [
  {
    name: "keysStolen",
    why: "copying a key leaves no mark on a chain; the figure is held against the trace, and bounded by the signers of forged withdrawals",
  },
  {
    name: "signaturesByDelegation",
    why: "a signature does not show who asked for it; the figure is held against the trace, and bounded by the signers of forged withdrawals",
  },
  ...(scenario.custody.nodes.length === 0 && forged.length + attempts.length > 0
    ? [
        {
          name: "forged.signers",
          why: "the signatures come as bytes from elsewhere, and the scenario has no custody graph that says whose keys made them",
        },
      ]
    : []),
];
