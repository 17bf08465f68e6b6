import { describe, expect, it } from "vitest";
import { utcSeconds } from "../../sim/core/time.ts";
import { removeEdge, revokeDelegation, withThreshold } from "../../sim/custody/change.ts";
import { type CountedKind, minimalCuts } from "../../sim/custody/cuts.ts";
import { compromise } from "../../sim/custody/foothold.ts";
import type { CustodyGraph } from "../../sim/custody/graph.ts";
import { edgeNamed } from "../../sim/custody/lookup.ts";
import { edgesOf, pathTo, reachedAt } from "../../sim/custody/path.ts";
import { canUse, reach } from "../../sim/custody/reach.ts";
import { signersAt } from "../../sim/custody/signing.ts";
import { validateGraph } from "../../sim/custody/validate.ts";
import { roninCustody, roninPhishing } from "../../sim/scenarios/ronin-2022.custody.ts";

const theft = utcSeconds("2022-03-23T13:29:09Z");
const delegation = "axie-dao-delegation";
const revoked = revokeDelegation(roninCustody, delegation, utcSeconds("2021-12-31T00:00:00Z"));

/** The graph without what its administrator could do: the validators alone. */
const withoutAdministrator = ["administer-changes-validators", "administer-replaces-logic"].reduce(
  removeEdge,
  roninCustody,
);

const phished = (graph: CustodyGraph) => reach(graph, [roninPhishing]);

const others = ["axie-dao", "independent-1", "independent-2", "independent-3", "independent-4"];

describe("the custody graph of Ronin 2022", () => {
  it("is accepted, before and after the delegation is revoked", () => {
    expect(() => validateGraph(roninCustody)).not.toThrow();
    expect(() => validateGraph(revoked)).not.toThrow();
  });

  it("has nine validators of six organizations, of which five are enough", () => {
    const members = roninCustody.edges.filter(({ kind }) => kind === "memberOf");
    const owners = members.map(
      ({ from }) =>
        roninCustody.edges.find((edge) => edge.kind === "belongsTo" && edge.from === from)?.to,
    );
    expect(owners).toEqual([
      ...Array.from({ length: 4 }, () => "organization:sky-mavis"),
      ...others.map((name) => `organization:${name}`),
    ]);
    expect(roninCustody.nodes.find(({ kind }) => kind === "quorum")).toMatchObject({
      threshold: 5,
    });
  });

  it("names a source for what is documented, and marks the rest as assumed", () => {
    const documented = roninCustody.edges.filter(({ certainty }) => certainty === "documented");
    expect(documented.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "engineer-operates-laptop",
        "sky-mavis-1-signer-holds-key",
        "axie-dao-delegation",
        "validators-authorize-pay",
      ]),
    );
    for (const { id, source, certainty } of roninCustody.edges) {
      expect(source === "No source: assumed", id).toBe(certainty === "assumed");
    }
    const assumed = roninCustody.edges.filter(({ certainty }) => certainty === "assumed");
    expect(assumed.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["laptop-reaches-gas-free-rpc", "independent-1-signer-holds-key"]),
    );
  });

  it("has the delegation as the sources date it, never revoked", () => {
    expect(edgeNamed(roninCustody, delegation)).toMatchObject({
      kind: "maySignFor",
      from: "service:gas-free-rpc",
      to: "key:axie-dao",
      since: utcSeconds("2021-11-01T00:00:00Z"),
      until: null,
      revokedAt: null,
      shouldHaveEnded: utcSeconds("2021-12-31T00:00:00Z"),
      certainty: "documented",
    });
  });
});

