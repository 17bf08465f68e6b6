import type { Reference, References } from "../../scenario/references.ts";
import type { Provenance, Scenario } from "../../scenario/scenario.ts";
import type { Results } from "../../study/results.ts";
import { useNarrow } from "./narrow.ts";
import { Scroll } from "./scroll.tsx";

type ScenarioProps = {
  readonly scenario: Scenario;
  readonly results: Results;
  readonly references: References;
};

const statuses: readonly {
  readonly status: Provenance["status"];
  readonly title: string;
  readonly says: string;
}[] = [
  { status: "set", title: "Set for this run", says: "given on the command line" },
  { status: "sourced", title: "Sourced", says: "a source says so" },
  { status: "derived", title: "Derived", says: "computed from sources" },
  { status: "drawn", title: "Drawn", says: "drawn from the seed" },
  { status: "chosen", title: "Chosen", says: "no source says it" },
];

/** What the run was of: what is sourced, by whom, what was chosen, and the line that replays it. */
export function ScenarioSection({ scenario, results, references }: ScenarioProps) {
  const isNarrow = useNarrow();
  // A source is any text, the name of something that every object has among them.
  const referencesFor = (source: string): readonly Reference[] =>
    Object.hasOwn(references, source) ? (references[source] ?? []) : [];
  return (
    <section id="scenario" aria-labelledby="scenario-title">
      <h2 id="scenario-title">The scenario</h2>
      <h3>Run it again</h3>
      <p>
        <code class="command">{results.replay}</code>
      </p>
      <dl class="identity">
        <dt>scenario</dt>
        <dd>
          <code>{results.scenario}</code>, seed {results.seed}, on the {results.tenant} tenant
        </dd>
        <dt>scenarioHash</dt>
        <dd>
          <code>{results.scenarioHash}</code>
        </dd>
        <dt>traceHash</dt>
        <dd>
          <code>{results.traceHash}</code>
        </dd>
        {results.control && (
          <>
            <dt>traceHash of the control</dt>
            <dd>
              <code>{results.control.traceHash}</code>
            </dd>
          </>
        )}
      </dl>
      {statuses.map(({ status, title, says }) => {
        const entries = scenario.provenance.filter((entry) => entry.status === status);
        if (entries.length === 0) return null;
        return (
          <div key={status}>
            <h3>
              {title} <span class="faint">({says})</span>
            </h3>
            <Scroll label={`${title}, as a table`}>
              <table class={isNarrow ? "provenance folded" : "provenance"}>
                {entries.map(({ what, value, source }) => {
                  const sources = <Sources text={source} references={referencesFor(source)} />;
                  return (
                    <tbody key={what}>
                      <tr>
                        <th scope="row">{what}</th>
                        <td>{value}</td>
                        {!isNarrow && <td>{sources}</td>}
                      </tr>
                      {isNarrow && (
                        <tr class="more">
                          <td colSpan={2}>{sources}</td>
                        </tr>
                      )}
                    </tbody>
                  );
                })}
              </table>
            </Scroll>
          </div>
        );
      })}
      <h3>Every field</h3>
      <details>
        <summary>
          {Object.keys(scenario.parameters).length} fields that --set knows, beside those of single
          users and connections
        </summary>
        <dl class="identity">
          {Object.entries(scenario.parameters).map(([path, value]) => (
            <div key={path}>
              <dt>{path}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function Sources(props: { readonly text: string; readonly references: readonly Reference[] }) {
  const { text, references } = props;
  if (references.length === 0) return <>{text}</>;
  return (
    <ul class="sources">
      {references.map(({ title, where, link, date }) => (
        <li key={title}>
          {link === null ? title : <a href={link}>{title}</a>}
          {date !== null && (
            <>
              , <time>{date}</time>
            </>
          )}
          <small>{where}</small>
        </li>
      ))}
      <li>
        <small>{text}</small>
      </li>
    </ul>
  );
}
