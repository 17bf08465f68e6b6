import { describe, expect, it } from "vitest";
import { removeEdge } from "../../sim/custody/change.ts";
import type { CustodyGraph } from "../../sim/custody/graph.ts";
import { openControl } from "../../sim/engine/control.ts";
import { cutsAnswer } from "../../sim/report/custody-cuts.ts";
import { custodyPicture, type PictureEdge } from "../../sim/report/custody-picture.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { roninPhishing } from "../../sim/scenarios/ronin-2022.custody.ts";
import type { ActionResult } from "../../sim/trace/event.ts";
import { edge, graphOf } from "../custody/build.ts";
import { roninWith } from "../support/ronin.ts";
import { type Act, traceOf } from "../support/trace.ts";

const ronin = roninWith();
const signedAt = roninPhishing.at + 86_400;
const payment = { id: "2000000", token: "ETH", recipient: "thief", amount: "1" } as const;

/** The acts of a thief who phishes the engineer, and then has keys sign. */
function theft({ custody }: Scenario, signers: readonly string[]): readonly Act[] {
  const control = openControl(custody, new Map(), new Map());
  const { at, node, how, until } = roninPhishing;
  const reached = control.gain("thief", roninPhishing);
  const action = { verb: "compromise", node, how, until, capability: "use" } as const;
  return [
    { at, actor: "thief", action, result: { reached } },
    ...signers.map((signer) => sign("thief", signer, control.keyOf("thief", signer, signedAt))),
  ];
}

const sign = (actor: string, signer: string, result: ActionResult | null): Act => ({
  at: signedAt,
  actor,
  action: { verb: "sign", signer, over: payment, mode: 1 },
  ...(result === null ? { refused: "NoKey" } : { result }),
});

const pictureOf = (scenario: Scenario, acts: readonly Act[]) =>
  custodyPicture(scenario, traceOf(scenario, acts));

const roninTheft = pictureOf(
  ronin,
  theft(ronin, ["sky-mavis-1", "sky-mavis-2", "sky-mavis-3", "sky-mavis-4", "axie-dao"]),
);

const nodeIn = (picture: typeof roninTheft, id: string) =>
  picture.nodes.find((node) => node.id === id);

const edgesOf = (picture: typeof roninTheft, status: PictureEdge["status"]) =>
  picture.edges.filter((one) => one.status === status).map(({ id }) => id);

