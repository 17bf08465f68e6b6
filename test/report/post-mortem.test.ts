import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { postMortem } from "../../sim/report/post-mortem.ts";
import { prose } from "../../sim/report/prose.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { ledgerEntries } from "../../sim/scenario/ledger.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { scenarioNamed, scenarios } from "../../sim/scenarios/registry.ts";
import { finish } from "../../sim/study/experiment.ts";
import { resultsOf } from "../../sim/study/results.ts";
import { roninWith } from "../support/ronin.ts";

/** Runs a scenario on the model, beside a control where there is one, and tells it. */
async function toldOf(scenario: Scenario, control: Scenario | null = null): Promise<string> {
  const finished = await finish(scenario, openModel);
  const controlled = control === null ? null : await finish(control, openModel);
  const replay = "npm run sim -- replay runs/here/scenario.json --tenant model";
  return postMortem(finished.trace, resultsOf(finished, controlled, "model", replay));
}

const sections = [
  "In short",
  "What happened",
  "Root causes",
  "What detected it",
  "What would have",
  "What was lost, and what became of it",
  "What honest users paid",
  "What was chosen",
  "Run it again",
];

/** The lines below a heading, up to the next one of its level. */
function sectionOf(told: string, title: string): string {
  const [, rest = ""] = told.split(`## ${title}\n`);
  return rest.split(/\n## /)[0] ?? "";
}

describe.each(scenarios.map(({ name }) => name))("the post-mortem of %s", async (name) => {
  const definition = scenarioNamed(name);
  const scenario = resolveScenario(definition, 1);
  const control = controlOf(definition, scenario);
  const told = await toldOf(scenario, control);

  it("has every section, and something in each", () => {
    expect(told.match(/^## .*$/gm)).toEqual(sections.map((title) => `## ${title}`));
    for (const title of sections) expect(sectionOf(told, title).trim()).not.toBe("");
  });

  it("leaves nothing open", () => {
    expect(told).not.toMatch(/\b(undefined|NaN|null)\b|\[object|: \.|\(\)/);
  });

  it("is the same to the byte when the scenario is run again", async () => {
    expect(await toldOf(scenario, control)).toBe(told);
  });

  it("names the causes on record, where it is an incident's, and what the run shows", () => {
    const entry = ledgerEntries.find(({ incident: { id } }) => name.startsWith(id));
    const causes = sectionOf(told, "Root causes");
    expect(causes.includes("### On record")).toBe(entry !== undefined);
    for (const cause of entry?.incident.causes.value ?? [])
      expect(causes).toContain(`\`${cause}\``);
    expect(sectionOf(causes, "As this run shows")).toMatch(/^- `[a-z-]+`: .+\(\d+/m);
  });

  it("says of its control that nothing was lost", async () => {
    const quiet = await toldOf(control);
    expect(sectionOf(quiet, "What was lost, and what became of it").trim()).toBe(
      "Nothing was lost.",
    );
    expect(sectionOf(quiet, "Root causes")).toContain("Nothing was lost");
    expect(quiet).not.toMatch(/\b(undefined|NaN|null)\b|\[object/);
  });
});

describe("the post-mortem of ronin-2022", async () => {
  const told = await toldOf(roninWith());

  it("says who noticed, how late, and that the pause stopped nothing of it", () => {
    const detected = sectionOf(told, "What detected it");
    expect(detected).toContain("complainant (an honest user, not somebody who watches)");
    expect(detected).toContain("6d 51s after the first loss");
    expect(detected).toMatch(/pause on the mainchain \(\d+\) \| no stolen money \|/);
  });

  it("shows the five causes on record by itself", () => {
    const shown = sectionOf(sectionOf(told, "Root causes"), "As this run shows");
    expect(shown.match(/^- `([a-z-]+)`/gm)).toEqual([
      "- `key-custody`",
      "- `signer-infrastructure`",
      "- `stale-permission`",
      "- `no-monitoring`",
      "- `no-limits`",
    ]);
    expect(shown).toContain("1 person (a senior engineer of Sky Mavis");
  });

  it("says what a pause would have saved, and when it would have been too late", () => {
    const would = sectionOf(told, "What would have");
    expect(would).toContain("| a minute later | 1m | 25,500,000 USDC |");
    expect(would).toContain("| ten minutes later | 10m | nothing |");
    expect(would).toContain("6d 51s before the alarm");
    expect(would).toContain(
      "without the permission to sign for axie-dao: 4 signatures, fewer than",
    );
    expect(would).toContain("docs/what-would-have-stopped-it.md");
  });

  it("says with a field changed that the record is of the incident as it was", async () => {
    const refused = await toldOf(roninWith({ set: { "quorum.threshold": "6" } }));
    expect(refused).toContain("Of the incident as it was; this run changes it");
    expect(refused).toContain("no money left its owners' hands");
    expect(refused).toContain("QuorumNotReached");
  });

  it("shows no lack of anybody who watches where the alarm came within the declared time", async () => {
    const soon = await toldOf(
      roninWith({ set: { "detection.delay": "1m", "response.delay": "30s" } }),
    );
    expect(soon).not.toContain("For 1m nobody noticed");
    expect(sectionOf(soon, "What was lost, and what became of it")).not.toContain(
      "25,500,000 USDC",
    );
  });

  it("does not take a scenario of the user's own for the incident, whatever its name", async () => {
    const own = await toldOf({ ...roninWith(), name: "ronin-2022-again", title: "*My* <own>" });
    expect(own).not.toContain("### On record");
    expect(own).toContain("# Post-mortem: \\*My\\* \\<own\\>\n");
  });
});

describe("prose", () => {
  it("escapes what Markdown would take for markup, and joins lines", () => {
    expect(prose("a_b |c|\n# [d](e)")).toBe("a\\_b \\|c\\| \\# \\[d\\](e)");
  });
});
