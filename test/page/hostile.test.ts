import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { runPage } from "../../scripts/host/page.ts";
import { userAtDesk } from "../cli/program.ts";
import { describePages } from "./browser.ts";
import { middleOf, stepperOf, unfold } from "./reader.ts";

const user = userAtDesk();

/** A text that ends a title, a script, an attribute, begins others, and writes backwards. */
const hostile = (name: string): string =>
  `${name} </title></script><!--<script>document.broken="${name}"</script><img src=x onerror='document.broken="${name}"'>"'&amp;&lt; \u202eשלום\u202c ${"x".repeat(200)}`;

/** The same as it stands within a JSON string. */
const quoted = (name: string): string => JSON.stringify(hostile(name)).slice(1, -1);

const quick = ["run", "ronin-2022", "--tenant", "model", "--set", "honest.count=3"];
let title: string;
let file: string;

beforeAll(async () => {
  await user.asks([...quick, "--out", "plain"]);
  const scenario = JSON.parse(user.reads("plain/latest/scenario.json"));
  title = hostile("title");
  const thief = scenario.actors.find(({ kind }: { kind: string }) => kind === "thief");
  for (const foothold of thief.footholds) foothold.how = hostile("how");
  for (const node of scenario.custody.nodes) node.label = hostile(`label of ${node.id}`);
  for (const entry of scenario.provenance) {
    entry.what = hostile(`what ${entry.what}`);
    entry.value = hostile("value");
    if (!entry.source.startsWith("facts/")) entry.source = hostile("source");
  }
  scenario.provenance[0].source = "constructor";
  for (const price of scenario.prices) price.basis = hostile("basis");
  const parameters = { ...scenario.parameters, [hostile("parameter")]: hostile("setting") };
  const all = { ...scenario, title, question: hostile("question"), parameters };
  // The symbol of a token is free text too.
  user.writes("hostile.json", JSON.stringify(all).replaceAll('"USDC"', `"${quoted("symbol")}"`));
  const { status, stderr } = await user.asks([
    ...["replay", "hostile.json", "--tenant", "model", "--out", "hostile"],
  ]);
  expect(status, stderr).toBe(0);
  file = user.at("hostile/latest/report.html");
}, 60_000);

/** Nothing of a hostile text has become a part of the page. */
async function requireUnbroken(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => ({
      broken: (document as unknown as { broken?: string }).broken,
      pictures: document.querySelectorAll("img").length,
      scripts: document.querySelectorAll("script:not([type])").length,
    })),
  ).toEqual({ broken: undefined, pictures: 0, scripts: 1 });
}

/** Opens whatever is folded, and goes where text is drawn on demand. */
async function lookEverywhere(page: Page): Promise<void> {
  await unfold(page);
  const { list, goTo } = stepperOf(page);
  for (const plot of await page.locator(".chart").all()) {
    const { x, y } = await middleOf(plot);
    await page.mouse.move(x, y);
    await page.mouse.move(x + 1, y);
  }
  await goTo(0);
  for (const key of ["PageDown", "PageDown", "End"]) await list.press(key);
}

describePages("a page of hostile texts", ({ open }) => {
  it("shows them as they are, and runs none of them", async () => {
    const page = await open(file);
    expect(await page.locator("h1").textContent()).toBe(title);
    expect(await page.title()).toContain(hostile("title").slice(0, 150));
    expect(await page.locator(".question").textContent()).toBe(hostile("question"));
    expect(await page.locator("#story").textContent()).toContain(hostile("how"));
    expect(await page.locator("#balances").textContent()).toContain(hostile("symbol"));
    expect(await page.locator("#figures").textContent()).toContain(`loss.${hostile("symbol")}`);
    expect(await page.locator("#scenario").textContent()).toContain(hostile("value"));
    await lookEverywhere(page);
    await requireUnbroken(page);
  });

  it("shows them in the box that follows the pointer too", async () => {
    const page = await open(file);
    const plot = page.locator("#balances .chart").nth(1);
    const middle = await middleOf(plot);
    await page.mouse.move(middle.x, middle.y);
    const held = plot.locator("> div", { hasText: "attacker, mainchain: " });
    await held.waitFor();
    expect(await held.textContent()).toContain(hostile("symbol"));
    const { goTo } = stepperOf(page);
    const events = user.reads("hostile/latest/trace.jsonl").split("\n");
    await goTo(events.findIndex((line) => line.includes('"verb":"compromise"')) + 1);
    const mark = await middleOf(page.locator("#events .ring"));
    await page.mouse.move(mark.x, mark.y);
    const told = page.locator("#events .chart > div", { hasText: "compromise" });
    await told.waitFor();
    expect(await told.textContent()).toContain(hostile("how"));
    await requireUnbroken(page);
  });

  it.for([1440, 390])("stays as wide as the window, %i", async (width) => {
    const page = await open(file, { width });
    await lookEverywhere(page);
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);
  });

  it("shows names of actors as they are, which a scenario file could not have", async () => {
    const texts = ["results.json", "trace.jsonl", "control/trace.jsonl", "scenario.json"].map(
      (name) => user.reads(`plain/latest/${name}`).replaceAll("complainant", quoted("actor")),
    );
    const [results = "", trace = "", controlTrace = "", scenario = ""] = texts;
    const made = user.at("made.html");
    writeFileSync(made, runPage({ scenario: JSON.parse(scenario), results, trace, controlTrace }));
    const page = await open(made);
    expect(await page.locator("#story").textContent()).toContain(hostile("actor"));
    await page.getByLabel(/a lane for each/).check();
    await lookEverywhere(page);
    await requireUnbroken(page);
  });
});

