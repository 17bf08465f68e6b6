import { statSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { readable } from "../../sim/report/figure.ts";
import { heatOf } from "../../sim/report/heat.ts";
import type { MatrixDocument } from "../../sim/study/documents.ts";
import type { Cell } from "../../sim/study/matrix.ts";
import { userAtDesk } from "../cli/program.ts";
import { audit } from "./audit.ts";
import { describePages } from "./browser.ts";
import { tabThrough, unfold } from "./reader.ts";
import { requirePicture, squareAt, views } from "./views.ts";

const user = userAtDesk();
const stacks = ["none", "utc-day-limit", "pause-guardian", "delay-with-veto+backing-monitor"];
let file: string;
let matrix: MatrixDocument;
let cells: readonly Cell[];

beforeAll(async () => {
  const asked = ["--scenario", "ronin-2022,ronin-2022-calldata", "--defense", stacks.join(",")];
  const ended = await user.asks(["matrix", ...asked, "--tenant", "model", "--out", "runs"]);
  expect(ended.status, ended.stderr).toBe(0);
  const place = /^Written to (\S+); open \S+\/report\.html in a browser to see it\.$/m.exec(
    ended.stderr,
  );
  file = user.at(`${place?.[1]}/report.html`);
  matrix = JSON.parse(user.reads(`${place?.[1]}/matrix.json`));
  cells = matrix.cells.filter(({ scenario }) => scenario === "ronin-2022");
});

const tokens = () => matrix.scenarios[0]?.tokens ?? [];
const attacks = (): readonly string[] => [...new Set(cells.map(({ attack }) => attack))];
const cellAt = (defense: string, attack: string): Cell => {
  const cell = cells.find((one) => one.defense === defense && one.attack === attack);
  if (cell === undefined) throw new Error(`no cell of ${defense} and ${attack}`);
  return cell;
};

const map = "#heat .heat";

describePages("report.html of a matrix", ({ open, stay }) => {
  it("is a file below 2 MB", () => {
    expect(statSync(file).size).toBeLessThan(2_000_000);
  });

  it("has a square for each defense and attack, as matrix.json has it", async () => {
    const page = await stay(file);
    const heat = heatOf(cells, "loss.usd", tokens());
    expect(await page.locator(`${map} tbody th`).allInnerTexts()).toEqual(stacks);
    expect(await page.locator(`${map} thead th`).allInnerTexts()).toEqual([
      "defense / attack",
      ...attacks(),
    ]);
    expect(await page.locator(`${map} button b`).allInnerTexts()).toEqual(
      heat.squares.flat().map((square) => square?.label ?? "–"),
    );
    const notes = await page.locator(`${map} button .line`).allInnerTexts();
    for (const [index, square] of heat.squares.flat().entries())
      expect(notes[index]).toContain(square?.note ?? "");
  });

  it("has more color the more is lost, and none where nothing is", async () => {
    const page = await stay(file);
    const colorOf = (defense: string, attack: string) =>
      page
        .locator(`${map} tbody tr`, { has: page.locator("th", { hasText: defense }) })
        .locator("button")
        .nth(attacks().indexOf(attack))
        .evaluate((square) => getComputedStyle(square).backgroundColor);
    const paper = await colorOf("delay-with-veto", "replayed");
    const some = await colorOf("utc-day-limit", "replayed");
    const most = await colorOf("none", "replayed");
    expect(new Set([paper, some, most]).size).toBe(3);
    const red = (color: string) => Number(/[\d.]+/.exec(color.replace("srgb", ""))?.[0]);
    expect(red(paper)).toBeGreaterThan(red(some));
    expect(red(some)).toBeGreaterThan(red(most));
  });

  it("leads with the arrows to every square, and tells all of its cell, exactly", async () => {
    const page = await open(file);
    await page.locator(`${map} button[tabindex="0"]`).focus();
    await page.keyboard.press("Control+Home");
    const places = stacks.flatMap((defense) =>
      attacks().map((attack) => [defense, attack] as const),
    );
    for (const [index, [defense, attack]] of places.entries()) {
      expect(await squareAt(page, map)).toBe(`${defense} / ${attack}`);
      const { strategy, metrics, verdicts } = cellAt(defense, attack);
      const told = page.locator("#cell");
      expect(await told.locator("h3").innerText()).toBe(
        `${defense} against ${attack}${strategy === null ? "" : `: ${strategy}`}`,
      );
      await unfold(page);
      const text = (await told.innerText()).replace(/\s+/g, " ");
      for (const [name, figure] of Object.entries(metrics)) {
        expect(text).toContain(name);
        const said =
          figure.value === null
            ? figure.why
            : readable({ world: { tokens: tokens() } }, name, figure);
        expect(text, name).toContain(said);
      }
      for (const [name, { note }] of Object.entries(verdicts)) {
        expect(text).toContain(name);
        expect(text).toContain(note);
      }
      const isRowEnd = (index + 1) % attacks().length === 0;
      await page.keyboard.press(isRowEnd ? "ArrowDown" : "ArrowRight");
      if (isRowEnd) await page.keyboard.press("Home");
    }
    await page.keyboard.press("Control+End");
    expect(await squareAt(page, map)).toBe(`${stacks.at(-1)} / ${attacks().at(-1)}`);
  });

  it("names the command that gives the cell's trace again", async () => {
    const page = await stay(file);
    for (const [defense, attack] of [
      ["none", "replayed"],
      ["none", "adapted"],
      ["utc-day-limit", "adapted"],
    ] as const) {
      await page
        .locator(`${map} tbody tr`, { has: page.locator("th", { hasText: defense }) })
        .locator("button")
        .nth(attacks().indexOf(attack))
        .click();
      const command = await page.locator("#cell .command").innerText();
      expect(command).toMatch(/^npm run sim -- run ronin-2022 /);
      const words = command.split(" ").slice(4);
      const ended = await user.asks([...words, "--out", "again"]);
      expect([0, 3], ended.stderr).toContain(ended.status);
      const { traceHash } = JSON.parse(user.reads("again/latest/results.json"));
      expect(traceHash).toBe(cellAt(defense, attack).traceHash);
    }
  });

  it("names the command that gives a family's cell again", async () => {
    const page = await stay(file);
    const attack = "forged-message";
    const square = page
      .locator(`${map} tbody tr`, { has: page.locator("th", { hasText: "utc-day-limit" }) })
      .locator("button")
      .nth(attacks().indexOf(attack));
    await square.click();
    const command = await page.locator("#cell .command").innerText();
    const words = command.split(" ").slice(4);
    const { status, stdout } = await user.asks([...words, "--json", "--out", "again"]);
    expect(status).toBe(0);
    const again: MatrixDocument = JSON.parse(stdout);
    expect(again.cells).toEqual([cellAt("utc-day-limit", attack)]);
  });

  it("shows another figure, and another scenario with its reasons", async () => {
    const page = await open(file);
    await page.locator("#heat select").selectOption("honest.blocked.share");
    const labels = page.locator(`${map} button b`);
    expect(await labels.allInnerTexts()).toContain("42 %");
    await page.getByLabel("ronin-2022-calldata", { exact: true }).check({ force: true });
    await page
      .locator(`${map} tbody tr`, { has: page.locator("th", { hasText: "utc-day-limit" }) })
      .locator("button")
      .first()
      .click();
    expect(await page.locator("#cell").innerText()).toContain("byte by byte");
    expect(await page.locator(`${map} .blank`).count()).toBeGreaterThan(0);
  });

  it("has the front in a table, with what beats whom, and leads from it to the cell", async () => {
    const page = await open(file);
    const rows = page.locator("#front tbody tr");
    const textOf = async () =>
      (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, " ").trim());
    await page.locator("#front select").selectOption("adapted");
    const all = await textOf();
    expect(all.length).toBe(stacks.length);
    expect(all).toContainEqual(
      expect.stringMatching(
        /^delay-with-veto\+backing-monitor 565,376,764\.75 USD .*on the front$/,
      ),
    );
    expect(all).toContainEqual(expect.stringMatching(/^utc-day-limit 0 USD .*beaten by none$/));
    expect(all).toContainEqual(expect.stringMatching(/^pause-guardian no place, because nobody/));
    await page.getByLabel("value-seconds of delay").check({ force: true });
    expect(await textOf()).toContainEqual(
      expect.stringMatching(/^utc-day-limit no place, because it blocks some/),
    );
    await page.locator("#front select").selectOption("every attack");
    expect((await textOf()).length).toBe(stacks.length);
    await page.getByRole("button", { name: "delay-with-veto" }).click();
    expect(await page.locator("#cell h3").innerText()).toContain("delay-with-veto+backing-monitor");
  });

  it("has every cell in a table, exactly", async () => {
    const page = await stay(file);
    const rows = await page.locator("#cells tbody tr").allInnerTexts();
    expect(rows.length).toBe(cells.length);
    for (const [index, { metrics, verdicts }] of cells.entries()) {
      const loss = metrics["loss.usd"];
      if (loss === undefined) throw new Error("no loss");
      const said =
        loss.value === null ? "–" : readable({ world: { tokens: tokens() } }, "loss.usd", loss);
      expect(rows[index]).toContain(said.replace(" USD", ""));
      expect(rows[index]).toContain(String(verdicts.defense?.valid ?? "–"));
    }
  });

  it.for(views)(
    "is drawn, fits, and breaks no guideline, $width wide and $colors",
    async (view) => {
      const page = await open(file, view);
      await requirePicture(page, "matrix", view);
      await unfold(page);
      const { violations, kept } = await audit(page);
      expect(violations).toEqual([]);
      expect(kept).toEqual(expect.arrayContaining(["color-contrast", "label", "select-name"]));
    },
  );

  it("leads with Tab to every control, each in sight and ringed, and once into the map", async () => {
    const page = await open(file);
    const { stops } = await tabThrough(page);
    expect(stops.filter(({ hasRing }) => !hasRing)).toEqual([]);
    expect(stops.filter(({ isInView }) => !isInView)).toEqual([]);
    const squares = stops.filter(({ what }) => /565M/.test(what));
    expect(squares.length).toBe(1);
    expect(stops.length).toBeGreaterThan(10);
  });
});

describePages("a matrix drawn again", ({ open }) => {
  it("is the same page to the byte, wherever the folder is", async () => {
    const page = user.reads(file.slice(user.at("").length));
    user.writes(
      "moved/matrix.json",
      user.reads(file.slice(user.at("").length).replace("report.html", "matrix.json")),
    );
    const { status, stderr } = await user.asks(["report", "moved"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "Written to moved/report.html.\n" });
    expect(user.reads("moved/report.html")).toBe(page);
    await open(user.at("moved/report.html"));
  });

  it("is refused when its file is cut off, in one sentence", async () => {
    user.writes("cut/matrix.json", '{"format":1');
    const { status, stdout, stderr } = await user.asks(["report", "cut"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^cut\/matrix\.json[^\n]*\.\n$/);
    expect(user.exists("cut/report.html")).toBe(false);
  });
});
