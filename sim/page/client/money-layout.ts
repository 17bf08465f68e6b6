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

/** A stream in its place, with what is written at it. */
export type PlacedStream = {
  readonly stream: Stream;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly x: number; readonly y: number; readonly lines: readonly string[] };
  /** In pixels. */
  readonly thickness: number;
};

export type MoneyLayout = {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly PlacedSpot[];
  readonly streams: readonly PlacedStream[];
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
  const labels = picture.streams.map((stream) => labelOf(scenario, stream));
  for (const [index, { from, to }] of picture.streams.entries()) {
    const lines = labels[index] ?? [];
    const width = Math.max(...lines.map(({ length }) => length)) * letter;
    // What is written above a line needs as much below it, so that lines side by side keep apart.
    const size = { width, height: 2 * lines.length * lineHeight, labelpos: "c" };
    graph.setEdge(from, to, size, `${index}`);
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
    streams: picture.streams.map((stream, index) => {
      const { points = [], x = 0, y = 0 } = graph.edge(stream.from, stream.to, `${index}`);
      const thickness = 1.5 + 7 * Math.sqrt(Math.min(1, stream.weight / 1_000_000));
      return { stream, points, label: { x, y, lines: labels[index] ?? [] }, thickness };
    }),
  };
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

function labelOf(scenario: Scenario, stream: Stream): readonly string[] {
  const { token, amount, tainted, hops } = stream;
  const times = hops === 1 ? "" : `, ${hops} times`;
  return [
    short(scenario, token, amount),
    ...(tainted === amount && hops === 1 ? [] : [`stolen: ${shareWords(stream)}${times}`]),
  ];
}

function short({ world }: Scenario, symbol: string, amount: bigint): string {
  const token = world.tokens.find((candidate) => candidate.symbol === symbol);
  return shortenAmount(amount, token ?? { symbol, decimals: 0 });
}
