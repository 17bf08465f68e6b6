import { checks } from "../../check/checks.ts";
import type { Example, Verdict } from "../../check/verdict.ts";
import { formatUtc } from "../../core/time.ts";
import { plural } from "../../core/words.ts";
import type { Results } from "../../study/results.ts";
import { useNarrow } from "./narrow.ts";
import type { Side } from "./run-page.tsx";
import { Scroll } from "./scroll.tsx";

type VerdictsProps = {
  readonly results: Results;
  /** What it found in the control is told when that is looked at. */
  readonly side: Side;
  readonly onVisit: (seq: number) => void;
};

/** What each check found, with the first and the worst example. */
export function Verdicts({ results, side, onVisit }: VerdictsProps) {
  const isNarrow = useNarrow();
  return (
    <section id="verdicts" aria-labelledby="verdicts-title">
      <h2 id="verdicts-title">Verdicts</h2>
      <Scroll label="Verdicts, as a table">
        <table class={isNarrow ? "folded" : ""}>
          <thead>
            <tr>
              <th scope="col">check</th>
              <th scope="col">run</th>
              <th scope="col">control</th>
              <th scope="col">expected of the run</th>
              {!isNarrow && <th scope="col">what it found in the run</th>}
            </tr>
          </thead>
          {Object.entries(results.verdicts).map(([name, verdict]) => {
            const control = results.control?.verdicts[name];
            const found = (
              <>
                {questions.has(name) && <p class="faint">{questions.get(name)}</p>}
                <Found verdict={verdict} onVisit={onVisit} />
                {side === "control" && control && <p>In the control: {control.note}.</p>}
              </>
            );
            return (
              <tbody key={name}>
                <tr>
                  <th scope="row">{name}</th>
                  <td>
                    <Mark valid={verdict.valid} />
                  </td>
                  <td>{control === undefined ? "–" : <Mark valid={control.valid} />}</td>
                  <td>{verdict.expected === null ? "–" : String(verdict.expected)}</td>
                  {!isNarrow && <td>{found}</td>}
                </tr>
                {isNarrow && (
                  <tr class="more">
                    <td colSpan={4}>{found}</td>
                  </tr>
                )}
              </tbody>
            );
          })}
        </table>
      </Scroll>
    </section>
  );
}

/** What each check asks. */
const questions = new Map(checks.map(({ name, asks }) => [name, asks]));

function Found(props: { readonly verdict: Verdict; readonly onVisit: VerdictsProps["onVisit"] }) {
  const { verdict, onVisit } = props;
  const { note, count, first, worst } = verdict;
  return (
    <>
      <p>{note}.</p>
      {count > 0 && <p>{plural(count, "failure")}.</p>}
      <ExampleLine name="First" example={first} onVisit={onVisit} />
      {worst?.seq !== first?.seq && <ExampleLine name="Worst" example={worst} onVisit={onVisit} />}
      {first !== null && worst?.seq === first.seq && (
        <p class="faint">The first is also the worst.</p>
      )}
    </>
  );
}

/** A verdict in one word, marked so that it does not rest on color. */
export function Mark({ valid }: { readonly valid: boolean | "unknown" }) {
  if (valid === "unknown") return <span class="unknown">? unknown</span>;
  return valid ? <span class="good">✓ true</span> : <span class="bad">✗ false</span>;
}

function ExampleLine(props: {
  readonly name: string;
  readonly example: Example | null;
  readonly onVisit: (seq: number) => void;
}) {
  const { name, example, onVisit } = props;
  if (example === null) return null;
  return (
    <p>
      {name}, {formatUtc(example.at)}: {example.text}{" "}
      <button type="button" class="link" onClick={() => onVisit(example.seq)}>
        event {example.seq} of the run
      </button>
    </p>
  );
}
