import { beforeAll, describe, expect, it } from "vitest";
import { type Ended, quickRun, userAtDesk } from "./program.ts";
import { type Element, elementsNamed, readXml } from "./xml.ts";

const user = userAtDesk();
const checks = ["conservation", "authority", "replay", "backing", "liveness", "pause"];
let asExpected: Ended;
let surprising: Ended;

beforeAll(async () => {
  const conditions = ["--fail-on", "loss.ETH>200000 ETH", "--fail-on", "loss.USDC>0"];
  asExpected = await user.asks([
    ...["run", "ronin-2022-calldata", "--out", "runs", "--junit", "reports/as-expected.xml"],
    ...conditions.slice(0, 2),
  ]);
  await user.asks(["run", ...quickRun, "--out", "small"]);
  const scenario = JSON.parse(user.reads("small/latest/scenario.json"));
  user.writes("hopeful.json", JSON.stringify({ ...scenario, expect: { backing: true } }));
  const flags = [...conditions, "--fail-on", "grief.cost>1"];
  surprising = await user.types([
    ...[
      "replay",
      "hopeful.json",
      "--tenant",
      "model",
      "--out",
      "runs",
      "--junit",
      "surprising.xml",
      ...flags,
    ],
  ]);
}, 60_000);

const casesOf = (path: string): readonly Element[] =>
  elementsNamed(readXml(user.reads(path)), "testcase");

const outcomes = (path: string, tag: string) =>
  casesOf(path)
    .filter((testcase) => elementsNamed(testcase, tag).length > 0)
    .map(({ attributes }) => `${attributes.classname}: ${attributes.name}`);

describe("--junit", () => {
  it("has a case for each check of the run and of its control, and for each condition", () => {
    expect(asExpected.status, asExpected.stderr).toBe(0);
    const names = casesOf("reports/as-expected.xml").map(
      ({ attributes }) => `${attributes.classname}: ${attributes.name}`,
    );
    expect(names).toEqual([
      ...checks.map((check) => `ronin-2022-calldata.run: ${check}`),
      ...checks.map((check) => `ronin-2022-calldata.control: ${check}`),
      "ronin-2022-calldata.fail-on: loss.ETH>200000 ETH",
    ]);
  });

  it("has no failure where everything is as expected, backing violated and all", () => {
    expect(outcomes("reports/as-expected.xml", "failure")).toEqual([]);
    expect(outcomes("reports/as-expected.xml", "error")).toEqual([]);
  });

  it("has a failure for each unexpected verdict and each condition that holds", () => {
    expect(surprising.status, surprising.stderr).toBe(1);
    expect(outcomes("surprising.xml", "failure")).toEqual([
      "ronin-2022.run: backing",
      "ronin-2022.fail-on: loss.USDC>0",
    ]);
  });

  it("says in the failure what was found, what was expected, and the first example", () => {
    const [failure] = elementsNamed(readXml(user.reads("surprising.xml")), "failure");
    expect(failure?.attributes.message).toBe(
      "backing is false, expected true. Withdrawal 2000000 paid 173,600 ETH to thief; the sidechain has no such request.",
    );
  });

  it("has an error for a condition that cannot be told", () => {
    expect(outcomes("surprising.xml", "error")).toEqual(["ronin-2022.fail-on: grief.cost>1"]);
  });

  it("counts in the head what the cases say", () => {
    const { attributes } = readXml(user.reads("surprising.xml"));
    const count = String(casesOf("surprising.xml").length);
    expect(attributes).toMatchObject({ tests: count, failures: "2", errors: "1" });
  });
});
