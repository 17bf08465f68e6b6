import { render, type VNode } from "preact";
import "./page.css";
import "./study.css";
import type { PageKind } from "../page.ts";
import { plotsDrawn } from "./chart.tsx";
import { CurvePage } from "./curve-page.tsx";
import { DiffPage } from "./diff-page.tsx";
import { loadCurve, loadDiff, loadMatrix, loadRun } from "./load.ts";
import { MatrixPage } from "./matrix-page.tsx";
import { RunPage } from "./run-page.tsx";

/** Draws what the page's own documents hold; nothing is asked of anybody else. */
async function draw(): Promise<void> {
  const root = document.getElementById("page");
  if (root === null) return;
  const page = await pages[document.documentElement.dataset.page as PageKind]();
  root.replaceChildren();
  render(page, root);
  await plotsDrawn();
  document.documentElement.dataset.drawn = "true";
  await goToAddress();
}

const pages: { readonly [kind in PageKind]: () => Promise<VNode> } = {
  run: async () => <RunPage run={await loadRun()} />,
  diff: async () => <DiffPage documents={await loadDiff()} />,
  matrix: async () => <MatrixPage documents={await loadMatrix()} />,
  curve: async () => <CurvePage documents={await loadCurve()} />,
};

/**
 * Goes where the address leads, which was not there when the browser looked for it; and once more
 * when what is counted after the drawing has taken its place.
 */
async function goToAddress(): Promise<void> {
  const id = location.hash.slice(1);
  const block = id.startsWith("event-") ? "center" : "start";
  const go = () => document.getElementById(id)?.scrollIntoView({ block, behavior: "instant" });
  if (id === "") return;
  go();
  while (document.querySelector("[aria-busy=true]") !== null)
    await new Promise((done) => requestAnimationFrame(done));
  go();
}

draw().catch((fault: unknown) => {
  const message = fault instanceof Error ? fault.message : String(fault);
  document.getElementById("page")?.append(`This page cannot be drawn: ${message}`);
  throw fault;
});
