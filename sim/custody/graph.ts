/**
 * What control over a node is worth. `extract` (to own a key for good) implies `use` (to have it
 * sign while the foothold lasts), which implies `see`; `deny` and `mislead` stand apart.
 */
export type Capability = "deny" | "see" | "mislead" | "use" | "extract";

/** What a host, a person or a service can do with a key: sign where it is, or copy it away. */
export type HoldingMode = "use" | "extract";

/** How well a source bears an edge out; `alleged` and `assumed` edges are drawn dashed. */
type Certainty = "documented" | "alleged" | "assumed";

type Node<Kind extends string, Attributes = unknown> = {
  /** The kind, a colon and a name in kebab-case, such as `key:axie-dao`. */
  readonly id: string;
  readonly kind: Kind;
  /** What a person reads. */
  readonly label: string;
  readonly note?: string;
} & Attributes;

type Secret = {
  /** Moments, in seconds since 1970, at which what was extracted before became worthless. */
  readonly rotatedAt?: readonly number[];
};

type Machine = {
  /** True when anyone on the internet may try a credential on it; no `reaches` edge is needed. */
  readonly isPublic?: boolean;
};

/** Somebody or something that controls, is controlled, or is counted. */
export type CustodyNode =
  | Node<"person">
  | Node<"organization">
  | Node<"host", Machine>
  | Node<"service", Machine>
  | Node<"credential", Secret>
  | Node<"key", Secret>
  | Node<"share", Secret>
  | Node<"quorum", { /** Weight of signatures that is enough. */ readonly threshold: number }>
  | Node<"role">
  | Node<"dataSource">
  | Node<"display">;

export type NodeKind = CustodyNode["kind"];

type Edge<Kind extends string, Attributes = unknown> = {
  /** Unique, in kebab-case, and stable: people remove edges by it. */
  readonly id: string;
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;
  /** First second at which it holds, since 1970; null: always. */
  readonly since: number | null;
  /** First second at which it no longer holds; null: still does. */
  readonly until: number | null;
  /** Who says so, short enough to print. */
  readonly source: string;
  readonly certainty: Certainty;
  /** Seconds from controlling `from` to controlling `to`; none when left out. */
  readonly latency?: number;
  readonly note?: string;
} & Attributes;

/** A connection through which control passes, or, for `belongsTo`, on which it is counted. */
export type CustodyEdge =
  | Edge<"belongsTo">
  | Edge<"operates", { /** Credential needed besides the person. */ readonly needs?: string }>
  | Edge<"runsOn">
  | Edge<"reaches">
  | Edge<"opens", { /** Another credential needed as well. */ readonly secondFactor?: string }>
  | Edge<
      "holds",
      {
        readonly mode: HoldingMode;
        /** Credential without which what is held is unreadable. */
        readonly sealedBy?: string;
      }
    >
  | Edge<
      "combines",
      { /** Shares that make the key; the same on all its edges. */ readonly threshold: number }
    >
  | Edge<"memberOf", { readonly weight: number }>
  | Edge<
      "maySignFor",
      {
        /** What the delegation was meant for, in words. A purpose is no limit: it bars nothing. */
        readonly scope?: string;
        /** First second at which the delegation is no longer honored; null: never revoked. */
        readonly revokedAt?: number | null;
        /** When its purpose had ended; what was left undone, so nothing follows from it. */
        readonly shouldHaveEnded?: number;
      }
    >
  | Edge<"authorizes">
  | Edge<"administers">
  | Edge<"recovers">
  | Edge<UnderivedKind>;

/** Kinds that have a name and no rule yet: `validateGraph` refuses them. */
type UnderivedKind = "trustsData" | "shows" | "suppliesCode" | "requests" | "joins";

export type EdgeKind = CustodyEdge["kind"];

/** Who controls whom, since when, until when, and who says so. */
export type CustodyGraph = {
  readonly nodes: readonly CustodyNode[];
  readonly edges: readonly CustodyEdge[];
};