/** What a script in the page might try, by the directive of its policy that forbids it. */
const attempts: { readonly [directive: string]: () => void } = {
  "connect-src": () => void fetch("https://host.invalid/").catch(() => undefined),
  "img-src": () => void Object.assign(new Image(), { src: "https://host.invalid/a.png" }),
  "script-src-elem": () => {
    const script = { src: "https://host.invalid/a.js" };
    document.head.append(Object.assign(document.createElement("script"), script));
  },
  "style-src-elem": () => {
    const link = { rel: "stylesheet", href: "https://host.invalid/a.css" };
    document.head.append(Object.assign(document.createElement("link"), link));
  },
  "font-src": () => {
    const font = new FontFace("a", "url(https://host.invalid/a.woff2)");
    font.load().catch(() => undefined);
  },
  "frame-src": () => {
    const frame = { src: "https://host.invalid/" };
    document.body.append(Object.assign(document.createElement("iframe"), frame));
  },
  "media-src": () => void Object.assign(new Audio(), { src: "https://host.invalid/a.ogg" }),
  "object-src": () => {
    const thing = { data: "https://host.invalid/a.svg" };
    document.body.append(Object.assign(document.createElement("object"), thing));
  },
  "worker-src": () => void new Worker(URL.createObjectURL(new Blob([""]))),
  // What is evaluated from outside may make code from a text; what runs later may not.
  "script-src": () => void setTimeout(() => new Function("return 1")(), 0),
  "form-action": () => {
    const form = Object.assign(document.createElement("form"), { action: "https://host.invalid/" });
    document.body.append(form);
    form.submit();
  },
  "base-uri": () => {
    const base = { href: "https://host.invalid/" };
    document.head.append(Object.assign(document.createElement("base"), base));
  },
};

describePages("the policy of a page", ({ visit }) => {
  it("forbids whatever would ask a host, and code from a text", async () => {
    const { page, faults } = await visit(file);
    await page.evaluate(() => {
      const forbidden: string[] = [];
      Object.assign(window, { forbidden });
      addEventListener("securitypolicyviolation", (event) => {
        forbidden.push(event.effectiveDirective);
      });
    });
    for (const attempt of Object.values(attempts)) await page.evaluate(attempt);
    const forbidden = () =>
      page.evaluate(() => (window as unknown as { forbidden: readonly string[] }).forbidden);
    await expect
      .poll(async () => (await forbidden()).toSorted())
      .toEqual(Object.keys(attempts).toSorted());
    const [asked, refused] = ["request: ", "failed request: "].map((head) =>
      faults
        .filter((fault) => fault.startsWith(`${head}http`))
        .map((fault) => fault.slice(head.length)),
    );
    expect(refused).toEqual(asked?.map((url) => `${url}, csp`));
  });

  it("has nothing to forbid in the file as it is written: only links lead away", async () => {
    const { page, faults } = await visit(file);
    const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
    expect(await policy.getAttribute("content")).toBe(
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'",
    );
    const html = readFileSync(file, "utf8");
    const asked =
      /(src|data|poster|action)\s*=\s*["']?https?:|url\(\s*["']?https?:|@import|import\(\s*["']https?:/i;
    expect(html.match(asked)).toBeNull();
    const named = await page
      .locator("[src], [href]:not(a), [data], [srcset]")
      .evaluateAll((all) => all.map((element) => element.outerHTML));
    expect(named).toEqual(['<link rel="icon" href="data:,">']);
    expect(faults).toEqual([]);
  });
});
