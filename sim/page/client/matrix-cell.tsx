import type { TokenUnit } from "../../core/units.ts";
import { plural } from "../../core/words.ts";
import { inOrder } from "../../metric/meanings.ts";
import type { Figure, Figures } from "../../metric/metric.ts";
import { namesInStack, replayOf } from "../../report/cell-words.ts";
import { isZero, readableValue } from "../../report/figure.ts";
import { cellMeaning } from "../../report/study-meanings.ts";
import type { StudyWords } from "../../report/study-words.ts";
import type { MatrixDocument } from "../../study/documents.ts";
import type { Cell } from "../../study/matrix.ts";
import { Named } from "./named.tsx";
import { Scroll } from "./scroll.tsx";
import { Mark } from "./verdicts.tsx";

type MatrixCellProps = {
  readonly cell: Cell;
  readonly tokens: readonly TokenUnit[];
  readonly matrix: MatrixDocument;
  readonly words: StudyWords;
};

/** Everything that is known of one cell: who met whom, what came of it, and how to see it again. */
export function MatrixCell({ cell, tokens, matrix, words }: MatrixCellProps) {
  const { defense, attack, strategy, traceHash, verdicts, metrics } = cell;
  return (
    <article id="cell" class="detail" aria-labelledby="cell-title">
      <h3 id="cell-title">
        {defense} against {attack}
        {strategy !== null && `: ${strategy}`}
      </h3>
      <dl class="who">
        {namesInStack(defense).map((name) => (
          <Named key={name} name={name} says={words.defenses[name]} />
        ))}
        <Named name={attack} says={words.attacks[attack]} />
        {strategy !== null && <Named name={strategy} says={words.strategies[strategy]} />}
      </dl>
      <p>
        See it again: <code class="command">{replayOf(cell, matrix)}</code>
        {traceHash !== null && (
          <small>
            trace <code>{traceHash.slice(0, 12)}</code>
          </small>
        )}
      </p>
      <CellFigures metrics={metrics} tokens={tokens} />
      {Object.keys(verdicts).length > 0 && <CellVerdicts verdicts={verdicts} />}
    </article>
  );
}

function CellVerdicts({ verdicts }: { readonly verdicts: Cell["verdicts"] }) {
  return (
    <Scroll label="Verdicts of the cell">
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">check</th>
            <th scope="col">verdict</th>
            <th scope="col">what it found</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(verdicts).map(([name, { valid, note, count }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-head="verdict">
                <Mark valid={valid} />
              </td>
              <td data-head="found">
                {note}
                {count > 0 && name !== "defense" && `; ${plural(count, "failure")}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type Row = readonly [name: string, figure: Figure];

type CellFiguresProps = { readonly metrics: Figures; readonly tokens: readonly TokenUnit[] };

function CellFigures({ metrics, tokens }: CellFiguresProps) {
  const rows = inOrder(Object.keys(metrics), tokens).flatMap((name): Row[] => {
    const figure = metrics[name];
    return figure === undefined ? [] : [[name, figure]];
  });
  const isShown = ([name, figure]: Row) =>
    figure.value !== null && (!isNothing(figure) || name.startsWith("loss."));
  const groups = [
    ["that are zero", rows.filter((row) => row[1].value !== null && !isShown(row))],
    ["without a value, and why", rows.filter(([, { value }]) => value === null)],
  ] as const;
  return (
    <>
      {rows.some(isShown) && <FigureRows rows={rows.filter(isShown)} tokens={tokens} />}
      {groups.map(
        ([what, some]) =>
          some.length > 0 && (
            <details key={what} open={!rows.some(isShown)}>
              <summary>
                {plural(some.length, "figure")} {what}
              </summary>
              <FigureRows rows={some} tokens={tokens} />
            </details>
          ),
      )}
    </>
  );
}

/** Zero, in whatever decimals. */
const isNothing = (figure: Figure): boolean =>
  isZero(figure) || (figure.value !== null && /^0(\.0+)?$/.test(figure.value));

function FigureRows(props: {
  readonly rows: readonly Row[];
  readonly tokens: readonly TokenUnit[];
}) {
  const { rows, tokens } = props;
  return (
    <Scroll label="Figures of the cell">
      <table class="figures stacked">
        <tbody>
          {rows.map(([name, figure]) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                <small>{cellMeaning(name, tokens)}</small>
              </th>
              {figure.value === null ? (
                <td class="faint">none, because {figure.why}</td>
              ) : (
                <td class="number">
                  {readableValue(tokens, name, { value: figure.value, unit: figure.unit })}
                  {figure.note !== undefined && <small>{figure.note}</small>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
