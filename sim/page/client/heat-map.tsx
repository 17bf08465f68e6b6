import { useLayoutEffect, useRef } from "preact/hooks";
import type { Heat, HeatSquare } from "../../report/heat.ts";
import { Scroll } from "./scroll.tsx";

/** A place of a heat map. */
export type HeatPlace = { readonly row: string; readonly column: string };

type HeatMapProps = {
  readonly heat: Heat;
  /** What the map shows, for whoever does not see it. */
  readonly label: string;
  /** What the rows and the columns are. */
  readonly axes: { readonly rows: string; readonly columns: string };
  readonly chosen: HeatPlace | null;
  readonly onChoose: (place: HeatPlace) => void;
};

/** Squares of the more color the worse, gone through with the arrows; one of them is chosen. */
export function HeatMap({ heat, label, axes, chosen, onChoose }: HeatMapProps) {
  const grid = useRef<HTMLTableElement>(null);
  const isByKey = useRef(false);
  const at = placeIn(heat, chosen);
  useLayoutEffect(() => {
    if (!isByKey.current) return;
    isByKey.current = false;
    grid.current?.querySelector<HTMLButtonElement>("button[tabindex='0']")?.focus();
  }, [chosen?.row, chosen?.column]);
  const go = (row: number, column: number) => {
    const place = { row: heat.rows[row], column: heat.columns[column] };
    if (place.row === undefined || place.column === undefined) return;
    onChoose({ row: place.row, column: place.column });
  };
  return (
    <Scroll label={label}>
      <table
        ref={grid}
        class="heat"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its squares are chosen
        role="grid"
        aria-label={`${label}; arrows, Home and End move`}
        onKeyDown={(event) => {
          const next = keyed(event, at, heat);
          if (next === null) return;
          event.preventDefault();
          isByKey.current = true;
          go(next.row, next.column);
        }}
      >
        <thead>
          <tr>
            <th scope="col" class="corner">
              {axes.rows} <span class="faint">/ {axes.columns}</span>
            </th>
            {heat.columns.map((column) => (
              <th key={column} scope="col">
                <Breaking text={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {heat.rows.map((row, rowIndex) => (
            <tr key={row}>
              <th scope="row">
                <Breaking text={row} />
              </th>
              {heat.columns.map((column, columnIndex) => (
                <td key={column}>
                  <Square
                    square={heat.squares[rowIndex]?.[columnIndex] ?? null}
                    isChosen={chosen?.row === row && chosen.column === column}
                    isStop={rowIndex === at.row && columnIndex === at.column}
                    onChoose={() => go(rowIndex, columnIndex)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type SquareProps = {
  readonly square: HeatSquare | null;
  readonly isChosen: boolean;
  /** Whether Tab stops at it. */
  readonly isStop: boolean;
  readonly onChoose: () => void;
};

const marks = { true: ["✓", "held"], false: ["✗", "did not hold"], unknown: ["?", "unknown"] };

function Square({ square, isChosen, isStop, onChoose }: SquareProps) {
  const [mark, words] = square?.valid == null ? [] : marks[`${square.valid}`];
  const shade = square?.shade ?? null;
  return (
    <button
      type="button"
      class={shade === null ? "square blank" : "square"}
      aria-pressed={isChosen}
      tabIndex={isStop ? 0 : -1}
      style={shade === null ? {} : { "--shade": `${strengthOf(shade)}%` }}
      onClick={onChoose}
    >
      <b>{square?.label ?? "–"}</b>
      <span class="line">
        {mark !== undefined && (
          <>
            <span aria-hidden="true">{mark}</span>
            <span class="hidden">, {words}</span>{" "}
          </>
        )}
        {square?.note}
        {square === null ? "not run" : shade === null && "no value"}
      </span>
    </button>
  );
}

/** How much color a shade has, in percent: what is more than nothing must look so. */
const strengthOf = (shade: number): string => (shade === 0 ? 0 : 12 + 88 * shade).toFixed(1);

type At = { readonly row: number; readonly column: number };

/** Where the chosen square is, or the first when none is in this map. */
const placeIn = (heat: Heat, chosen: HeatPlace | null): At => ({
  row: Math.max(0, heat.rows.indexOf(chosen?.row ?? "")),
  column: Math.max(0, heat.columns.indexOf(chosen?.column ?? "")),
});

/** Returns where a key leads; `null`: it is not one of ours. */
function keyed(event: KeyboardEvent, { row, column }: At, heat: Heat): At | null {
  const last = { row: heat.rows.length - 1, column: heat.columns.length - 1 };
  const moves: { readonly [key: string]: At } = {
    ArrowDown: { row: Math.min(row + 1, last.row), column },
    ArrowUp: { row: Math.max(row - 1, 0), column },
    ArrowRight: { row, column: Math.min(column + 1, last.column) },
    ArrowLeft: { row, column: Math.max(column - 1, 0) },
    Home: { row: event.ctrlKey ? 0 : row, column: 0 },
    End: { row: event.ctrlKey ? last.row : row, column: last.column },
  };
  return moves[event.key] ?? null;
}

/** A name that may break where its parts meet. */
export function Breaking({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/(?<=[+:,])/).map((part, index) => (
        <span key={`${index} ${part}`}>
          {part}
          <wbr />
        </span>
      ))}
    </>
  );
}
