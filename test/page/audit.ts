import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the Web Content Accessibility Guidelines ask for at levels A and AA. */
const guidelines = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

type Audited = { readonly axe: { run: (part: string, options: object) => Promise<Audit> } };

type Audit = {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
  readonly passes: readonly { readonly id: string }[];
};

/** Audits a page, or a part of it, as it now is: what it breaks, and the rules that it keeps. */
export async function audit(page: Page, part = "html") {
  await page.addScriptTag({ content: source });
  const { violations, passes } = await page.evaluate(
    ([where, tags]) =>
      (window as unknown as Audited).axe.run(where, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
      }),
    [part, guidelines] as const,
  );
  return {
    violations: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    ),
    kept: passes.map(({ id }) => id),
  };
}
