import { formatUtc } from "../../core/time.ts";
import type { Figure } from "../../metric/metric.ts";
import { readable } from "../../report/figure.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Results } from "../../study/results.ts";
import { surprisesIn } from "../../study/surprises.ts";
import type { Side } from "./run-page.tsx";
import { ThemeChoice } from "./theme.tsx";

type BarProps = {
  readonly side: Side;
  /** `null` when there is no control to look at. */
  readonly onSide: ((side: Side) => void) | null;
};

/** Where to look, at which of the worlds, in which colors; it stays in sight. */
export function Bar({ side, onSide }: BarProps) {
  return (
    <header class="bar">
      <nav aria-label="Sections">
        {sections.map(([id, title]) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <div class="choices">
        {onSide && <SideChoice side={side} onSide={onSide} />}
        <ThemeChoice />
      </div>
    </header>
  );
}

type TopProps = { readonly scenario: Scenario; readonly results: Results };

/** What was asked, and what came of it in a few figures. */
export function Top({ scenario, results }: TopProps) {
  return (
    <>
      <h1>{scenario.title}</h1>
      <p class="question">{scenario.question}</p>
      <p class="faint">
        {scenario.declared.threshold} of {scenario.world.validators.length} validators must sign a
        payment. Seed {results.seed}. All times are UTC, {formatUtc(scenario.start)} to{" "}
        {formatUtc(scenario.end)}.<Changes scenario={scenario} />
      </p>
      <Expectation scenario={scenario} results={results} />
      <Cards scenario={scenario} results={results} />
    </>
  );
}

const sections = [
  ["story", "Story"],
  ["balances", "Balances"],
  ["events", "Events"],
  ["custody", "Custody"],
  ["verdicts", "Verdicts"],
  ["figures", "Figures"],
  ["scenario", "Scenario"],
] as const;

function SideChoice({
  side,
  onSide,
}: {
  readonly side: Side;
  readonly onSide: (side: Side) => void;
}) {
  return (
    <fieldset class="switch">
      <legend class="hidden">Which world the pictures show</legend>
      {(["run", "control"] as const).map((name) => (
        <label key={name}>
          <input type="radio" name="side" checked={side === name} onChange={() => onSide(name)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Changes({ scenario }: { readonly scenario: Scenario }) {
  const set = scenario.provenance.filter(({ status }) => status === "set");
  if (set.length === 0) return null;
  return (
    <>
      {" "}
      Changed:{" "}
      {set.map(({ what, value }, index) => (
        <span key={what}>
          {index > 0 && ", "}
          <code>
            {what}={value}
          </code>
        </span>
      ))}
      .
    </>
  );
}

/** Says whether the run ended as its scenario expects. */
function Expectation({ scenario, results }: TopProps) {
  const isExpected = [results.verdicts, results.control?.verdicts ?? {}].some((verdicts) =>
    Object.values(verdicts).some((verdict) => verdict.expected !== null),
  );
  const surprises = surprisesIn(results);
  if (surprises.length > 0)
    return (
      <ul class="notice bad">
        {surprises.map(({ run, check, found, expected: wanted }) => (
          <li key={`${run} ${check}`}>
            ✗ Not as expected: {check} of the {run} is {String(found)}, and {String(wanted)} was
            expected.
          </li>
        ))}
      </ul>
    );
  if (isExpected)
    return (
      <p class="notice good">
        ✓ Every verdict is as this scenario expects
        {results.control === null ? "." : ", of the run and of its control."}
      </p>
    );
  return (
    <p class="notice">
      {scenario.provenance.some(({ status }) => status === "set")
        ? "Nothing is expected of this run: it was changed, and history no longer says how it ends."
        : "Nothing is expected of this run: its scenario names no verdict."}
    </p>
  );
}

const headlines = [
  ["loss.usd", "lost, at the time"],
  ["timeToDetect", "until somebody noticed"],
  ["timeToContain", "until payments stopped"],
  ["keysStolen", "keys stolen"],
  ["signaturesByDelegation", "by a delegation"],
  ["honest.blocked.count", "honest users unpaid"],
] as const;

function Cards({ scenario, results }: TopProps) {
  const losses = scenario.world.tokens.map(({ symbol }) => [`loss.${symbol}`, "lost"] as const);
  const shown = [...losses, ...headlines].flatMap(([name, label]) => {
    const figure = results.metrics[name];
    return figure === undefined ? [] : [{ name, label, figure }];
  });
  return (
    <dl class="cards">
      {shown.map(({ name, label, figure }) => {
        const control = results.control?.metrics[name];
        return (
          <div key={name} class={figure.value === null ? "card none" : "card"}>
            <dt>{label}</dt>
            <dd>
              {readable(scenario, name, figure)}
              {figure.value === null && <small>{figure.why}</small>}
              {control && !isSameReason(figure, control) && (
                <small>control: {readable(scenario, name, control)}</small>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A reason that both share is said once. */
const isSameReason = (figure: Figure, control: Figure): boolean =>
  figure.value === null && control.value === null && figure.why === control.why;
