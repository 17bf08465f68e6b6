import { utcSeconds } from "../core/time.ts";
import type { Foothold } from "../custody/foothold.ts";
import type { CustodyEdge, CustodyGraph, CustodyNode } from "../custody/graph.ts";

const alert = "Ronin community alert of 29 March 2022, reproduced at kingdata.com";
const postmortem = "Ronin security breach postmortem of 27 April 2022, roninchain.com";
const theBlock = "The Block of 6 July 2022, via mezha.media";
const contracts = "ronin-smart-contracts 8992526 of 13 January 2022";
const noSource = "No source: assumed";

const skyMavis = ["sky-mavis-1", "sky-mavis-2", "sky-mavis-3", "sky-mavis-4"] as const;
const independents = ["independent-1", "independent-2", "independent-3", "independent-4"] as const;
const validators = [...skyMavis, "axie-dao", ...independents] as const;

/** One of the nine validators; `key:` and the name is its key in the graph. */
type RoninValidator = (typeof validators)[number];

/**
 * Who could have which of Ronin's validators sign, from its start to the theft of 23 March 2022.
 *
 * Four keys are Sky Mavis' own. The fifth signature goes through the delegation that Axie DAO gave
 * Sky Mavis' gas-free RPC in November 2021 and nobody revoked: the edge `axie-dao-delegation`. How an
 * engineer's laptop led to the machines behind it is known in outline only, so those edges are
 * assumed, as is all that is drawn of the other validators and of the administrator.
 */
export const roninCustody: CustodyGraph = {
  nodes: [...skyMavisNodes(), ...validatorNodes(), ...bridgeNodes()],
  edges: [...pathToSkyMavis(), delegation(), ...otherOperators(), ...bridgePowers(), ...owners()],
};

/** The engineer, phished. No source gives the day (The Block: "earlier this year"): it is chosen. */
export const roninPhishing: Foothold = {
  node: "person:engineer",
  at: utcSeconds("2022-03-22T09:00:00Z"),
  until: null,
  how: "phished: a job offer, a PDF with spyware",
};

function skyMavisNodes(): readonly CustodyNode[] {
  return [
    { id: "organization:sky-mavis", kind: "organization", label: "Sky Mavis" },
    { id: "person:engineer", kind: "person", label: "a senior engineer of Sky Mavis" },
    { id: "host:engineer-laptop", kind: "host", label: "the engineer's work computer" },
    {
      id: "credential:engineer-access",
      kind: "credential",
      label: "the engineer's access to Sky Mavis' machines",
    },
    ...skyMavis.map(
      (name, index): CustodyNode => ({
        id: `host:${name}-signer`,
        kind: "host",
        label: `signer of Sky Mavis' validator ${index + 1}`,
        note: "One host a validator is assumed.",
      }),
    ),
    { id: "host:gas-free-rpc", kind: "host", label: "host of the gas-free RPC" },
    { id: "service:gas-free-rpc", kind: "service", label: "Sky Mavis' gas-free RPC" },
  ];
}

function validatorNodes(): readonly CustodyNode[] {
  return [
    ...validators.map(
      (name): CustodyNode => ({
        id: `key:${name}`,
        kind: "key",
        label: `validator key ${name}`,
        note: isIndependent(name)
          ? "The name is assumed: no source read here says who these four validators were."
          : "Whose key it is, is documented; the number in its name is assumed.",
      }),
    ),
    { id: "organization:axie-dao", kind: "organization", label: "Axie DAO" },
    ...independents.map(
      (name): CustodyNode => ({
        id: `organization:${name}`,
        kind: "organization",
        label: `operator of validator ${name}`,
      }),
    ),
    ...["axie-dao", ...independents].flatMap((name): readonly CustodyNode[] => [
      { id: `person:${name}-operator`, kind: "person", label: `a person who operates ${name}` },
      { id: `host:${name}-signer`, kind: "host", label: `signer of validator ${name}` },
    ]),
  ];
}

function bridgeNodes(): readonly CustodyNode[] {
  return [
    {
      id: "quorum:validators",
      kind: "quorum",
      label: "5 of 9 validators",
      threshold: 5,
      note: "The fraction stored on chain was not found; 5 of 9 is the public statement.",
    },
    { id: "role:pay", kind: "role", label: "pay out of the mainchain gateway" },
    { id: "role:pause", kind: "role", label: "pause and unpause the mainchain gateway" },
    {
      id: "role:administer",
      kind: "role",
      label: "change validators, quorum and the gateway's logic",
    },
    { id: "person:administrator", kind: "person", label: "the bridge's administrator" },
    { id: "host:administrator-laptop", kind: "host", label: "the administrator's computer" },
    {
      id: "key:admin",
      kind: "key",
      label: "admin key of gateway and validator set",
      note: "That the admin is one key, and of both contracts, is assumed.",
    },
  ];
}

