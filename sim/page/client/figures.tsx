import type { Figure } from "../../metric/metric.ts";
import { readable } from "../../report/figure.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Results } from "../../study/results.ts";
import { useNarrow } from "./narrow.ts";
import { Scroll } from "./scroll.tsx";

type FiguresProps = { readonly scenario: Scenario; readonly results: Results };

/** Every figure of the run beside the control's; what does not apply says why. */
export function Figures({ scenario, results }: FiguresProps) {
  const isNarrow = useNarrow();
  return (
    <section id="figures" aria-labelledby="figures-title">
      <h2 id="figures-title">Figures</h2>
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
          {Object.entries(results.metrics).map(([name, figure]) => {
            const title = <Title name={name} figure={figure} />;
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
                  <Values
                    scenario={scenario}
                    name={name}
                    figure={figure}
                    control={results.control?.metrics[name]}
                  />
                  <td class="faint">{figure.better}</td>
                </tr>
              </tbody>
            );
          })}
        </table>
      </Scroll>
    </section>
  );
}

function Title({ name, figure }: { readonly name: string; readonly figure: Figure }) {
  return (
    <>
      <code>{name}</code>
      {"priceBasis" in figure && figure.priceBasis !== undefined && (
        <small>{figure.priceBasis}</small>
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
