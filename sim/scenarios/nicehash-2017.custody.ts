import type { CustodyEdge, CustodyGraph, CustodyNode } from "../custody/graph.ts";

const notes =
  "notes on thefts ascribed to North Korea, tayvano/lazarus-bluenoroff-research at 64e556ee";
const statement = "the company's statement on video, as hackingthreat.com quotes it";

/** Who could have the wallet of NiceHash pay on 6 December 2017: whoever was in at one engineer's. */
export const nicehashCustody: CustodyGraph = { nodes: nodes(), edges: edges() };

function nodes(): readonly CustodyNode[] {
  return [
    { id: "organization:nicehash", kind: "organization", label: "NiceHash" },
    { id: "person:engineer", kind: "person", label: "an engineer" },
    { id: "host:company-computer", kind: "host", label: "a computer of the company" },
    { id: "credential:engineer", kind: "credential", label: "one engineer's credentials" },
    { id: "service:payments", kind: "service", label: "the system that pays" },
    { id: "key:hot-wallet", kind: "key", label: "key of the bitcoin wallet" },
    { id: "role:pay", kind: "role", label: "pay out of the bitcoin wallet" },
    { id: "person:on-call", kind: "person", label: "whoever shut the service down" },
    { id: "host:operations", kind: "host", label: "their machine" },
  ];
}

function edges(): readonly CustodyEdge[] {
  return [
    {
      id: "engineer-operates-computer",
      kind: "operates",
      from: "person:engineer",
      to: "host:company-computer",
      ...documented(statement),
    },
    {
      id: "computer-holds-credentials",
      kind: "holds",
      from: "host:company-computer",
      to: "credential:engineer",
      mode: "use",
      ...documented(notes),
    },
    {
      id: "computer-reaches-payments",
      kind: "reaches",
      from: "host:company-computer",
      to: "service:payments",
      ...assumed(),
    },
    {
      id: "credentials-open-payments",
      kind: "opens",
      from: "credential:engineer",
      to: "service:payments",
      ...documented(notes),
      note: "No source speaks of a second factor, or of a second person.",
    },
    {
      id: "payments-hold-key",
      kind: "holds",
      from: "service:payments",
      to: "key:hot-wallet",
      mode: "use",
      ...assumed(),
      note: "Assumed: that the key itself was not copied. The payments ended with the service.",
    },
    {
      id: "key-authorizes-pay",
      kind: "authorizes",
      from: "key:hot-wallet",
      to: "role:pay",
      ...documented(notes),
    },
    {
      id: "on-call-operates-operations",
      kind: "operates",
      from: "person:on-call",
      to: "host:operations",
      ...assumed(),
    },
    {
      id: "payments-run-on-operations",
      kind: "runsOn",
      from: "service:payments",
      to: "host:operations",
      ...assumed(),
    },
    {
      id: "engineer-belongs-to-nicehash",
      kind: "belongsTo",
      from: "person:engineer",
      to: "organization:nicehash",
      ...documented(statement),
    },
    {
      id: "on-call-belongs-to-nicehash",
      kind: "belongsTo",
      from: "person:on-call",
      to: "organization:nicehash",
      ...assumed(),
    },
  ];
}

function documented(source: string) {
  return { source, certainty: "documented", since: null, until: null } as const;
}

function assumed() {
  return { source: "No source: assumed", certainty: "assumed", since: null, until: null } as const;
}
