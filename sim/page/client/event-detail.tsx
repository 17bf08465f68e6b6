import { formatUtc } from "../../core/time.ts";
import { formatAmount } from "../../core/units.ts";
import { eventFields } from "../../report/event-fields.ts";
import { eventWords } from "../../report/event-words.ts";
import { partnerOf } from "../../report/lanes.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Trace, TraceEvent } from "../../trace/event.ts";
import { scenarioOf } from "../../trace/trace.ts";
import { Scroll } from "./scroll.tsx";

type EventDetailProps = {
  readonly trace: Trace;
  readonly seq: number;
  readonly onSelect: (seq: number) => void;
};

/** Everything that the trace holds of one event. */
export function EventDetail({ trace, seq, onSelect }: EventDetailProps) {
  const event = trace[seq];
  if (event === undefined) return null;
  const partner = partnerOf(trace, event);
  const scenario = scenarioOf(trace);
  const fields = eventFields(trace, event);
  return (
    <div class="detail" aria-live="polite">
      <h3>
        Event {event.seq}: {formatUtc(event.at)}
      </h3>
      <p>{eventWords(trace, event)}</p>
      {partner !== null && (
        <p>
          {event.type === "invoke" ? "Completed by" : "Invoked by"}{" "}
          <button type="button" class="link" onClick={() => onSelect(partner.seq)}>
            event {partner.seq}
          </button>
          {partner.at !== event.at && `, at ${formatUtc(partner.at)}`}.
        </p>
      )}
      {fields.length > 0 && (
        <dl class="identity">
          {fields.map(([name, words], index) => (
            <div key={`${index} ${name}`}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      {event.type === "ok" && event.balances.length > 0 && (
        <Balances event={event} scenario={scenario} />
      )}
      {event.type !== "begin" && (
        <details>
          <summary>As the trace has it</summary>
          <pre>{JSON.stringify(event, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}

function Balances(props: {
  readonly event: Extract<TraceEvent, { type: "ok" }>;
  readonly scenario: Scenario;
}) {
  const { event, scenario } = props;
  return (
    <Scroll label="Balances afterwards">
      <table class="figures">
        <caption>Balances afterwards</caption>
        <tbody>
          {event.balances.map(({ chain, account, token, amount }) => (
            <tr key={`${chain} ${account} ${token}`}>
              <th scope="row">
                {account}
                <small>{chain}</small>
              </th>
              <td class="number">
                {formatAmount(
                  BigInt(amount),
                  scenario.world.tokens.find(({ symbol }) => symbol === token) ?? {
                    symbol: token,
                    decimals: 0,
                  },
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
