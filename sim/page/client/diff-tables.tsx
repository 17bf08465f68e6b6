import { plural } from "../../core/words.ts";
import type { RunDiff, WorldDiff } from "../../report/diff.ts";
import type { FigureChange, Found } from "../../report/diff-figures.ts";
import { readableValue } from "../../report/figure.ts";
import { type Side, sides } from "./sides.ts";
import { Mark } from "./verdicts.tsx";

/** The checks that say something else. */
export function ChangedVerdicts({ world: { verdicts } }: { readonly world: WorldDiff }) {
  return (
    <section id="changed-verdicts" aria-labelledby="changed-verdicts-title">
      <h2 id="changed-verdicts-title">Verdicts that changed</h2>
      {verdicts.length === 0 ? (
        <p>Every verdict is the same.</p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th scope="col">check</th>
                <th scope="col">left</th>
                <th scope="col">right</th>
              </tr>
            </thead>
            <tbody>
              {verdicts.map(({ check, left, right }) => (
                <tr key={check}>
                  <th scope="row">{check}</th>
                  <FoundCell side="left" found={left} />
                  <FoundCell side="right" found={right} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function FoundCell({ side, found }: { readonly side: Side; readonly found: Found | null }) {
  if (found === null) return <td data-head={side}>–</td>;
  return (
    <td data-head={side}>
      <Mark valid={found.valid} />
      {found.count > 0 && ` (${plural(found.count, "failure")})`}
      {found.first !== null && <p>{found.first.text}</p>}
    </td>
  );
}

/** Every figure that changed, exactly. */
export function ChangedFigures({
  diff,
  world,
}: {
  readonly diff: RunDiff;
  readonly world: WorldDiff;
}) {
  const { figures, sameFigures } = world;
  if (figures.length === 0)
    return (
      <section id="changed-figures" aria-labelledby="changed-figures-title">
        <h2 id="changed-figures-title">Figures that changed</h2>
        <p>Every figure is the same.</p>
      </section>
    );
  return (
    <section id="changed-figures" aria-labelledby="changed-figures-title">
      <h2 id="changed-figures-title">Figures that changed</h2>
      <FigureTable diff={diff} figures={figures} />
      {sameFigures > 0 && (
        <p class="faint">{plural(sameFigures, "other figure")} did not change.</p>
      )}
    </section>
  );
}

/** The same of the controls: verdicts that say something else, and figures. */
export function ControlChanges({
  diff,
  control: { verdicts, figures },
}: {
  readonly diff: RunDiff;
  readonly control: WorldDiff;
}) {
  return (
    <>
      {verdicts.map(({ check, left, right }) => (
        <p key={check}>
          {check}: {String(left?.valid ?? "–")} in the left control, {String(right?.valid ?? "–")}{" "}
          in the right one.
        </p>
      ))}
      {figures.length > 0 && <FigureTable diff={diff} figures={figures} />}
    </>
  );
}

function FigureTable({
  diff,
  figures,
}: {
  readonly diff: RunDiff;
  readonly figures: readonly FigureChange[];
}) {
  return (
    <div class="scroll">
      <table class="figures stacked">
        <thead>
          <tr>
            <th scope="col">figure</th>
            <th scope="col">left</th>
            <th scope="col">right</th>
            <th scope="col">difference</th>
            <th scope="col">right is</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((change) => (
            <tr key={change.name}>
              <th scope="row">
                <code>{change.name}</code>
              </th>
              {sides.map((side) => (
                <td key={side} data-head={side}>
                  {cellOf(diff, change, side)}
                </td>
              ))}
              <td class="number" data-head="difference">
                {differenceOf(diff, change)}
              </td>
              <td class={effects[change.effect]} data-head="right is">
                {change.effect}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const effects = { better: "good", worse: "bad", neither: "faint" } as const;

function cellOf(diff: RunDiff, change: FigureChange, side: Side) {
  const figure = change[side];
  if (figure === null) return "–";
  if (figure.value === null) return `none, because ${figure.why}`;
  return readableValue(diff[side].tokens, change.name, figure);
}

function differenceOf(diff: RunDiff, { name, difference, right }: FigureChange): string {
  if (difference === null || right === null || right.value === null) return "–";
  const text = readableValue(diff.right.tokens, name, { ...right, value: difference });
  return difference.startsWith("-") ? text : `+${text}`;
}
