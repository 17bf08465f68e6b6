import { Graph, layout } from "@dagrejs/dagre";
import type { CustodyPicture, PictureEdge, PictureNode } from "../../report/custody-picture.ts";
import { type Box, boundsOf, cornerOf } from "./custody-boxes.ts";
import { type Curve, curvesOf } from "./custody-curves.ts";
import { type NodeText, textOf } from "./custody-marks.ts";
import { frameLetters, linesWithin } from "./custody-text.ts";

/** A node in its place. */
export type PlacedNode = Box & { readonly node: PictureNode; readonly text: NodeText };

/** An organization in its place: the frame around what belongs to it. */
export type Frame = Box & { readonly node: PictureNode; readonly lines: readonly string[] };

/** An edge as it is drawn, in the direction in which control passes. */
export type PlacedEdge = Curve & {
  readonly edge: PictureEdge;
  /** The node at which the curve begins, which is not always the one that the edge is from. */
  readonly source: string;
};

export type CustodyLayout = {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** The roomier of the empty corners at the top; `null`: neither is roomy. */
  readonly corner: Box | null;
};

/** Room between rows, between neighbors, and inside a frame. */
const rowGap = 38;
const columnGap = 10;
const lineGap = 6;
const inside = { side: 8, bottom: 10, line: 15 };
const margin = 6;

/** Lays the graph out in rows, control passing from the top down; organizations are frames. */
export function layoutOf(picture: CustodyPicture): CustodyLayout {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: columnGap, ranksep: rowGap, edgesep: lineGap });
  const drawn = picture.edges.filter(({ kind }) => kind !== "belongsTo");
  const texts = new Map(
    inOrder(picture.nodes).map((node) => [node.id, textOf(node, portsAt(node, drawn))]),
  );
  for (const [id, { width, height }] of texts) graph.setNode(id, { width, height });
  for (const { id, organizations } of picture.nodes) {
    const [first] = organizations;
    if (first !== undefined && !isInside(graph, first, id)) graph.setParent(id, first);
  }
  // the library breaks ties by order: this one puts what is numbered from left to right
  for (const edge of drawn.toReversed()) {
    const [from, to] = endsOf(edge);
    // keys stand side by side, next to what they are counted in
    graph.setEdge(from, to, { weight: edge.kind === "memberOf" ? 2 : 1 }, edge.id);
  }
  layout(graph);
  const nodes = picture.nodes.flatMap((node): readonly PlacedNode[] => {
    const text = texts.get(node.id);
    if (text === undefined || childrenOf(graph, node.id).length > 0) return [];
    const { x = 0, y = 0 } = graph.node(node.id);
    const { width, height } = text;
    return [{ node, text, left: x - width / 2, top: y - height / 2, width, height }];
  });
  return trimmed(framesOf(graph, picture, nodes), nodes, edgesOf(graph, nodes, drawn));
}

/** Returns nodes in the order in which control mostly passes, which the library starts from. */
const inOrder = (nodes: readonly PictureNode[]): readonly PictureNode[] =>
  nodes.toSorted((one, other) => downward.indexOf(one.kind) - downward.indexOf(other.kind));

const downward: readonly PictureNode["kind"][] = [
  ...(["person", "credential", "display", "dataSource", "host", "service"] as const),
  ...(["share", "key", "quorum", "role", "organization"] as const),
];

/** Returns how many edges end at the busier of a node's sides. */
function portsAt({ id }: PictureNode, drawn: readonly PictureEdge[]): number {
  const ends = drawn.map(endsOf);
  const leaving = ends.filter(([from]) => from === id).length;
  return Math.max(leaving, ends.filter(([, to]) => to === id).length);
}

/** Returns an edge's ends in the direction in which control passes. */
const endsOf = ({ kind, from, to }: PictureEdge): readonly [string, string] =>
  kind === "runsOn" || kind === "trustsData" ? [to, from] : [from, to];

/** Whether a node lies in another one already, or is it. */
function isInside(graph: Graph, id: string, outer: string): boolean {
  const parent = graph.parent(id);
  return id === outer || (typeof parent === "string" && isInside(graph, parent, outer));
}

const childrenOf = (graph: Graph, id: string): readonly string[] => graph.children(id) ?? [];

function edgesOf(
  graph: Graph,
  nodes: readonly PlacedNode[],
  drawn: readonly PictureEdge[],
): readonly PlacedEdge[] {
  const boxes = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const routes = drawn.flatMap((edge) => {
    const [source, target] = endsOf(edge);
    const [from, to] = [boxes.get(source), boxes.get(target)];
    if (from === undefined || to === undefined) return [];
    return [{ edge, source, from, to, points: graph.edge(source, target, edge.id).points ?? [] }];
  });
  return curvesOf(nodes, routes);
}

/** Draws a frame around what belongs to each organization, those that hold others last. */
function framesOf(
  graph: Graph,
  { nodes: all }: CustodyPicture,
  nodes: readonly PlacedNode[],
): readonly Frame[] {
  const boxes = new Map<string, Box>(nodes.map((placed) => [placed.node.id, placed]));
  const frames: Frame[] = [];
  const draw = (node: PictureNode): Box | undefined => {
    const known = boxes.get(node.id);
    if (known !== undefined) return known;
    const members = childrenOf(graph, node.id).flatMap((id) => {
      const member = all.find((one) => one.id === id);
      return (member && draw(member)) ?? [];
    });
    const bounds = boundsOf(members);
    const lines = linesWithin(node.label, frameLetters, bounds.width);
    const head = lines.length * inside.line + 6;
    const frame = {
      left: bounds.left - inside.side,
      top: bounds.top - head,
      width: bounds.width + 2 * inside.side,
      height: bounds.height + head + inside.bottom,
    };
    frames.unshift({ node, lines, ...frame });
    boxes.set(node.id, frame);
    return frame;
  };
  for (const node of all) if (childrenOf(graph, node.id).length > 0) draw(node);
  return frames;
}

/** Moves everything into a picture that is no larger than it must be. */
function trimmed(
  frames: readonly Frame[],
  nodes: readonly PlacedNode[],
  edges: readonly PlacedEdge[],
): CustodyLayout {
  const bends = edges.flatMap(({ stations }) =>
    stations.map(({ x, y }): Box => ({ left: x, top: y, width: 0, height: 0 })),
  );
  const { left, top, ...size } = boundsOf([...frames, ...nodes, ...bends]);
  const [right, down] = [margin - left, margin - top];
  const move = <B extends Box>(box: B): B => ({
    ...box,
    left: box.left + right,
    top: box.top + down,
  });
  const [width, height] = [size.width + 2 * margin, size.height + 2 * margin];
  return {
    width,
    height,
    frames: frames.map(move),
    nodes: nodes.map(move),
    edges: edges.map(({ edge, source, stations }) => ({
      edge,
      source,
      stations: stations.map(({ x, y }) => ({ x: x + right, y: y + down })),
    })),
    corner: cornerOf(width, height, [...frames, ...nodes, ...bends].map(move)),
  };
}
