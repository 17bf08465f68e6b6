import { Graph, layout } from "@dagrejs/dagre";
import { shortenAmount } from "../../core/units.ts";
import type { Held, MoneyPicture, Spot, Stream } from "../../report/money.ts";
import { shareWords, statusWords } from "../../report/money-words.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** One line of stolen money in a box: in words, and how much of all that is there it is. */
export type HeldLine = Pick<Held, "status"> & { readonly text: string; readonly share: number };

/** A spot in its place. */
export type PlacedSpot = {
  readonly spot: Spot;
  readonly lines: readonly HeldLine[];
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** All streams between two spots that are alike but for their tokens: one arrow. */
export type Bundle = Pick<Stream, "from" | "to" | "isTheft" | "isHome"> & {
  readonly streams: readonly Stream[];
};

/** An arrow in its place, with what is written on it. */
export type PlacedBundle = {
  readonly bundle: Bundle;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly lines: readonly string[];
  };
  /** In pixels. */
  readonly thickness: number;
};

export type MoneyLayout = {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly PlacedSpot[];
  readonly bundles: readonly PlacedBundle[];
};

/** Room for a letter and a line of the picture's text, in pixels; 13 pixels high. */
const letter = 7.1;
export const lineHeight = 18;
export const padding = 10;

/** Lays spots out from left to right, as the money went. */
export function moneyLayout(scenario: Scenario, picture: MoneyPicture): MoneyLayout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 26, ranksep: 40, edgesep: 18, marginx: 6, marginy: 24 });
  const texts = new Map(picture.spots.map((spot) => [spot.id, linesOf(scenario, spot)]));
  for (const { id, label } of picture.spots) {
    const lines = texts.get(id) ?? [];
    const letters = Math.max(label.length + 2, ...lines.map(({ text }) => text.length));
    graph.setNode(id, {
      width: Math.max(96, letters * letter + 2 * padding),
      height: (lines.length + 1) * lineHeight + 2 * padding,
    });
  }
  const bundles = bundlesOf(picture.streams);
  const labels = bundles.map(({ streams }) => labelOf(scenario, streams));
  const widths = labels.map(
    (lines) => Math.max(...lines.map(({ length }) => length)) * letter + padding,
  );
  for (const [index, { from, to }] of bundles.entries()) {
    const height = ((labels[index]?.length ?? 0) + 1) * lineHeight;
    graph.setEdge(from, to, { width: widths[index] ?? 0, height, labelpos: "c" }, `${index}`);
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    spots: picture.spots.map((spot) => {
      const { x = 0, y = 0, width: wide = 0, height: tall = 0 } = graph.node(spot.id);
      const lines = texts.get(spot.id) ?? [];
      return { spot, lines, left: x - wide / 2, top: y - tall / 2, width: wide, height: tall };
    }),
    bundles: bundles.map((bundle, index) => {
      const { points = [], x = 0, y = 0 } = graph.edge(bundle.from, bundle.to, `${index}`);
      const weight = bundle.streams.reduce((sum, stream) => sum + stream.weight, 0);
      const thickness = 1.5 + 7 * Math.sqrt(Math.min(1, weight / 1_000_000));
      const label = { x, y, width: widths[index] ?? 0, lines: labels[index] ?? [] };
      return { bundle, points, label, thickness };
    }),
  };
}

function bundlesOf(streams: readonly Stream[]): readonly Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const stream of streams) {
    const { from, to, isTheft, isHome } = stream;
    const key = `${from} ${to} ${isTheft} ${isHome}`;
    const before = bundles.get(key)?.streams ?? [];
    bundles.set(key, { from, to, isTheft, isHome, streams: [...before, stream] });
  }
  return [...bundles.values()];
}

function linesOf(scenario: Scenario, { held }: Spot): readonly HeldLine[] {
  return held.map(({ token, status, amount, tainted }) => {
    const share = amount === 0n ? 0 : Number((tainted * 1_000n) / amount) / 1_000;
    const part = tainted === amount ? "" : `, ${shareWords({ amount, tainted })} of all`;
    return {
      status,
      share,
      text: `${short(scenario, token, tainted)} ${statusWords[status]}${part}`,
    };
  });
}

/** Lines of a label, at most. */
const mostLines = 5;

/** Says what went, a token a line. */
function labelOf(scenario: Scenario, streams: readonly Stream[]): readonly string[] {
  const lines = streams.map((stream) => {
    const { token, amount, tainted, hops } = stream;
    const stolen = tainted === amount ? "" : `, ${shareWords(stream)} stolen`;
    return `${short(scenario, token, amount)}${stolen}${hops === 1 ? "" : `, ${hops} times`}`;
  });
  if (lines.length <= mostLines) return lines;
  const more = lines.length - mostLines + 1;
  return [...lines.slice(0, mostLines - 1), `and ${more} more tokens`];
}

function short({ world }: Scenario, symbol: string, amount: bigint): string {
  const token = world.tokens.find((candidate) => candidate.symbol === symbol);
  return shortenAmount(amount, token ?? { symbol, decimals: 0 });
}
