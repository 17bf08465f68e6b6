import { formatUtc } from "../../core/time.ts";
import { formatAmount, type TokenUnit } from "../../core/units.ts";
import { plural } from "../../core/words.ts";
import type { RunDiff, RunHead, WorldDiff } from "../../report/diff.ts";
import type { Attempt } from "../../report/diff-payments.ts";
import type { PartedStep, Parting } from "../../report/diff-steps.ts";
import { amountInField, isIdentical, lossWords, partingWords } from "../../report/diff-words.ts";
import { refusalWords } from "../../report/refusal.ts";
import { ChangedFigures, ChangedVerdicts, ControlChanges } from "./diff-tables.tsx";
import { Vaults } from "./diff-vault.tsx";
import type { DiffDocuments } from "./load.ts";
import { type Side, sides } from "./sides.ts";
import { ThemeChoice } from "./theme.tsx";

/** The page of two finished runs, side by side. */
export function DiffPage({ documents }: { readonly documents: DiffDocuments }) {
  const { diff, left, right } = documents;
  const losses = lossWords(diff);
  return (
    <>
      <header class="bar">
        <nav aria-label="Sections">
          <a href="#parting">Where they part</a>
          <a href="#vault">Vault</a>
          <a href="#changed-verdicts">Verdicts</a>
          <a href="#changed-figures">Figures</a>
        </nav>
        <ThemeChoice />
      </header>
      <main>
        <h1>Two runs compared</h1>
        {losses !== null && <p class="question">{losses}</p>}
        <Heads diff={diff} />
        {isIdentical(diff) && (
          <p class="notice good">
            ✓ The runs are identical: both have the same trace, to the byte.
          </p>
        )}
        <Changes diff={diff} />
        <PartingSection world={diff.run} tokens={diff.left.tokens} />
        <Payments diff={diff} />
        <Vaults left={left} right={right} />
        <ChangedVerdicts world={diff.run} />
        <ChangedFigures diff={diff} world={diff.run} />
        <Controls diff={diff} />
      </main>
      <footer>
        <p>Everything on this page was read from the files of two finished runs.</p>
      </footer>
    </>
  );
}

/** How the controls differ, where both runs have one. */
function Controls({ diff }: { readonly diff: RunDiff }) {
  const { control, left, right } = diff;
  if (control === null)
    return left.hasControl === right.hasControl ? null : (
      <p>Only the {left.hasControl ? "left" : "right"} run has a control.</p>
    );
  if (control.verdicts.length === 0 && control.figures.length === 0)
    return <p>The controls have the same verdicts and figures.</p>;
  return (
    <details>
      <summary>The controls differ, too</summary>
      <ControlChanges diff={diff} control={control} />
    </details>
  );
}

