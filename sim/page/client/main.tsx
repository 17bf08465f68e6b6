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
  await goToAddress();
}

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
