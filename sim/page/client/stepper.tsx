import { formatUtc } from "../../core/time.ts";
import { eventWords } from "../../report/event-words.ts";
import type { Trace } from "../../trace/event.ts";
import { useNarrow } from "./narrow.ts";

type StepperProps = {
  readonly trace: Trace;
  readonly selected: number;
  readonly onSelect: (seq: number) => void;
};

/** Lines shown before and after the chosen one, on a wide page and on a phone. */
const around = { wide: 4, narrow: 1 };

/**
 * Every event of the trace, one at a time, by keyboard: the list is a window onto the trace, so that a
 * trace of any length opens.
 */
export function Stepper({ trace, selected, onSelect }: StepperProps) {
  const last = trace.length - 1;
  const reach = useNarrow() ? around.narrow : around.wide;
  const go = (seq: number) => onSelect(Math.min(Math.max(seq, 0), last));
  const from = Math.max(Math.min(selected - reach, last - 2 * reach), 0);
  const shown = trace.slice(from, from + 2 * reach + 1);
  return (
    <div class="stepper">
      <div class="tools">
        <label>
          Event{" "}
          <input
            type="number"
            min={0}
            max={last}
            value={selected}
            onChange={(event) => {
              const seq = event.currentTarget.valueAsNumber;
              if (Number.isInteger(seq)) go(seq);
            }}
          />{" "}
          of {last}
        </label>
        <button type="button" onClick={() => go(sameActor(trace, selected, -1))}>
          ◂ same actor
        </button>
        <button type="button" onClick={() => go(sameActor(trace, selected, 1))}>
          same actor ▸
        </button>
        <button type="button" onClick={() => go(nextRefusal(trace, selected) ?? selected)}>
          next refusal ▸
        </button>
      </div>
      <div
        id="event-stepper"
        class="window"
        role="listbox"
        tabIndex={0}
        aria-label="Every event of the trace; arrows, Page Up, Page Down, Home and End move"
        aria-activedescendant={`event-${selected}`}
        onKeyDown={(event) => {
          const next = keyed(event.key, selected, last);
          if (next === null) return;
          event.preventDefault();
          go(next);
        }}
      >
        {shown.map((event) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
          <div
            key={event.seq}
            id={`event-${event.seq}`}
            class={`event ${event.type}`}
            role="option"
            tabIndex={-1}
            aria-selected={event.seq === selected}
            onClick={() => go(event.seq)}
          >
            <span class="seq">{event.seq}</span>
            <time>{formatUtc(event.at)}</time>
            <span>{eventWords(trace, event)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Returns where a key leads; `null`: it is not one of ours. */
function keyed(key: string, selected: number, last: number): number | null {
  const moves: { readonly [key: string]: number } = {
    ArrowDown: selected + 1,
    ArrowRight: selected + 1,
    ArrowUp: selected - 1,
    ArrowLeft: selected - 1,
    PageDown: selected + 50,
    PageUp: selected - 50,
    Home: 0,
    End: last,
  };
  return moves[key] ?? null;
}

/** Returns the next event of the same actor in a direction, or the same one. */
function sameActor(trace: Trace, selected: number, step: 1 | -1): number {
  const here = trace[selected];
  const actor = here !== undefined && "actor" in here ? here.actor : null;
  for (let seq = selected + step; seq >= 0 && seq < trace.length; seq += step) {
    const event = trace[seq];
    if (event !== undefined && "actor" in event && (actor === null || event.actor === actor))
      return seq;
  }
  return selected;
}

/** Returns the next refusal, after the last one the first; `undefined`: there is none. */
const nextRefusal = (trace: Trace, selected: number): number | undefined =>
  (
    trace.find(({ seq, type }) => seq > selected && type === "fail") ??
    trace.find(({ type }) => type === "fail")
  )?.seq;
