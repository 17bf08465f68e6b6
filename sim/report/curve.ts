import pc from "picocolors";
import { formatDuration } from "../core/time.ts";
import { shortenAmount } from "../core/units.ts";
import type { Point } from "../study/curve.ts";
import { plainTable, type Style, wrap } from "./table.ts";

const ether = { symbol: "ETH", decimals: 18 };

/** Returns the curves as a person reads them: a table for each defense, delays across, keys down. */
export function curveText(points: readonly Point[], style: Style): string {
  const colors = pc.createColors(style.color);
  const blocks = [...Map.groupBy(points, ({ defense }) => defense)].flatMap(([name, own]) => {
    const delays = [...new Set(own.map(({ detectionDelay }) => detectionDelay))];
    const table = plainTable(["keys", ...delays.map(formatDuration)], colors, {
      colAligns: ["right", ...delays.map(() => "right" as const)],
    });
    for (const [keys, row] of Map.groupBy(own, (point) => point.keys))
      table.push([
        String(keys),
        ...row.map(({ loss }) => shortenAmount(BigInt(loss.ETH ?? "0"), ether).replace(" ETH", "")),
      ]);
    return [
      colors.bold(`${name}: ETH lost, by keys stolen and delay of detection`),
      table.toString(),
    ];
  });
  const note = wrap(
    "Each is the best of the strategies that there are, and not the worst attack; its scenario is a file that replays. docs/bounds.md has the closed forms.",
    style.width,
    "",
  );
  return `${[...blocks, colors.dim(note)].join("\n\n").replaceAll(/ +$/gm, "")}\n`;
}
