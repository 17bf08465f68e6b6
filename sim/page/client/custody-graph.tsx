import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PictureEdge, PictureNode } from "../../report/custody-picture.ts";
import { Arrowheads, EdgeName, EdgeShape } from "./custody-edge.tsx";
import type { CustodyLayout } from "./custody-layout.ts";
import { FrameShape, NodeShape } from "./custody-node.tsx";
import { keyedNode, readingOrder } from "./custody-order.ts";

/** What the reader looks at: a node or an edge. */
export type Chosen = { readonly what: "node" | "edge"; readonly id: string };

type GraphProps = {
  readonly layout: CustodyLayout;
  /** What is looked at; `null`: nothing in particular. */
  readonly chosen: Chosen | null;
  /** The node to which Tab leads. */
  readonly current: string;
  /** The pointer is on something, or has left it. */
  readonly onPoint: (chosen: Chosen | null) => void;
  /** Something was clicked or focused, or let go. */
  readonly onChoose: (chosen: Chosen | null) => void;
};

/** The custody graph, drawn: every node by pointer and keyboard, every connection by pointer. */
export function GraphPicture({ layout, chosen, current, onPoint, onChoose }: GraphProps) {
  const box = useRef<HTMLDivElement>(null);
  const order = useMemo(() => readingOrder(layout), [layout]);
  const near = useMemo(() => nearOf(layout, chosen), [layout, chosen]);
  useEffect(() => showBeginning(box.current, layout), [layout]);
  const edges = useMemo(
    () => layout.edges.toSorted((one, other) => rank[one.edge.status] - rank[other.edge.status]),
    [layout],
  );
  const handles = (node: PictureNode) => ({
    isCurrent: node.id === current,
    isChosen: chosen?.id === node.id,
    isFar: near !== null && !near.has(node.id),
    onPoint: () => onPoint({ what: "node", id: node.id }),
    onLeave: () => onPoint(null),
    onChoose: () => onChoose({ what: "node", id: node.id }),
  });
  return (
    <div
      ref={box}
      class="custody-scroll"
      role="listbox"
      aria-label="Custody graph: arrows move between the nodes, Home and End lead to the first and the last, Escape lets go"
      onKeyDown={(event) => {
        if (event.key === "Escape") onChoose(null);
        const next = keyedNode(event.key, order, current);
        if (next === null) return;
        event.preventDefault();
        box.current?.querySelector<SVGElement>(`[data-node="${next}"]`)?.focus();
      }}
    >
      <svg viewBox={`0 0 ${layout.width} ${layout.height}`} role="none">
        <Arrowheads />
        {layout.frames.map((frame) => (
          <FrameShape key={frame.node.id} frame={frame} {...handles(frame.node)} />
        ))}
        {edges.map((placed) => (
          <EdgeShape
            key={placed.edge.id}
            placed={placed}
            isFar={near !== null && !near.has(placed.edge.id)}
            onPoint={onPoint}
            onChoose={onChoose}
          />
        ))}
        {layout.nodes.map((placed) => (
          <NodeShape key={placed.node.id} placed={placed} {...handles(placed.node)} />
        ))}
        {chosen !== null &&
          edges
            .filter(({ edge }) => touches(edge, chosen))
            .map((placed) => <EdgeName key={placed.edge.id} placed={placed} chosen={chosen.id} />)}
      </svg>
    </div>
  );
}

/** What fell is drawn over what did not. */
const rank = { quiet: 0, taken: 1, delegation: 2 } as const;

/**
 * Returns the ids of all that has to do with what is looked at: its connections and their ends, what
 * belongs together with it, and the path by which it fell. `null`: nothing is looked at.
 */
function nearOf(layout: CustodyLayout, chosen: Chosen | null): ReadonlySet<string> | null {
  if (chosen === null) return null;
  const near = new Set([chosen.id]);
  const path = layout.nodes.find(({ node }) => node.id === chosen.id)?.node.taken?.path ?? [];
  for (const { edge } of layout.edges) {
    if (!touches(edge, chosen) && !path.includes(edge.id)) continue;
    for (const id of [edge.id, edge.from, edge.to]) near.add(id);
  }
  for (const { node } of [...layout.frames, ...layout.nodes]) {
    if (node.organizations.includes(chosen.id)) near.add(node.id);
    if (node.id === chosen.id) for (const id of node.organizations) near.add(id);
  }
  return near;
}

const touches = ({ id, from, to }: PictureEdge, chosen: Chosen): boolean =>
  [id, from, to].includes(chosen.id);

/** On a page narrower than the picture, begins where it all began. */
function showBeginning(box: HTMLDivElement | null, { nodes, width }: CustodyLayout): void {
  const first = nodes.find(({ node }) => node.began !== null);
  if (box === null || first === undefined) return;
  const scale = box.scrollWidth / width;
  box.scrollLeft = (first.left + first.width / 2) * scale - box.clientWidth / 2;
}
