import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the Web Content Accessibility Guidelines ask for at levels A and AA. */
const guidelines = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

type Audit = {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
  readonly passes: readonly { readonly id: string }[];
};

/** Audits a page as it now is, and returns what it breaks and the rules that it keeps. */
export async function audit(page: Page) {
  await page.addScriptTag({ content: source });
  const { violations, passes } = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: { run: (options: object) => Promise<Audit> } }).axe.run({
        runOnly: { type: "tag", values: tags },
      }),
    guidelines,
  );
  return {
    violations: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    ),
    kept: passes.map(({ id }) => id),
  };
}