describe("what fell", () => {
  it("is told in a few sentences", () => {
    expect(roninTheft.summary).toMatchInlineSnapshot(
      `"It began with a senior engineer of Sky Mavis on 2022-03-22 09:00:00 (phished: a job offer, a PDF with spyware). From there 16 of the 41 nodes fell: 4 keys copied, 1 key used in place and the power to pay out of the mainchain gateway. 1 validator signed by a delegation (1 signature)."`,
    );
  });

  it("says since when a key is held, by which path, and what it signed", () => {
    expect(nodeIn(roninTheft, "key:sky-mavis-1")).toMatchInlineSnapshot(`
      {
        "began": null,
        "id": "key:sky-mavis-1",
        "kind": "key",
        "label": "validator key sky-mavis-1",
        "note": "Whose key it is, is documented; the number in its name is assumed.",
        "organizations": [
          "organization:sky-mavis",
        ],
        "signed": [
          {
            "count": 1,
            "obtained": "extract",
            "since": 1648026000,
          },
        ],
        "taken": {
          "actor": "thief",
          "capability": "extract",
          "path": [
            "engineer-operates-laptop",
            "laptop-holds-access",
            "laptop-reaches-sky-mavis-1-signer",
            "access-opens-sky-mavis-1-signer",
            "sky-mavis-1-signer-holds-key",
          ],
          "since": 1647939600,
        },
      }
    `);
  });

  it("marks where it began", () => {
    const began = roninTheft.nodes.filter((node) => node.began !== null);
    expect(began.map(({ id, began, taken }) => ({ id, began, taken }))).toMatchInlineSnapshot(`
      [
        {
          "began": {
            "how": "phished: a job offer, a PDF with spyware",
            "until": null,
          },
          "id": "person:engineer",
          "taken": {
            "actor": "thief",
            "capability": "use",
            "path": [],
            "since": 1647939600,
          },
        },
      ]
    `);
  });

  it("leaves out nothing of the graph", () => {
    expect(roninTheft.nodes.map(({ id }) => id)).toEqual(ronin.custody.nodes.map(({ id }) => id));
    expect(roninTheft.edges.map(({ id }) => id)).toEqual(ronin.custody.edges.map(({ id }) => id));
  });

  it("tells the path from what led nowhere, and the delegation from the path", () => {
    expect(edgesOf(roninTheft, "delegation")).toEqual(["axie-dao-delegation"]);
    expect(edgesOf(roninTheft, "taken")).toHaveLength(23);
    expect(edgesOf(roninTheft, "quiet")).toContain("axie-dao-signer-holds-key");
  });

  it("is nothing where nobody was compromised, whoever signs with keys of their own", () => {
    const own = sign("sky-mavis-operations", "admin", { obtained: "extract", path: ["a-path"] });
    const picture = pictureOf(ronin, [
      sign("sky-mavis-1", "sky-mavis-1", { obtained: "own" }),
      own,
    ]);
    expect(
      picture.nodes.filter(({ taken, signed }) => taken !== null || signed.length > 0),
    ).toEqual([]);
    expect(edgesOf(picture, "quiet")).toHaveLength(ronin.custody.edges.length);
    expect(picture.summary).toMatchInlineSnapshot(
      `"Nobody and nothing was compromised here. The picture shows who could have whom sign."`,
    );
  });

  it("does not count a compromise that failed", () => {
    const [phishing] = theft(ronin, []);
    const failed: readonly Act[] = phishing ? [{ ...phishing, refused: "NotReached" }] : [];
    expect(pictureOf(ronin, failed).nodes.filter(({ taken }) => taken !== null)).toEqual([]);
  });

  it("counts the strongest hold, from when it was gained", () => {
    const node = "key:axie-dao";
    const later = { verb: "compromise", node, how: "found", until: null } as const;
    const acts: readonly Act[] = [
      ...theft(ronin, []),
      { at: signedAt, actor: "other", action: { ...later, capability: "extract" }, result: {} },
      { at: signedAt + 1, actor: "third", action: { ...later, capability: "use" }, result: {} },
    ];
    expect(nodeIn(pictureOf(ronin, acts), node)?.taken).toEqual({
      actor: "other",
      capability: "extract",
      since: signedAt,
      path: [],
    });
  });

  it("includes a key that was reached only when it signed", () => {
    const acts = [
      ...theft(ronin, []),
      sign("thief", "independent-1", { obtained: "use", path: [] }),
    ];
    const { taken, signed } = nodeIn(pictureOf(ronin, acts), "key:independent-1") ?? {};
    expect(taken?.since).toBe(signedAt);
    expect(signed).toEqual([{ obtained: "use", count: 1, since: signedAt }]);
  });
});

describe("an edge", () => {
  it("is a sentence, with all that the graph says of it", () => {
    const told = roninTheft.edges.find(({ id }) => id === "axie-dao-delegation");
    expect(told).toMatchInlineSnapshot(`
      {
        "certainty": "documented",
        "details": [
          "meant for free transactions for users, signed on Axie DAO's behalf",
          "should have ended 2021-12-31 00:00:00",
          "never revoked",
        ],
        "from": "service:gas-free-rpc",
        "id": "axie-dao-delegation",
        "kind": "maySignFor",
        "lapsed": null,
        "note": "Given in November 2021, out of use in December 2021; the days of the month are chosen.",
        "says": "Sky Mavis' gas-free RPC may sign for validator key axie-dao",
        "since": 1635724800,
        "source": "Ronin community alert of 29 March 2022, reproduced at kingdata.com",
        "status": "delegation",
        "to": "key:axie-dao",
        "until": null,
      }
    `);
  });

  it("has lapsed when it held at no time of the run", () => {
    const revoked = roninWith({ set: { "delegation.axie-dao": "revoked" } });
    const picture = pictureOf(revoked, theft(revoked, ["axie-dao"]));
    expect(
      picture.edges.flatMap(({ id, lapsed }) => (lapsed === null ? [] : [[id, lapsed]])),
    ).toEqual([["axie-dao-delegation", "revoked 2022-01-01"]]);
    expect(nodeIn(picture, "key:axie-dao")?.taken).toBeNull();
    expect(nodeIn(picture, "role:pay")?.taken).toBeNull();
  });
});

