import { render } from "preact";
import "./page.css";
import { plotsDrawn } from "./chart.tsx";
import { DiffPage } from "./diff-page.tsx";
import { loadDiff, loadRun } from "./load.ts";
import { RunPage } from "./run-page.tsx";

/** Draws what the page's own documents hold; nothing is asked of anybody else. */
async function draw(): Promise<void> {
  const root = document.getElementById("page");
  if (root === null) return;
  const page =
    document.documentElement.dataset.page === "diff" ? (
      <DiffPage documents={await loadDiff()} />
    ) : (
      <RunPage run={await loadRun()} />
    );
  root.replaceChildren();
  render(page, root);
  await plotsDrawn();
  document.documentElement.dataset.drawn = "true";
}

draw().catch((fault: unknown) => {
  const message = fault instanceof Error ? fault.message : String(fault);
  document.getElementById("page")?.append(`This page cannot be drawn: ${message}`);
  throw fault;
});
