import { escapeHtml } from "./html.ts";
import { paletteSheet } from "./palette.ts";

/** What the page's script needs besides the documents: the bundle of `client/`. */
export type Bundle = { readonly script: string; readonly style: string };

/** What a page shows. */
export type PageKind = "run" | "diff" | "matrix" | "curve";

/** A page's content before it is drawn. */
export type PageContent = {
  readonly kind: PageKind;
  readonly title: string;
  /** One sentence for whoever cannot run the script. */
  readonly summary: string;
  /** The files that the page reads, by name: gzip, then base64. */
  readonly documents: { readonly [name: string]: string };
};

/**
 * Returns a page as one file that needs no other: script, style and documents are inside, and its
 * own policy forbids every request to any host.
 */
export const pageHtml = (content: PageContent, { script, style }: Bundle): string =>
  `<!doctype html>
<html lang="en" data-page="${content.kind}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="five-of-nine">
<link rel="icon" href="data:,">
<title>${escapeHtml(content.title)}</title>
<style>
${paletteSheet()}
${style}
</style>
</head>
<body>
<div id="page"><main><h1>${escapeHtml(content.title)}</h1><p>${escapeHtml(content.summary)}</p>
<noscript><p>This page draws itself with a script of its own; the same is in ${besides[content.kind]} beside it.</p></noscript></main></div>
${Object.entries(content.documents)
  .map(([name, text]) => `<script type="application/gzip" id="document-${name}">${text}</script>`)
  .join("\n")}
<script>
${script.replaceAll("</script", "<\\/script")}
</script>
</body>
</html>
`;

/** The files that hold what a page of each kind shows. */
const besides: { readonly [kind in PageKind]: string } = {
  run: "results.json and trace.jsonl",
  diff: "diff.json",
  matrix: "matrix.json",
  curve: "curve.json",
};

const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
