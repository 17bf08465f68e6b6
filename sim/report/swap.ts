import pc from "picocolors";
import { formatDuration } from "../core/time.ts";
import type { Swap } from "../study/swap.ts";
import { plainTable, type Style, wrap } from "./table.ts";

const names: { readonly [name: string]: string } = { kucoin: "KuCoin's", ronin: "Ronin's" };

/** Returns a swap of responders as a person reads it: a line for each responder and theft. */
export function swapText({ cells }: Swap, style: Style): string {
  const colors = pc.createColors(style.color);
  const head = ["responder", "assets", "first answer", "taken, USD", "recovered", "saved"];
  const table = plainTable(head, colors, {
    colAligns: ["left", "left", "right", "right", "right", "right"],
  });
  for (const cell of cells)
    table.push([
      names[cell.responder] ?? cell.responder,
      names[cell.assets] ?? cell.assets,
      cell.firstAnswerAfter === null ? "none" : formatDuration(cell.firstAnswerAfter),
      cell.lossUsd ?? "-",
      percent(cell.recoveredShare),
      percent(cell.savedShare),
    ]);
  const blocks = [
    colors.bold("Responders against what was stolen"),
    table.toString(),
    colors.dim(wrap(note, style.width, "")),
  ];
  return `${blocks.join("\n\n").replaceAll(/ +$/gm, "")}\n`;
}

const note =
  "The thief keeps the pace of its own record, whoever responds. Recovered is of what was taken. Saved is what the thief does not have at the end, of all that it takes when nobody answers: what is frozen, or was moved away in time, counts as saved. Those who are called react alike, whoever called them.";

/** In percent with one decimal, cut off. */
function percent(share: string | null): string {
  if (share === null) return "-";
  return `${(Math.floor(Number(share.replace(".", "")) / 1_000) / 10).toFixed(1)} %`;
}
