import type { PictureNode } from "../../report/custody-picture.ts";
import type { Box } from "./custody-boxes.ts";
import type { Frame, PlacedNode } from "./custody-layout.ts";
import { isDelegated, markInset } from "./custody-marks.ts";
import { labelLine, labelSize, markLetters, markSize, widthOf } from "./custody-text.ts";

type Handles = {
  /** Whether Tab leads here. */
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  readonly isFar: boolean;
  readonly onPoint: () => void;
  readonly onLeave: () => void;
  readonly onChoose: () => void;
};

/** What can be chosen, by pointer and by keyboard; what is written on it is read out. */
function option(node: PictureNode, handles: Handles) {
  const { isCurrent, isChosen, isFar, onPoint, onLeave, onChoose } = handles;
  return {
    role: "option",
    tabindex: isCurrent ? 0 : -1,
    "data-node": node.id,
    "aria-selected": isChosen,
    onPointerEnter: onPoint,
    onPointerLeave: onLeave,
    onFocus: onChoose,
    onClick: onChoose,
    class: [
      "node",
      node.kind,
      node.taken === null ? "" : "taken",
      isDelegated(node) ? "delegation" : "",
      isChosen ? "chosen" : "",
      isFar ? "far" : "",
    ].join(" "),
  } as const;
}

/** A node: its kind, its name, and what an intruder may do with it. */
export function NodeShape({ placed, ...handles }: { readonly placed: PlacedNode } & Handles) {
  const { node, text, left, top } = placed;
  const flagsFrom = 34 + text.label.length * labelLine;
  return (
    <g {...option(node, handles)} transform={`translate(${left} ${top})`}>
      <Outline {...placed} kind={node.kind} />
      <text class="kind" x={9} y={17} font-size={markSize}>
        {`${text.kind} `}
      </text>
      {text.label.map((line, index) => (
        <text key={line} x={9} y={36 + index * labelLine} font-size={labelSize}>
          {`${line} `}
        </text>
      ))}
      {text.mark !== null && <Mark text={text.mark} right={text.width - 7} />}
      {text.flags.map((flag, index) => (
        <text key={flag} class="flag" x={9} y={flagsFrom + index * labelLine} font-size={markSize}>
          {`${flag} `}
        </text>
      ))}
    </g>
  );
}

/** An organization: the frame around what belongs to it. */
export function FrameShape({ frame, ...handles }: { readonly frame: Frame } & Handles) {
  const { node, lines, left, top, width, height } = frame;
  return (
    <g {...option(node, handles)} transform={`translate(${left} ${top})`}>
      <rect class="outline" width={width} height={height} rx={10} />
      {lines.map((line, index) => (
        <text key={line} class="name" x={9} y={17 + index * 15} font-size={labelSize}>
          {`${line} `}
        </text>
      ))}
    </g>
  );
}

/** The outline says the kind as well: people are round, machines square, powers cut at the corners. */
function Outline({
  kind,
  width,
  height,
}: Pick<Box, "width" | "height"> & Pick<PictureNode, "kind">) {
  if (kind === "role") return <path class="outline" d={octagon(width, height, 9)} />;
  const rounding = kind === "person" ? 20 : kind === "host" || kind === "service" ? 1 : 8;
  return (
    <>
      <rect class="outline" width={width} height={height} rx={rounding} />
      {kind === "quorum" && (
        <rect class="inner" x={4} y={4} width={width - 8} height={height - 8} rx={5} />
      )}
    </>
  );
}

const octagon = (width: number, height: number, cut: number): string =>
  `M${cut} 0H${width - cut}L${width} ${cut}V${height - cut}L${width - cut} ${height}H${cut}L0 ${height - cut}V${cut}Z`;

function Mark({ text, right }: { readonly text: string; readonly right: number }) {
  const width = widthOf(text, markLetters) + 2 * markInset;
  return (
    <g class="mark" transform={`translate(${right - width} 6)`}>
      <rect width={width} height={15} rx={3} />
      <text x={width / 2} y={11} font-size={markSize} text-anchor="middle">
        {`${text} `}
      </text>
    </g>
  );
}
