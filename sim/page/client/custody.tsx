import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type CustodyPicture, custodyPicture } from "../../report/custody-picture.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Trace } from "../../trace/event.ts";
import "./custody.css";
import { CustodyCuts } from "./custody-cuts.tsx";
import { CustodyDetail } from "./custody-detail.tsx";
import { type Chosen, GraphPicture } from "./custody-graph.tsx";
import { layoutOf } from "./custody-layout.ts";
import { CustodyLegend } from "./custody-legend.tsx";
import { CustodyTables } from "./custody-tables.tsx";

type CustodyProps = { readonly scenario: Scenario; readonly trace: Trace };

/** The custody graph: who could have whom sign, what fell, and who must fall together. */
export function CustodySection({ scenario, trace }: CustodyProps) {
  const picture = useMemo(() => custodyPicture(scenario, trace), [scenario, trace]);
  const isEmpty = picture.nodes.length === 0;
  return (
    <section id="custody" aria-labelledby="custody-title">
      <h2 id="custody-title">Custody</h2>
      {!isEmpty && <p>{picture.summary}</p>}
      <CustodyCuts scenario={scenario} />
      {!isEmpty && (
        <>
          <CustodyFigure picture={picture} />
          <CustodyTables picture={picture} />
        </>
      )}
    </section>
  );
}

/** The least scale at which the picture is drawn; on less room it scrolls. */
const leastScale = 0.75;

/** The picture, and beside or below it what is known of the part that the reader looks at. */
function CustodyFigure({ picture }: { readonly picture: CustodyPicture }) {
  const layout = useMemo(() => layoutOf(picture), [picture]);
  const [pointed, setPointed] = useState<Chosen | null>(null);
  const [kept, setKept] = useState<Chosen | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const figure = useRef<HTMLElement>(null);
  useLayoutEffect(() => uncover(figure.current, kept), [kept]);
  const first =
    picture.nodes.find(({ id }) => id === current) ??
    picture.nodes.find(({ began }) => began !== null) ??
    picture.nodes[0];
  const { width, height, corner } = layout;
  const least = Math.round(width * leastScale);
  const isRoomy = corner !== null && least <= 1180;
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)}%`;
  return (
    <figure
      ref={figure}
      class={isRoomy ? "custody-figure roomy" : "custody-figure"}
      style={{
        "--custody-width": `${Math.round(width)}px`,
        "--custody-least": `${least}px`,
        ...(corner && {
          "--custody-left": share(corner.left, width),
          "--custody-wide": share(corner.width, width),
          "--custody-tall": share(corner.height, height),
        }),
      }}
    >
      <div class="custody-stage">
        <GraphPicture
          layout={layout}
          chosen={pointed ?? kept}
          current={first?.id ?? ""}
          onPoint={setPointed}
          onChoose={(chosen) => {
            setPointed(null);
            setKept(chosen);
            if (chosen?.what === "node") setCurrent(chosen.id);
          }}
        />
        <CustodyDetail picture={picture} chosen={pointed ?? kept} />
      </div>
      <CustodyLegend />
    </figure>
  );
}

/** Scrolls the page where the details, which stick to its end on a narrow one, hide what was chosen. */
function uncover(figure: HTMLElement | null, kept: Chosen | null): void {
  if (figure === null || kept === null) return;
  const chosen = figure.querySelector(`[data-${kept.what}="${kept.id}"]`)?.getBoundingClientRect();
  const details = figure.querySelector(".custody-detail")?.getBoundingClientRect();
  if (chosen === undefined || details === undefined) return;
  const isBeside = chosen.right < details.left || details.right < chosen.left;
  const hidden = chosen.bottom - details.top;
  if (!isBeside && hidden > 0) window.scrollBy({ top: hidden + 12, behavior: "instant" });
}
