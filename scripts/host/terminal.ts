import type { Style } from "../../sim/report/table.ts";

/** Returns how to write for whoever reads standard output; `color` is what the flags say. */
export const styleOf = ({ color }: { readonly color: boolean }): Style => ({
  color: color && process.stdout.isTTY === true && (process.env.NO_COLOR ?? "") === "",
  width: widthOf(process.stdout.columns),
});

/** A terminal that does not know its width says 0; no line is readable below 60. */
const widthOf = (columns: number | undefined): number =>
  Math.min(Math.max(columns || 100, 60), 120);