function Heads({ diff }: { readonly diff: RunDiff }) {
  return (
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">
              <span class="hidden">side</span>
            </th>
            <th scope="col">run</th>
            <th scope="col">scenario</th>
            <th scope="col">seed</th>
            <th scope="col">tenant</th>
            <th scope="col">trace</th>
            <th scope="col">run it again</th>
          </tr>
        </thead>
        <tbody>
          {sides.map((side) => {
            const head: RunHead = diff[side];
            return (
              <tr key={side}>
                <th scope="row">{side}</th>
                <td data-head="run">{head.place}</td>
                <td data-head="scenario">{[head.scenario, ...head.defenses].join(" + ")}</td>
                <td data-head="seed">{head.seed}</td>
                <td data-head="tenant">{head.tenant}</td>
                <td data-head="trace">
                  <code>{head.traceHash.slice(0, 12)}</code>
                </td>
                <td data-head="run it again">
                  <code>{head.replay}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Changes({ diff: { scenario } }: { readonly diff: RunDiff }) {
  if (scenario.isSame) return <p>The scenarios are the same.</p>;
  return (
    <section aria-labelledby="changed-title">
      <h2 id="changed-title">What was changed</h2>
      <SideBySide
        head="parameter"
        rows={scenario.parameters.map(({ path, left, right }) => [path, left ?? "–", right ?? "–"])}
      />
      {scenario.parts.length > 0 && (
        <details>
          <summary>
            Other parts of the scenarios that differ:{" "}
            {scenario.parts.map(({ part, count }) => `${part} (${count})`).join(", ")}
          </summary>
          <SideBySide
            head="field"
            rows={scenario.parts.flatMap(({ part, fields }) =>
              fields.map(({ path, left, right }) => [
                path === "" ? part : `${part}.${path}`,
                left ?? "–",
                right ?? "–",
              ]),
            )}
          />
        </details>
      )}
    </section>
  );
}

function SideBySide(props: {
  readonly head: string;
  readonly rows: readonly (readonly [string, string, string])[] | readonly string[][];
}) {
  if (props.rows.length === 0) return null;
  return (
    <div class="scroll">
      <table class="provenance stacked">
        <thead>
          <tr>
            <th scope="col">{props.head}</th>
            <th scope="col">left</th>
            <th scope="col">right</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(([name, left, right]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-head="left">{left}</td>
              <td data-head="right">{right}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type PartingSectionProps = { readonly world: WorldDiff; readonly tokens: readonly TokenUnit[] };

function PartingSection({ world, tokens }: PartingSectionProps) {
  return (
    <section id="parting" aria-labelledby="parting-title">
      <h2 id="parting-title">Where they part</h2>
      {world.parting === null ? (
        <p>Every step is the same in both.</p>
      ) : (
        <PartingDetail parting={world.parting} tokens={tokens} />
      )}
    </section>
  );
}

function PartingDetail(props: {
  readonly parting: Parting;
  readonly tokens: readonly TokenUnit[];
}) {
  const { parting, tokens } = props;
  const { step, of, fields } = parting;
  const words = (side: Side, path: string, value: string | null) => {
    const action = parting[side]?.action;
    const token = action && "token" in action ? action.token : undefined;
    return value === null ? "–" : amountInField(path, value, tokens, token);
  };
  return (
    <>
      <p>
        The traces part at step {step} of{" "}
        {of.left === of.right ? of.left : `${of.left} (left) and ${of.right} (right)`}:{" "}
        {partingWords(parting)}
      </p>
      <ul class="steps">
        {sides.map((side) => {
          const taken: PartedStep | null = parting[side];
          if (taken === null) return null;
          return (
            <li key={side}>
              <b>{side}</b> {formatUtc(taken.at)}, event {taken.seq}: {taken.actor} {taken.words}:{" "}
              {taken.status === "ok" ? "ok" : `${taken.status}, ${taken.error.name}`}
            </li>
          );
        })}
      </ul>
      <SideBySide
        head="field"
        rows={fields.map(({ path, left, right }) => [
          path,
          words("left", path, left),
          words("right", path, right),
        ])}
      />
    </>
  );
}

function Payments({ diff }: { readonly diff: RunDiff }) {
  const { first, count, only } = diff.run.payments;
  const lone = sides.flatMap((side) => {
    const { count: more, first: attempt } = only[side];
    return attempt === null ? [] : [{ side, more, attempt }];
  });
  return (
    <section aria-labelledby="payments-title">
      <h2 id="payments-title">Payments</h2>
      {first === null && lone.length === 0 && <p>Every payment went alike in both.</p>}
      {first !== null && (
        <>
          <p>
            {count === 1
              ? "One payment went otherwise"
              : `${plural(count, "payment")} went otherwise; the first`}
            :
          </p>
          <ul class="steps">
            {sides.map((side) => (
              <li key={side}>
                <b>{side}</b> <AttemptLine attempt={first[side]} tokens={diff[side].tokens} />
              </li>
            ))}
          </ul>
        </>
      )}
      {lone.map(({ side, more, attempt }) => (
        <p key={side}>
          Attempted on the {side} only: {more}; the first{" "}
          <AttemptLine attempt={attempt} tokens={diff[side].tokens} />
        </p>
      ))}
    </section>
  );
}

function AttemptLine(props: { readonly attempt: Attempt; readonly tokens: readonly TokenUnit[] }) {
  const { attempt, tokens } = props;
  const money = (token: string, amount: bigint): string => {
    const unit = tokens.find(({ symbol }) => symbol === token);
    return formatAmount(amount, unit ?? { symbol: token, decimals: 0 });
  };
  return (
    <>
      {formatUtc(attempt.at)}, event {attempt.seq}: withdrawal {attempt.id} of{" "}
      {money(attempt.token, BigInt(attempt.amount))} to {attempt.recipient} with{" "}
      {plural(attempt.signatures, "signature")},{" "}
      {attempt.outcome === "paid" ? (
        <span>paid</span>
      ) : (
        <span>
          {attempt.outcome}: {refusalWords(attempt.error, money)}
        </span>
      )}
    </>
  );
}
