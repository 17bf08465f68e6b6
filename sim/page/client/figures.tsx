import { inOrder, meanings, patternOf } from "../../metric/meanings.ts";
import type { Figure } from "../../metric/metric.ts";
import { isNothing, readable } from "../../report/figure.ts";
import { pricesText } from "../../report/price.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Results } from "../../study/results.ts";
import { useNarrow } from "./narrow.ts";
import { Scroll } from "./scroll.tsx";

type FiguresProps = { readonly scenario: Scenario; readonly results: Results };

type Row = { readonly name: string; readonly figure: Figure; readonly control: Figure | undefined };

/** Every figure of the run beside the control's; what does not apply says why. */
export function Figures({ scenario, results }: FiguresProps) {
  const rows = inOrder(Object.keys(results.metrics), scenario.world.tokens).flatMap(
    (name): Row[] => {
      const figure = results.metrics[name];
      return figure ? [{ name, figure, control: results.control?.metrics[name] }] : [];
    },
  );
  const zeros = rows.filter(isZeroInBoth);
  return (
    <section id="figures" aria-labelledby="figures-title">
      <h2 id="figures-title">Figures</h2>
      <FigureTable scenario={scenario} rows={rows.filter((row) => !isZeroInBoth(row))} />
      {zeros.length > 0 && (
        <details>
          <summary>
            {zeros.length} more that are zero{results.control && ", in the run and in its control"}
          </summary>
          <FigureTable scenario={scenario} rows={zeros} />
        </details>
      )}
    </section>
  );
}

const isZeroInBoth = ({ name, figure, control }: Row): boolean => isNothing(name, figure, control);

function FigureTable(props: { readonly scenario: Scenario; readonly rows: readonly Row[] }) {
  const { scenario, rows } = props;
  const isNarrow = useNarrow();
  return (
    <Scroll label="Figures, as a table">
      <table class={isNarrow ? "figures folded" : "figures"}>
        <thead>
          <tr>
            {!isNarrow && <th scope="col">figure</th>}
            <th scope="col">run</th>
            <th scope="col">control</th>
            <th scope="col">better</th>
          </tr>
        </thead>
        {rows.map(({ name, figure, control }) => {
          const title = <Title scenario={scenario} name={name} figure={figure} />;
          return (
            <tbody key={name}>
              {isNarrow && (
                <tr>
                  <th scope="rowgroup" colSpan={3}>
                    {title}
                  </th>
                </tr>
              )}
              <tr class={isNarrow ? "more" : ""}>
                {!isNarrow && <th scope="row">{title}</th>}
                <Values scenario={scenario} name={name} figure={figure} control={control} />
                <td class="faint">{figure.better}</td>
              </tr>
            </tbody>
          );
        })}
      </table>
    </Scroll>
  );
}

function Title(props: {
  readonly scenario: Scenario;
  readonly name: string;
  readonly figure: Figure;
}) {
  const { scenario, name, figure } = props;
  const pattern = patternOf(name, scenario.world.tokens);
  const hasBasis = "priceBasis" in figure && figure.priceBasis !== undefined;
  return (
    <>
      <code>{name}</code>
      {Object.hasOwn(meanings, pattern) && <small>{meanings[pattern]}</small>}
      {hasBasis && (
        <small>
          {pricesText(scenario)}
          <small>Exactly: {figure.priceBasis}</small>
        </small>
      )}
      {"note" in figure && figure.note !== undefined && <small>{figure.note}</small>}
    </>
  );
}

/** A reason that both share is said once. */
function Values(props: {
  readonly scenario: Scenario;
  readonly name: string;
  readonly figure: Figure;
  readonly control: Figure | undefined;
}) {
  const { scenario, name, figure, control } = props;
  if (figure.value === null && control?.value === null && control.why === figure.why)
    return (
      <td class="faint" colSpan={2}>
        none, because {figure.why}
      </td>
    );
  return (
    <>
      <Value scenario={scenario} name={name} figure={figure} />
      <Value scenario={scenario} name={name} figure={control} />
    </>
  );
}

function Value(props: {
  readonly scenario: Scenario;
  readonly name: string;
  readonly figure: Figure | undefined;
}) {
  const { scenario, name, figure } = props;
  if (figure === undefined) return <td>–</td>;
  if (figure.value === null)
    return (
      <td class="faint">
        none<small>because {figure.why}</small>
      </td>
    );
  return <td class="number">{readable(scenario, name, figure)}</td>;
}
