import type { CustodyGraph } from "../custody/graph.ts";

/**
 * Who could have one wallet pay, were Ronin's money in it: whoever is in its server, which the key
 * can be copied from, and its owners from another machine.
 */
export const walletCustody = (wallet: string): CustodyGraph => ({
  nodes: [
    { id: "person:team", kind: "person", label: "the team" },
    { id: "host:wallet-server", kind: "host", label: "the server that pays" },
    { id: "host:cold-site", kind: "host", label: "another machine of the team" },
    { id: `key:${wallet}`, kind: "key", label: `key of ${wallet.replace("-", " ")}` },
    { id: "role:pay", kind: "role", label: "pay out of the wallet" },
  ],
  edges: [
    operates("host:wallet-server"),
    operates("host:cold-site"),
    holds("host:wallet-server", wallet, "extract"),
    holds("host:cold-site", wallet, "use"),
    {
      id: `${wallet}-authorizes-pay`,
      kind: "authorizes",
      from: `key:${wallet}`,
      to: "role:pay",
      ...assumed,
    },
  ],
});

const assumed = {
  source: "No source: the bridge had no such wallet",
  certainty: "assumed",
  since: null,
  until: null,
} as const;

const nameOf = (host: string): string => host.replace("host:", "");

const operates = (host: string) =>
  ({
    id: `team-operates-${nameOf(host)}`,
    kind: "operates",
    from: "person:team",
    to: host,
    ...assumed,
  }) as const;

const holds = (host: string, wallet: string, mode: "use" | "extract") =>
  ({
    id: `${nameOf(host)}-holds-${wallet}`,
    kind: "holds",
    from: host,
    to: `key:${wallet}`,
    mode,
    ...assumed,
  }) as const;
