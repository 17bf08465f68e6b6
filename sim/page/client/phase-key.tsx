import { formatUtc } from "../../core/time.ts";
import type { Phase } from "../../report/phases.ts";
import { zoomTo } from "./chart.tsx";
import type { Span } from "./plot-style.ts";

type PhaseKeyProps = { readonly phases: readonly Phase[]; readonly span: Span };

/** Names the shaded spans with their times, which the colors alone would not, and zooms to them. */
export function PhaseKey({ phases, span }: PhaseKeyProps) {
  if (phases.length === 0) return <p class="faint">No attack, so nothing is shaded.</p>;
  return (
    <ul class="phases">
      <li>zoom to:</li>
      {phases.map((phase) => (
        <li key={phase.name} class={phase.name}>
          <button type="button" class="link" onClick={() => zoomAround(phase)}>
            {phase.label}
          </button>{" "}
          {formatUtc(phase.from)} to {formatUtc(phase.until)}
        </li>
      ))}
      <li>
        <button
          type="button"
          class="link"
          onClick={() => zoomTo("time", span.from * 1000, span.until * 1000)}
        >
          the whole run
        </button>
      </li>
    </ul>
  );
}

/** Leaves a twentieth on either side, and never shows less than two minutes. */
function zoomAround({ from, until }: Phase): void {
  const margin = Math.max((until - from) / 20, 60);
  zoomTo("time", (from - margin) * 1000, (until + margin) * 1000);
}
