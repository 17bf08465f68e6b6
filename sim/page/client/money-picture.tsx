import type { MoneyLayout, PlacedBundle, PlacedSpot } from "./money-layout.ts";
import { lineHeight, padding } from "./money-layout.ts";

/** The least scale at which the picture is drawn; on less room it scrolls. */
const leastScale = 0.75;

type PictureProps = {
  readonly layout: MoneyLayout;
  readonly label: string;
  readonly onSelect: (seq: number) => void;
};

/** Who paid whom: boxes are where money lay, arrows what went, and what of it was stolen. */
export const MoneyGraph = ({ layout, label, onSelect }: PictureProps) => (
  <svg
    class="money-graph"
    style={{
      width: "100%",
      maxWidth: `${Math.round(layout.width)}px`,
      minWidth: `${Math.round(layout.width * leastScale)}px`,
    }}
    viewBox={`0 0 ${layout.width} ${layout.height}`}
    role="img"
    aria-label={label}
  >
    <defs>
      {(["moved", "stolen", "home"] as const).map((kind) => (
        <marker
          key={kind}
          id={`money-${kind}`}
          class={`head ${kind}`}
          viewBox="0 0 10 10"
          refX="1"
          refY="5"
          markerWidth={headLength}
          markerHeight={headLength}
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L10 5L0 10Z" />
        </marker>
      ))}
    </defs>
    {/* All arrows first, so that none strikes out what is written on another. */}
    {[ArrowShape, LabelShape].map((Shape, layer) =>
      layout.bundles.map((placed) => (
        <Shape key={`${layer} ${keyOf(placed)}`} placed={placed} onSelect={onSelect} />
      )),
    )}
    {layout.spots.map((placed) => (
      <SpotShape key={placed.spot.id} placed={placed} />
    ))}
  </svg>
);

const keyOf = ({ bundle: { from, to, isTheft, isHome } }: PlacedBundle): string =>
  `${from} ${to} ${isTheft} ${isHome}`;

type ShapeProps = {
  readonly placed: PlacedBundle;
  readonly onSelect: (seq: number) => void;
};

const kindOf = ({ bundle }: PlacedBundle): string =>
  bundle.isTheft ? "stolen" : bundle.isHome ? "home" : "moved";

function ArrowShape({ placed, onSelect }: ShapeProps) {
  const { bundle, points, thickness } = placed;
  const kind = kindOf(placed);
  const first = bundle.streams[0]?.first.seq;
  const path = shortened(points)
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`)
    .join("");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table below has a button for the same step
    <g
      class={`stream ${kind}`}
      onClick={() => {
        if (first !== undefined) onSelect(first);
      }}
    >
      <path d={path} stroke-width={thickness} marker-end={`url(#money-${kind})`} />
    </g>
  );
}

function LabelShape({ placed }: ShapeProps) {
  const { x, y, width, lines } = placed.label;
  const height = lines.length * lineHeight;
  return (
    <g class={`label ${kindOf(placed)}`}>
      <rect class="ground" x={x - width / 2} y={y - height / 2} width={width} height={height} />
      {lines.map((line, index) => (
        <text key={line} x={x} y={y - height / 2 + index * lineHeight + 13} text-anchor="middle">
          {line}
        </text>
      ))}
    </g>
  );
}

/** In pixels; wider than the thickest line. */
const headLength = 14;

/** Ends a line where the head of its arrow begins. */
function shortened(points: PlacedBundle["points"]): PlacedBundle["points"] {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (last === undefined || before === undefined) return points;
  const [x, y] = [last.x - before.x, last.y - before.y];
  const part = Math.max(0, 1 - (headLength - 2) / Math.max(Math.hypot(x, y), 1));
  return [...points.slice(0, -1), { x: before.x + x * part, y: before.y + y * part }];
}

/** A box; behind each line, as long as its share of all that is there, what was stolen. */
function SpotShape({ placed }: { readonly placed: PlacedSpot }) {
  const { spot, lines, left, top, width, height } = placed;
  const inner = width - 2 * padding;
  return (
    <g class={`spot ${spot.kind}`} transform={`translate(${left} ${top})`}>
      <rect class="outline" width={width} height={height} rx="4" />
      <text class="name" x={padding} y={padding + 13}>
        {spot.label}
      </text>
      {lines.map(({ text, share, status }, index) => {
        const y = padding + (index + 1) * lineHeight;
        return (
          <g key={text} class={status}>
            <rect class="share" x={padding} y={y + 15} width={inner * share} height="3" />
            <text x={padding} y={y + 12}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
