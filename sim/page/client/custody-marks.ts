import type { PictureNode } from "../../report/custody-picture.ts";
import { kindNames } from "../../report/custody-words.ts";
import {
  balanced,
  kindLetters,
  labelLetters,
  labelLine,
  markLetters,
  widthOf,
} from "./custody-text.ts";

/** What is written on a node, line by line. */
export type NodeText = {
  readonly kind: string;
  /** What an intruder may do with it; `null`: it did not fall. */
  readonly mark: string | null;
  readonly label: readonly string[];
  /** Under the label: where it began, what was signed through a delegation. */
  readonly flags: readonly string[];
  readonly width: number;
  readonly height: number;
};

/** Room inside a node's outline, and between the kind and the mark. */
const inset = 8;
export const markInset = 5;

/** Room that an edge takes where it ends. */
const port = 10;

/**
 * Returns what is written on a node, and the size of the box that holds it.
 *
 * @param ports How many edges end side by side.
 */
export function textOf(node: PictureNode, ports: number): NodeText {
  const kind = kindNames[node.kind];
  const mark = node.taken?.capability ?? null;
  const flags = flagsOf(node);
  const head =
    widthOf(kind, kindLetters) +
    (mark === null ? 0 : widthOf(mark, markLetters) + 2 * markInset + 8);
  const needs = [...flags.map((flag) => widthOf(flag, markLetters)), head, ports * port];
  const { lines, width } = balanced(node.label, labelLetters, 3, Math.max(84, ...needs));
  const height = 31 + (lines.length + flags.length) * labelLine + (flags.length > 0 ? 3 : 0);
  return { kind, mark, label: lines, flags, width: width + 2 * inset, height };
}

/** Returns what is written under a node's label. */
const flagsOf = (node: PictureNode): readonly string[] => [
  ...(node.began === null ? [] : ["▸ began here"]),
  ...(isDelegated(node) ? ["signed by delegation"] : []),
];

/** Whether somebody had the node sign through a delegation. */
export const isDelegated = ({ signed }: PictureNode): boolean =>
  signed.some(({ obtained }) => obtained === "delegation");
