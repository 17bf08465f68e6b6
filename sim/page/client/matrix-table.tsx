import { formatDuration } from "../../core/time.ts";
import type { Figure } from "../../metric/metric.ts";
import { percent, readableValue } from "../../report/figure.ts";
import type { Cell } from "../../study/matrix.ts";
import { Breaking } from "./heat-map.tsx";
import { Scroll } from "./scroll.tsx";
import { Mark } from "./verdicts.tsx";

/** The cells of a scenario as a table, exactly: what the terminal shows. */
export function MatrixTable({ cells }: { readonly cells: readonly Cell[] }) {
  return (
    <section id="cells" aria-labelledby="cells-title">
      <h2 id="cells-title">Every cell</h2>
      <p class="faint">
        Delayed and blocked are shares of the value of all real withdrawals; gas is what a
        withdrawal costs. A dash: no value; the cell above says why.
      </p>
      <Scroll label="Every cell, as a table">
        <table class="cells stacked">
          <thead>
            <tr>
              <th scope="col">defense</th>
              <th scope="col">attack</th>
              {columns.map(([title]) => (
                <th key={title} scope="col" class="number">
                  {title}
                </th>
              ))}
              <th scope="col">held</th>
            </tr>
          </thead>
          <tbody>
            {cells.map(({ defense, attack, strategy, metrics, verdicts }) => (
              <tr key={`${defense} ${attack}`}>
                <th scope="row">
                  <Breaking text={defense} />
                </th>
                <td data-head="attack">
                  {attack}
                  {strategy !== null && <small>{strategy}</small>}
                </td>
                {columns.map(([title, name, write]) => (
                  <td key={title} data-head={title} class="number">
                    {write(metrics[name])}
                  </td>
                ))}
                <td data-head="held">
                  {verdicts.defense === undefined ? "–" : <Mark valid={verdicts.defense.valid} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

type Write = (figure: Figure | undefined) => string;

const money: Write = (figure) =>
  figure?.value == null
    ? "–"
    : readableValue([], "loss.usd", { value: figure.value, unit: "USD" }).replace(" USD", "");

const time: Write = (figure) =>
  figure?.value == null ? "–" : formatDuration(Number(figure.value));

const share: Write = (figure) => (figure?.value == null ? "–" : percent(figure.value));

const columns: readonly (readonly [title: string, name: string, write: Write])[] = [
  ["lost, USD", "loss.usd", money],
  ["detect", "timeToDetect", time],
  ["contain", "timeToContain", time],
  ["delayed", "honest.delayed.share", share],
  ["blocked", "honest.blocked.share", share],
  ["gas", "gas.withdrawal", (figure) => figure?.value ?? "–"],
];
