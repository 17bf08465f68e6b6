import { useMemo } from "preact/hooks";
import { money } from "../../check/money.ts";
import { formatUtc } from "../../core/time.ts";
import { type MoneyPicture, moneyPicture } from "../../report/money.ts";
import {
  labelIn,
  rescueWords,
  shareWords,
  standingWords,
  suspectWords,
} from "../../report/money-words.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Trace } from "../../trace/event.ts";
import "./money.css";
import { moneyLayout } from "./money-layout.ts";
import { MoneyGraph } from "./money-picture.tsx";
import { StandingPlot } from "./money-plot.tsx";
import { Scroll } from "./scroll.tsx";

type MoneyProps = {
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly onVisit: (seq: number) => void;
};

/** Where stolen money went, what was stopped, and what had become of it at each moment. */
export function MoneySection({ scenario, trace, onVisit }: MoneyProps) {
  const picture = useMemo(() => moneyPicture(trace), [trace]);
  return (
    <section id="money" aria-labelledby="money-title">
      <h2 id="money-title">Where the money went</h2>
      {picture === null ? (
        <p>Nothing was stolen here.</p>
      ) : (
        <Followed scenario={scenario} trace={trace} onVisit={onVisit} picture={picture} />
      )}
    </section>
  );
}

function Followed(props: MoneyProps & { readonly picture: MoneyPicture }) {
  const { scenario, trace, picture, onVisit } = props;
  const layout = useMemo(() => moneyLayout(scenario, picture), [scenario, picture]);
  const words = standingWords(scenario, picture);
  const span = { from: scenario.start, until: scenario.end };
  const moved = new Set(
    picture.streams.some(({ isTheft }) => !isTheft)
      ? picture.standings.map(([token]) => token)
      : [],
  );
  return (
    <>
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <figure>
        <Scroll label="Who paid whom, as a picture">
          <MoneyGraph
            layout={layout}
            label={`Who paid whom. ${words.join(" ")} The table below has the same.`}
            onSelect={onVisit}
          />
        </Scroll>
        <figcaption class="faint">
          Arrows are as thick as what they carried was large, of all that was taken. What lies where
          at the end stands in the boxes; the bar below it is the stolen share of all that is there.
          Where stolen and other money lay together, whatever left had the same share of both.
        </figcaption>
      </figure>
      <StreamTable scenario={scenario} picture={picture} onVisit={onVisit} />
      {picture.suspects.map((suspect) => {
        const words = suspectWords(suspect);
        return <p key={words}>{words}</p>;
      })}
      <Rescues scenario={scenario} picture={picture} onVisit={onVisit} />
      {scenario.world.tokens
        .filter(({ symbol }) => moved.has(symbol))
        .map((token) => (
          <StandingPlot key={token.symbol} trace={trace} token={token} span={span} />
        ))}
    </>
  );
}

/** What each step saved: as much as was still there. */
function Rescues({ scenario, picture, onVisit }: Omit<Parameters<typeof Followed>[0], "trace">) {
  if (picture.rescues.length === 0) return null;
  return (
    <>
      <h3>What stopped it, or brought it back</h3>
      <ol class="rescues">
        {picture.rescues.map((rescue) => (
          <li key={rescue.seq}>
            <button type="button" class="link" onClick={() => onVisit(rescue.seq)}>
              {formatUtc(rescue.at)}
            </button>{" "}
            {rescueWords(scenario, rescue)}
          </li>
        ))}
      </ol>
    </>
  );
}

function StreamTable({
  scenario,
  picture,
  onVisit,
}: Omit<Parameters<typeof Followed>[0], "trace">) {
  return (
    <details>
      <summary>Who paid whom, as a table</summary>
      <Scroll label="Who paid whom, as a table">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">from</th>
              <th scope="col">to</th>
              <th scope="col">what</th>
              <th scope="col">stolen</th>
              <th scope="col">when</th>
            </tr>
          </thead>
          <tbody>
            {picture.streams.map((stream) => {
              const { from, to, token, amount, hops, first, last, isTheft, isHome } = stream;
              return (
                <tr key={`${from} ${to} ${token} ${isTheft} ${isHome}`}>
                  <th scope="row">{labelIn(picture.spots, from)}</th>
                  <td>{labelIn(picture.spots, to)}</td>
                  <td class="number">{money(scenario, token, amount)}</td>
                  <td class="number">{shareWords(stream)}</td>
                  <td>
                    <button type="button" class="link" onClick={() => onVisit(first.seq)}>
                      {formatUtc(first.at)}
                    </button>
                    {hops > 1 && `, ${hops} times until ${formatUtc(last.at)}`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