describe("the phished engineer", () => {
  it("reaches the power to pay at the theft, and nothing before the phishing", () => {
    const reached = phished(roninCustody);
    expect(canUse(reached, "role:pay", theft)).toBe(true);
    expect(reachedAt(reached, roninPhishing.at - 1)).toEqual([]);
  });

  it("reaches neither the independents nor the administrator", () => {
    const nodes = reachedAt(phished(roninCustody), theft).map(({ node }) => node);
    expect(nodes).toEqual([
      "person:engineer",
      "host:engineer-laptop",
      "credential:engineer-access",
      ...[1, 2, 3, 4].map((number) => `host:sky-mavis-${number}-signer`),
      "host:gas-free-rpc",
      "service:gas-free-rpc",
      ...[1, 2, 3, 4].map((number) => `key:sky-mavis-${number}`),
      "key:axie-dao",
      "quorum:validators",
      "role:pay",
    ]);
  });

  it("copies four keys and has the fifth sign through the delegation", () => {
    const signers = signersAt(phished(roninCustody), "quorum:validators", theft);
    expect(signers.map(({ key, mode, delegation }) => [key, mode, delegation])).toEqual([
      ["key:sky-mavis-1", "extract", null],
      ["key:sky-mavis-2", "extract", null],
      ["key:sky-mavis-3", "extract", null],
      ["key:sky-mavis-4", "extract", null],
      ["key:axie-dao", "use", "axie-dao-delegation"],
    ]);
  });

  it("fails when any one edge of the path is removed", () => {
    const path = edgesOf(pathTo(phished(roninCustody), "role:pay", "use", theft) ?? []);
    expect(path).toHaveLength(24);
    expect(path).toContain(delegation);
    const stillReached = path.filter((id) =>
      canUse(phished(removeEdge(roninCustody, id)), "role:pay", theft),
    );
    expect(stillReached).toEqual([]);
  });

  it("succeeds when any one edge beside the path is removed", () => {
    const path = edgesOf(pathTo(phished(roninCustody), "role:pay", "use", theft) ?? []);
    const beside = roninCustody.edges.map(({ id }) => id).filter((id) => !path.includes(id));
    const prevented = beside.filter(
      (id) => !canUse(phished(removeEdge(roninCustody, id)), "role:pay", theft),
    );
    expect(beside.length).toBeGreaterThan(0);
    expect(prevented).toEqual([]);
  });

  it("succeeds from November 2021 on and fails in October, had the phishing come earlier", () => {
    const always = reach(roninCustody, compromise(roninCustody, "engineer", 0, null, "phished"));
    const times = ["2021-10-31T23:59:59Z", "2021-11-01T00:00:00Z", "2022-01-01T00:00:00Z"];
    expect(times.map((time) => canUse(always, "role:pay", utcSeconds(time)))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("fails, with four keys in hand, once the delegation is revoked or six must sign", () => {
    for (const graph of [revoked, withThreshold(roninCustody, "validators", 6)]) {
      const reached = phished(graph);
      expect(canUse(reached, "role:pay", theft)).toBe(false);
      expect(canUse(reached, "key:sky-mavis-4", theft)).toBe(true);
    }
    expect(signersAt(phished(revoked), "quorum:validators", theft)).toHaveLength(4);
  });

  it("fails from the second of the revocation on, and not before", () => {
    const late = revokeDelegation(roninCustody, delegation, theft);
    expect([theft - 1, theft].map((at) => canUse(phished(late), "role:pay", at))).toEqual([
      true,
      false,
    ]);
  });

  it("keeps four keys, but not the fifth signature, when evicted", () => {
    const evicted = reach(roninCustody, [{ ...roninPhishing, until: theft }]);
    const signers = (at: number) => signersAt(evicted, "quorum:validators", at).length;
    expect([signers(theft - 1), signers(theft)]).toEqual([5, 4]);
  });
});

describe("the minimal cuts of the power to pay", () => {
  const cuts = (graph: CustodyGraph, by: CountedKind) => minimalCuts(graph, "pay", theft, by);
  const operators = others.map((name) => `person:${name}-operator`);
  const organizations = others.map((name) => `organization:${name}`);

  it("by person: nominal 5 of 9, effective 1", () => {
    expect(cuts(roninCustody, "person")).toMatchObject({
      nominal: { keys: 5, of: 9 },
      effective: 1,
      cuts: [["person:engineer"], ["person:administrator"], operators],
    });
  });

  it("by person, without the administrator's powers: the engineer alone, or all five others", () => {
    expect(cuts(withoutAdministrator, "person").cuts).toEqual([["person:engineer"], operators]);
  });

  it("by person, with the delegation revoked: the engineer needs one other", () => {
    const without = revokeDelegation(withoutAdministrator, delegation, theft);
    expect(cuts(without, "person")).toMatchObject({
      nominal: { keys: 5, of: 9 },
      effective: 2,
      cuts: [...operators.map((operator) => ["person:engineer", operator]), operators],
    });
    expect(cuts(revoked, "person").cuts).toEqual([
      ["person:administrator"],
      ...operators.map((operator) => ["person:engineer", operator]),
      operators,
    ]);
  });

  it("by host: one laptop, or any five signers, of which the RPC's host counts for Axie DAO's", () => {
    const { effective, cuts: standing } = cuts(roninCustody, "host");
    expect(effective).toBe(1);
    expect(standing.slice(0, 2)).toEqual([["host:engineer-laptop"], ["host:administrator-laptop"]]);
    // five keys of nine: 56 sets without Axie DAO's, 70 with it, which has two hosts
    expect(standing).toHaveLength(2 + 56 + 2 * 70);
    expect(standing.slice(2).every((cut) => cut.length === 5)).toBe(true);
  });

  it("by host, with the delegation revoked: the laptop and one other, or any five signers", () => {
    const { effective, cuts: left } = cuts(
      revokeDelegation(withoutAdministrator, delegation, theft),
      "host",
    );
    expect(effective).toBe(2);
    expect(left.filter((cut) => cut.length === 2)).toEqual(
      others.map((name) => ["host:engineer-laptop", `host:${name}-signer`]),
    );
    // any five of the nine signers
    expect(left.filter((cut) => cut.length === 5)).toHaveLength(126);
    expect(left.flat()).not.toContain("host:gas-free-rpc");
  });

  it("by organization: Sky Mavis alone, or all five others", () => {
    expect(cuts(roninCustody, "organization")).toMatchObject({
      effective: 1,
      cuts: [["organization:sky-mavis"], organizations],
    });
  });

  it("by organization, with the delegation revoked: Sky Mavis and one other", () => {
    const without = revokeDelegation(withoutAdministrator, delegation, theft);
    expect(cuts(without, "organization")).toMatchObject({
      effective: 2,
      cuts: [
        ...organizations.map((organization) => ["organization:sky-mavis", organization]),
        organizations,
      ],
    });
  });

  it("lets the administrator pause, and nobody else", () => {
    expect(minimalCuts(roninCustody, "pause", theft, "person")).toMatchObject({
      nominal: { keys: 1, of: 1 },
      cuts: [["person:administrator"]],
    });
  });
});