function pathToSkyMavis(): readonly CustodyEdge[] {
  const outline =
    "Documented in outline (the attacker went from one employee's access through Sky Mavis' " +
    "infrastructure to the validator nodes); the connection itself is assumed.";
  const machines = [...skyMavis.map((name) => `${name}-signer`), "gas-free-rpc"];
  return [
    {
      id: "engineer-operates-laptop",
      kind: "operates",
      from: "person:engineer",
      to: "host:engineer-laptop",
      ...documented(theBlock),
    },
    {
      id: "laptop-holds-access",
      kind: "holds",
      from: "host:engineer-laptop",
      to: "credential:engineer-access",
      mode: "extract",
      ...assumed(),
      note: outline,
    },
    ...machines.flatMap((name): readonly CustodyEdge[] => [
      {
        id: `laptop-reaches-${name}`,
        kind: "reaches",
        from: "host:engineer-laptop",
        to: `host:${name}`,
        ...assumed(),
        note: outline,
      },
      {
        id: `access-opens-${name}`,
        kind: "opens",
        from: "credential:engineer-access",
        to: `host:${name}`,
        ...assumed(),
        note: outline,
      },
    ]),
    ...skyMavis.map(
      (name): CustodyEdge => ({
        id: `${name}-signer-holds-key`,
        kind: "holds",
        from: `host:${name}-signer`,
        to: `key:${name}`,
        mode: "extract",
        ...documented(alert),
        note: "Documented: the attacker had the four private keys. That each had its host is assumed.",
      }),
    ),
    {
      id: "gas-free-rpc-runs-on-host",
      kind: "runsOn",
      from: "service:gas-free-rpc",
      to: "host:gas-free-rpc",
      ...assumed(),
    },
  ];
}

function delegation(): CustodyEdge {
  return {
    id: "axie-dao-delegation",
    kind: "maySignFor",
    from: "service:gas-free-rpc",
    to: "key:axie-dao",
    ...documented(alert),
    since: utcSeconds("2021-11-01T00:00:00Z"),
    scope: "free transactions for users, signed on Axie DAO's behalf",
    revokedAt: null,
    shouldHaveEnded: utcSeconds("2021-12-31T00:00:00Z"),
    note: "Given in November 2021, out of use in December 2021; the days of the month are chosen.",
  };
}

function otherOperators(): readonly CustodyEdge[] {
  return ["axie-dao", ...independents].flatMap((name): readonly CustodyEdge[] => [
    {
      id: `${name}-operator-operates-signer`,
      kind: "operates",
      from: `person:${name}-operator`,
      to: `host:${name}-signer`,
      ...assumed(),
    },
    {
      id: `${name}-signer-holds-key`,
      kind: "holds",
      from: `host:${name}-signer`,
      to: `key:${name}`,
      mode: "extract",
      ...assumed(),
    },
  ]);
}

function bridgePowers(): readonly CustodyEdge[] {
  return [
    ...validators.map(
      (name): CustodyEdge => ({
        id: `${name}-is-validator`,
        kind: "memberOf",
        from: `key:${name}`,
        to: "quorum:validators",
        weight: 1,
        ...documented(alert),
      }),
    ),
    {
      id: "validators-authorize-pay",
      kind: "authorizes",
      from: "quorum:validators",
      to: "role:pay",
      ...documented(contracts),
      note: "Without delay, limit or veto.",
    },
    ...["pause", "administer"].map(
      (role): CustodyEdge => ({
        id: `admin-authorizes-${role}`,
        kind: "authorizes",
        from: "key:admin",
        to: `role:${role}`,
        ...assumed(),
        note: "Documented: the admin may do this at once. That the admin is a single key is assumed.",
      }),
    ),
    {
      id: "administer-changes-validators",
      kind: "administers",
      from: "role:administer",
      to: "quorum:validators",
      ...documented(contracts),
      note: "addValidators, removeValidator, updateQuorum.",
    },
    {
      id: "administer-replaces-logic",
      kind: "administers",
      from: "role:administer",
      to: "role:pay",
      ...documented(contracts),
      note: "updateProxyTo.",
    },
    {
      id: "administrator-operates-laptop",
      kind: "operates",
      from: "person:administrator",
      to: "host:administrator-laptop",
      ...assumed(),
    },
    {
      id: "administrator-laptop-holds-key",
      kind: "holds",
      from: "host:administrator-laptop",
      to: "key:admin",
      mode: "extract",
      ...assumed(),
    },
  ];
}

function owners(): readonly CustodyEdge[] {
  const belongs = (node: string, organization: string, source: string | null): CustodyEdge => ({
    id: `${node.replace(":", "-")}-belongs-to-${organization}`,
    kind: "belongsTo",
    from: node,
    to: `organization:${organization}`,
    ...(source === null ? assumed() : documented(source)),
  });
  return [
    belongs("person:engineer", "sky-mavis", theBlock),
    belongs("host:engineer-laptop", "sky-mavis", theBlock),
    belongs("credential:engineer-access", "sky-mavis", postmortem),
    ...skyMavis.flatMap((name) => [
      belongs(`host:${name}-signer`, "sky-mavis", postmortem),
      belongs(`key:${name}`, "sky-mavis", alert),
    ]),
    belongs("host:gas-free-rpc", "sky-mavis", null),
    belongs("service:gas-free-rpc", "sky-mavis", alert),
    ...["person:administrator", "host:administrator-laptop", "key:admin"].map((node) =>
      belongs(node, "sky-mavis", null),
    ),
    belongs("key:axie-dao", "axie-dao", alert),
    ...["person:axie-dao-operator", "host:axie-dao-signer"].map((node) =>
      belongs(node, "axie-dao", null),
    ),
    ...independents.flatMap((name) =>
      [`person:${name}-operator`, `host:${name}-signer`, `key:${name}`].map((node) =>
        belongs(node, name, null),
      ),
    ),
  ];
}

function isIndependent(name: RoninValidator): boolean {
  return name.startsWith("independent-");
}

function documented(source: string) {
  return { source, certainty: "documented", since: null, until: null } as const;
}

function assumed() {
  return { source: noSource, certainty: "assumed", since: null, until: null } as const;
}