describe("the cuts", () => {
  const withCustody = (custody: CustodyGraph): Scenario => ({ ...ronin, custody, actors: [] });

  it("are named, with the certainty that each cannot do without", () => {
    expect(cutsAnswer(ronin)).toMatchInlineSnapshot(`
      {
        "cuts": [
          {
            "by": "person",
            "effective": "1 person",
            "larger": 1,
            "nominal": "5 of 9",
            "smallest": [
              {
                "certainty": "assumed",
                "labels": [
                  "a senior engineer of Sky Mavis",
                ],
                "nodes": [
                  "person:engineer",
                ],
              },
              {
                "certainty": "assumed",
                "labels": [
                  "the bridge's administrator",
                ],
                "nodes": [
                  "person:administrator",
                ],
              },
            ],
          },
          {
            "by": "host",
            "effective": "1 host",
            "larger": 196,
            "nominal": "5 of 9",
            "smallest": [
              {
                "certainty": "assumed",
                "labels": [
                  "the engineer's work computer",
                ],
                "nodes": [
                  "host:engineer-laptop",
                ],
              },
              {
                "certainty": "assumed",
                "labels": [
                  "the administrator's computer",
                ],
                "nodes": [
                  "host:administrator-laptop",
                ],
              },
            ],
          },
          {
            "by": "organization",
            "effective": "1 organization",
            "larger": 1,
            "nominal": "5 of 9",
            "smallest": [
              {
                "certainty": "documented",
                "labels": [
                  "Sky Mavis",
                ],
                "nodes": [
                  "organization:sky-mavis",
                ],
              },
            ],
          },
        ],
        "moment": "when the first forged payment is submitted, 2022-03-23 13:29:09",
      }
    `);
  });

  it("are those of the end where nobody steals", () => {
    expect(cutsAnswer(roninWith({ isControl: true }))).toMatchObject({
      moment: "at the end, 2022-03-30 00:00:00",
    });
  });

  it("change with the graph: without the delegation no documented path is left", () => {
    const answer = cutsAnswer(withCustody(removeEdge(ronin.custody, "axie-dao-delegation")));
    const organizations = "cuts" in answer ? answer.cuts[2] : undefined;
    expect(organizations?.smallest).toMatchObject([
      { nodes: ["organization:sky-mavis"], certainty: "assumed" },
    ]);
  });

  it("say when no set of a kind is enough", () => {
    const custody = graphOf([edge("quorum:keys", "authorizes", "role:pay")]);
    const answer = cutsAnswer(withCustody(custody));
    expect("cuts" in answer && answer.cuts.map(({ effective }) => effective)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("are not told of a scenario without a graph, or without the role", () => {
    expect(cutsAnswer(withCustody({ nodes: [], edges: [] }))).toMatchInlineSnapshot(`
      {
        "refusal": "ronin-2022 has no custody graph: it names its signers' addresses, whose keys nobody here has.",
      }
    `);
    expect(
      cutsAnswer(withCustody(graphOf([edge("person:engineer", "operates", "host:laptop")]))),
    ).toMatchInlineSnapshot(`
      {
        "refusal": "The custody graph has no node "role:pay"; the nearest is "laptop".",
      }
    `);
  });

  it("are not counted where that would hold the page up", () => {
    const hosts = Array.from({ length: 16 }, (_, index) => `host:machine-${index}`);
    const custody = graphOf(hosts.map((host) => edge("person:engineer", "operates", host)));
    expect(cutsAnswer(withCustody(custody))).toMatchInlineSnapshot(`
      {
        "refusal": "Who must fall together is not counted here: there are 16 hosts, and sets double with each. The command custody counts them.",
      }
    `);
  });
});
