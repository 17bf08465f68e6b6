import { useMemo, useState } from "preact/hooks";
import { plural } from "../../core/words.ts";
import { inOrder } from "../../metric/meanings.ts";
import { readableValue } from "../../report/figure.ts";
import { heatOf } from "../../report/heat.ts";
import { cellMeaning } from "../../report/study-meanings.ts";
import type { StudyWords } from "../../report/study-words.ts";
import type { MatrixDocument, StudiedScenario } from "../../study/documents.ts";
import type { Cell } from "../../study/matrix.ts";
import { FrontSection } from "./front.tsx";
import { HeatMap } from "./heat-map.tsx";
import type { MatrixDocuments } from "./load.ts";
import { MatrixCell } from "./matrix-cell.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import { StudyBar } from "./study-bar.tsx";
import { Switch } from "./switch.tsx";

const sections = [
  ["heat", "Heat map"],
  ["front", "Loss against price"],
  ["cells", "Every cell"],
] as const;

/** The page of a matrix: what each attack takes behind each defense, and what honest users pay. */
export function MatrixPage({ documents }: { readonly documents: MatrixDocuments }) {
  const { matrix, words } = documents;
  const [chosen, setChosen] = useState(matrix.scenarios[0]?.name ?? "");
  const scenario = matrix.scenarios.find(({ name }) => name === chosen);
  const cells = useMemo(
    () => matrix.cells.filter((cell) => cell.scenario === chosen),
    [matrix, chosen],
  );
  if (scenario === undefined) return <p>This matrix has no scenario.</p>;
  return (
    <>
      <StudyBar sections={sections} />
      <main>
        <h1>Defenses against attacks</h1>
        <p class="question">
          What would have stopped it, how much would have been saved, and what do honest users pay?
        </p>
        <p class="faint">
          {plural(new Set(cells.map(({ defense }) => defense)).size, "defense")} against{" "}
          {plural(new Set(cells.map(({ attack }) => attack)).size, "attack")}, seed {matrix.seed},
          on the {matrix.tenant} tenant. Of an adapted attack the best of{" "}
          {Object.keys(words.strategies).length} strategies is shown, and not the worst attack that
          there is.
        </p>
        {matrix.scenarios.length > 1 && (
          <div class="tools">
            <Switch
              legend="Scenario"
              name="scenario"
              options={matrix.scenarios.map(({ name }) => name)}
              value={chosen}
              onChange={setChosen}
            />
          </div>
        )}
        <ScenarioStudy
          key={chosen}
          scenario={scenario}
          cells={cells}
          matrix={matrix}
          words={words}
        />
      </main>
      <footer>
        <p>Everything on this page was read from one matrix.json. It asks no host for anything.</p>
      </footer>
    </>
  );
}

type ScenarioStudyProps = {
  readonly scenario: StudiedScenario;
  readonly cells: readonly Cell[];
  readonly matrix: MatrixDocument;
  readonly words: StudyWords;
};

function ScenarioStudy({ scenario, cells, matrix, words }: ScenarioStudyProps) {
  const [metric, setMetric] = useState("loss.usd");
  const [place, setPlace] = useState(() => worstOf(cells));
  const names = useMemo(
    () =>
      inOrder([...new Set(cells.flatMap(({ metrics }) => Object.keys(metrics)))], scenario.tokens),
    [cells, scenario],
  );
  const heat = useMemo(() => heatOf(cells, metric, scenario.tokens), [cells, metric, scenario]);
  const cell = cells.find(
    ({ defense, attack }) => defense === place.row && attack === place.column,
  );
  const isWide = heat.columns.length > 4;
  return (
    <>
      <section id="heat" aria-labelledby="heat-title">
        <h2 id="heat-title">{scenario.title}: what each attack does behind each defense</h2>
        <div class="tools">
          <label>
            Figure{" "}
            <select value={metric} onChange={(event) => setMetric(event.currentTarget.value)}>
              {names.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <Legend />
        </div>
        <p class="faint">
          Shown: {cellMeaning(metric, scenario.tokens) ?? metric}; in {unitOf(cells, metric)}, cut
          off after three digits. Below it whether the defense held (✓), did not (✗) or was never
          put to the test (?), and the strategy.
        </p>
        <div class={isWide ? "below" : "beside"}>
          <div class="map">
            <HeatMap
              heat={heat}
              label={`${metric} of ${scenario.name}, by defense and attack`}
              axes={{ rows: "defense", columns: "attack" }}
              chosen={place}
              onChoose={setPlace}
            />
            {isWide && cell !== undefined && (
              <Readout cell={cell} metric={metric} tokens={scenario.tokens} />
            )}
          </div>
          {cell !== undefined && (
            <MatrixCell cell={cell} tokens={scenario.tokens} matrix={matrix} words={words} />
          )}
        </div>
      </section>
      <FrontSection
        cells={cells}
        tokens={scenario.tokens}
        onChoose={(row, column) => setPlace({ row, column: column ?? place.column })}
      />
      <MatrixTable cells={cells} />
    </>
  );
}

type ReadoutProps = {
  readonly cell: Cell;
  readonly metric: string;
  readonly tokens: StudiedScenario["tokens"];
};

/** The chosen cell in a line, and where the rest of it is. */
function Readout({ cell: { defense, attack, metrics }, metric, tokens }: ReadoutProps) {
  const figure = metrics[metric];
  return (
    <p class="readout">
      {defense} against {attack}:{" "}
      {figure?.value == null ? (
        `none, because ${figure?.why ?? `it has no ${metric}`}`
      ) : (
        <b>{readableValue(tokens, metric, { value: figure.value, unit: figure.unit })}</b>
      )}
      . <a href="#cell">All of it</a>
    </p>
  );
}

/** What the shades mean. */
function Legend() {
  return (
    <ul class="legend">
      <li class="ramp">
        <span aria-hidden="true" /> the more color, the worse
      </li>
      <li class="blank">
        <span aria-hidden="true" /> no value, and a reason
      </li>
    </ul>
  );
}

const unitOf = (cells: readonly Cell[], metric: string): string => {
  const unit = cells.map(({ metrics }) => metrics[metric]?.unit).find((one) => one !== undefined);
  if (unit === undefined) return "no unit";
  const symbol = metric.split(".").at(-1) ?? "";
  if (unit === "ratio") return "percent";
  if (unit === "seconds") return "days, hours, minutes and seconds";
  return unit
    .replace(/^wei(?= per)/, "ETH")
    .replace(/^wei|^base units of \w+/, symbol)
    .replace(/^count$/, "numbers");
};

/** The cell to begin with: the first of those that lose most. */
function worstOf(cells: readonly Cell[]) {
  const cents = ({ metrics }: Cell) => BigInt((metrics["loss.usd"]?.value ?? "0").replace(".", ""));
  const [first] = cells;
  const worst = cells.reduce(
    (one, other) => (one !== undefined && cents(one) >= cents(other) ? one : other),
    first,
  );
  return { row: worst?.defense ?? "", column: worst?.attack ?? "" };
}
