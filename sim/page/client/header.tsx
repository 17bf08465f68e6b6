import { formatUtc } from "../../core/time.ts";
import { plural } from "../../core/words.ts";
import type { Figure, Figures } from "../../metric/metric.ts";
import { controlWords } from "../../report/control-words.ts";
import { delegationWords } from "../../report/custody-picture.ts";
import { isZero, readable } from "../../report/figure.ts";
import { payersOf } from "../../report/heist-words.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Results } from "../../study/results.ts";
import { surprisesIn } from "../../study/surprises.ts";
import type { Trace } from "../../trace/event.ts";
import { isOk, scenarioOf, stepsOf } from "../../trace/trace.ts";
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

type TopProps = {
  readonly trace: Trace;
  readonly controlTrace: Trace | null;
  readonly results: Results;
  readonly side: Side;
};

type Asked = { readonly scenario: Scenario; readonly results: Results };

/** What was asked, and what came of it in a few figures. */
export function Top({ trace, controlTrace, results, side }: TopProps) {
  const scenario = scenarioOf(trace);
  return (
    <>
      <h1>
        {scenario.title}
        {side === "control" && ": the control"}
      </h1>
      <p class="question">{scenario.question}</p>
      <p class="faint">
        {payersOf(scenario)} Seed {results.seed}. All times are UTC, {formatUtc(scenario.start)} to{" "}
        {formatUtc(scenario.end)}.<Changes scenario={scenario} />
        {controlTrace && ` Control: ${controlWords(scenario, scenarioOf(controlTrace))}.`}
      </p>
      <Expectation scenario={scenario} results={results} />
      <Cards trace={trace} controlTrace={controlTrace} results={results} side={side} />
    </>
  );
}

const sections = [
  ["story", "Story"],
  ["balances", "Balances"],
  ["money", "Money"],
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
function Expectation({ scenario, results }: Asked) {
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
        ✓ Every verdict that this scenario names is as expected
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
  ["signaturesByDelegation", null],
  ["honest.blocked.count", "honest users unpaid"],
] as const;

function Cards({ trace, controlTrace, results, side }: TopProps) {
  const scenario = scenarioOf(trace);
  const isControl = side === "control" && results.control !== null;
  const world = isControl ? results.control : results;
  const other = isControl ? results : results.control;
  const shownTrace = isControl ? controlTrace : trace;
  const losses = scenario.world.tokens.map(({ symbol }) => [`loss.${symbol}`, "lost"] as const);
  const isLoss = hasLoss(world?.metrics ?? {});
  const shown = [...losses, ...headlines].flatMap(([name, label]) => {
    const figure = world?.metrics[name];
    if (figure === undefined) return [];
    // What never came is told where there was something to notice.
    const isTold = figure.value !== null || (isLoss && name.startsWith("timeTo"));
    return isTold ? [{ name, label: label ?? delegated(figure, shownTrace), figure }] : [];
  });
  return (
    <dl class="cards">
      {shown.map(({ name, label, figure }) => {
        const beside = other?.metrics[name];
        return (
          <div key={name} class="card">
            <dt>{label}</dt>
            <dd>
              {figure.value === null ? "never" : readable(scenario, name, figure)}
              {figure.value === null && <small>{figure.why}</small>}
              {beside && (
                <small>
                  {isControl ? "run" : "control"}: {readable(scenario, name, beside)}
                </small>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

const hasLoss = (figures: Figures): boolean =>
  Object.entries(figures).some(
    ([name, figure]) => name.startsWith("loss.") && figure.value !== null && !isZero(figure),
  );

/** Returns what the count of validators who signed by a delegation is called. */
function delegated({ value }: Figure, trace: Trace | null): string {
  const signatures = stepsOf(trace ?? []).filter(
    (step) => isOk(step, "sign") && step.result.obtained === "delegation",
  ).length;
  const [, validators = ""] = plural(Number(value), "validator").split(" ");
  return `${validators} ${delegationWords(signatures)}`;
}
