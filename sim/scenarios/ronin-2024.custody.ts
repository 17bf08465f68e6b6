import type { CustodyEdge, CustodyGraph, CustodyNode } from "../custody/graph.ts";

const repair = "repair script of 7 August 2024, ronin-chain/bridge-contract 35e956b2";
const upgrade = "upgrade proposal of 5 August 2024, ronin-chain/bridge-contract 47bb765d";
const contracts = "axieinfinity/ronin-dpos-contracts 20ce3593";
const noSource = "No source: assumed";

/**
 * Who could have Ronin's gateway pay on 6 August 2024. Nobody's key fell: the upgrade had the gateway
 * ask for nothing, and no path of this graph leads to the money that left. It is drawn for what it
 * says of the other days: sixteen operators, or whoever replaces the logic.
 *
 * @param operators The operators' accounts.
 * @param threshold Operators who are enough.
 */
export function roninCustody2024(operators: readonly string[], threshold: number): CustodyGraph {
  return { nodes: nodesOf(operators, threshold), edges: edgesOf(operators) };
}

function nodesOf(operators: readonly string[], threshold: number): readonly CustodyNode[] {
  return [
    ...operators.map(
      (name): CustodyNode => ({
        id: `key:${name}`,
        kind: "key",
        label: `key of ${name.replace("-", " ")}`,
        note: "Who ran which operator is in no source read here.",
      }),
    ),
    {
      id: "quorum:operators",
      kind: "quorum",
      label: `${threshold} of ${operators.length} operators`,
      threshold,
      note: "Of weight 100 each, so that 1,540 of 2,200 are sixteen.",
    },
    { id: "role:pay", kind: "role", label: "pay out of the mainchain gateway" },
    { id: "role:pause", kind: "role", label: "pause the mainchain gateway" },
    { id: "role:upgrade", kind: "role", label: "replace the gateway's logic" },
    {
      id: "key:admin",
      kind: "key",
      label: "the governance that administers the gateway",
      note: "A contract in which governors vote; here it is one account. Their voting is not modeled.",
    },
    { id: "organization:sky-mavis", kind: "organization", label: "Sky Mavis" },
    { id: "person:sentry", kind: "person", label: "whoever is on call" },
    { id: "host:sentry", kind: "host", label: "the machine of whoever is on call" },
    { id: "key:sentry", kind: "key", label: "key of the sentry, who may pause" },
  ];
}

function edgesOf(operators: readonly string[]): readonly CustodyEdge[] {
  return [
    ...operators.map(
      (name): CustodyEdge => ({
        id: `${name}-is-operator`,
        kind: "memberOf",
        from: `key:${name}`,
        to: "quorum:operators",
        weight: 1,
        ...documented(repair),
      }),
    ),
    {
      id: "operators-authorize-pay",
      kind: "authorizes",
      from: "quorum:operators",
      to: "role:pay",
      ...documented(contracts),
      note: "Within the day's limit, and up to what is locked.",
    },
    {
      id: "admin-authorizes-upgrade",
      kind: "authorizes",
      from: "key:admin",
      to: "role:upgrade",
      ...documented(upgrade),
      note: "At once.",
    },
    {
      id: "upgrade-replaces-logic",
      kind: "administers",
      from: "role:upgrade",
      to: "role:pay",
      ...documented(upgrade),
      note: "upgradeToAndCall.",
    },
    {
      id: "sentry-authorizes-pause",
      kind: "authorizes",
      from: "key:sentry",
      to: "role:pause",
      ...documented(contracts),
      note: "Documented: sentries pause by way of the enforcer. Who they are is assumed.",
    },
    {
      id: "sentry-operates-host",
      kind: "operates",
      from: "person:sentry",
      to: "host:sentry",
      ...assumed(),
    },
    {
      id: "sentry-host-holds-key",
      kind: "holds",
      from: "host:sentry",
      to: "key:sentry",
      mode: "use",
      ...assumed(),
    },
    {
      id: "sentry-belongs-to-sky-mavis",
      kind: "belongsTo",
      from: "person:sentry",
      to: "organization:sky-mavis",
      ...assumed(),
    },
  ];
}

function documented(source: string) {
  return { source, certainty: "documented", since: null, until: null } as const;
}

function assumed() {
  return { source: noSource, certainty: "assumed", since: null, until: null } as const;
}
