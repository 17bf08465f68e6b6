import type { CustodyEdge, CustodyGraph, CustodyNode, HoldingMode } from "../custody/graph.ts";

const recap = "KuCoin's recap of the live stream, 26 September 2020";

/**
 * Who could have KuCoin's hot wallets pay on 26 September 2020. How the keys leaked was never
 * published; they had: payments went on when the server was off.
 *
 * @param wallets The hot wallets' accounts.
 * @param leaked Whether whoever was in the server had the keys' use there, or copies of them.
 */
export function kucoinCustody(wallets: readonly string[], leaked: HoldingMode): CustodyGraph {
  return {
    nodes: [...fixedNodes, ...wallets.map(keyNode)],
    edges: [...fixedEdges, ...wallets.flatMap((wallet) => walletEdges(wallet, leaked))],
  };
}

const keyNode = (wallet: string): CustodyNode => ({
  id: `key:${wallet}`,
  kind: "key",
  label: `key of ${wallet.replace("-", " wallet ")}`,
});

const fixedNodes: readonly CustodyNode[] = [
  { id: "organization:kucoin", kind: "organization", label: "KuCoin" },
  { id: "person:team", kind: "person", label: "the emergency team" },
  { id: "host:wallet-server", kind: "host", label: "the wallet server" },
  {
    id: "host:cold-site",
    kind: "host",
    label: "the machine from which the rest was moved",
    note: "It was moved an hour after the server was off, so that the keys were somewhere else, too.",
  },
  { id: "role:pay", kind: "role", label: "pay out of a hot wallet" },
];

const fixedEdges: readonly CustodyEdge[] = [
  {
    id: "team-operates-server",
    kind: "operates",
    from: "person:team",
    to: "host:wallet-server",
    ...documented(recap),
  },
  {
    id: "team-operates-cold-site",
    kind: "operates",
    from: "person:team",
    to: "host:cold-site",
    ...assumed(),
  },
  {
    id: "team-belongs-to-kucoin",
    kind: "belongsTo",
    from: "person:team",
    to: "organization:kucoin",
    ...documented(recap),
  },
];

const walletEdges = (wallet: string, leaked: HoldingMode): readonly CustodyEdge[] => [
  {
    id: `server-holds-${wallet}`,
    kind: "holds",
    from: "host:wallet-server",
    to: `key:${wallet}`,
    mode: leaked,
    ...assumed(),
    note: "That the keys were out is documented; by which way is not.",
  },
  {
    id: `cold-site-holds-${wallet}`,
    kind: "holds",
    from: "host:cold-site",
    to: `key:${wallet}`,
    mode: "use",
    ...assumed(),
  },
  {
    id: `${wallet}-authorizes-pay`,
    kind: "authorizes",
    from: `key:${wallet}`,
    to: "role:pay",
    ...documented(recap),
  },
];

function documented(source: string) {
  return { source, certainty: "documented", since: null, until: null } as const;
}

function assumed() {
  return { source: "No source: assumed", certainty: "assumed", since: null, until: null } as const;
}
