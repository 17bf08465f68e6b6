import { useMemo, useState } from "preact/hooks";
import { type Lane, lanesOf, marksOf, messagesOf } from "../../report/lanes.ts";
import { phasesOf } from "../../report/phases.ts";
import type { Trace } from "../../trace/event.ts";
import { Chart } from "./chart.tsx";
import { EventDetail } from "./event-detail.tsx";
import { lanesHeight, lanesOption, placeOf } from "./lanes-option.ts";
import { useNarrow } from "./narrow.ts";
import { Stepper } from "./stepper.tsx";
import { usePalette } from "./theme.tsx";

/** More lanes than this make a picture that no screen can draw. */
const lanesMost = 200;

type EventsProps = {
  readonly trace: Trace;
  /** Number of the selected event; `null`: none yet. */
  readonly selected: number | null;
  readonly onSelect: (seq: number) => void;
};

/** A lane for each actor, the messages between the chains, and every event one by one. */
export function Events({ trace, selected, onSelect }: EventsProps) {
  const [isUnfolded, setUnfolded] = useState(false);
  const palette = usePalette();
  const isNarrow = useNarrow();
  const lanes = useMemo(() => lanesOf(trace), [trace]);
  const marks = useMemo(() => marksOf(trace, lanes), [trace, lanes]);
  const messages = useMemo(() => messagesOf(trace), [trace]);
  const phases = useMemo(() => phasesOf(trace), [trace]);
  const rows = useMemo(() => rowsOf(lanes, isUnfolded), [lanes, isUnfolded]);
  const users = lanes.filter(({ role }) => role === "user").length;
  const option = useMemo(
    () => lanesOption({ trace, rows, marks, messages, phases, palette, isNarrow }),
    [trace, rows, marks, messages, phases, palette, isNarrow],
  );
  return (
    <section id="events" aria-labelledby="events-title">
      <h2 id="events-title">Who did what</h2>
      <p class="faint">
        A dot is an action that went through, a cross one that was refused, a ring one whose outcome
        is not known. Lines between the two chains are deposits and withdrawals; a triangle is a
        payment that nobody had asked for. Zoom with the slider or Ctrl and the wheel, choose an
        event with the pointer or with the keys below.
      </p>
      {users > lanesMost && <p class="faint">{users} users are too many for a lane each.</p>}
      {users > 1 && users <= lanesMost && (
        <label class="check">
          <input type="checkbox" checked={isUnfolded} onChange={() => setUnfolded(!isUnfolded)} /> a
          lane for each of the {users} users
        </label>
      )}
      <Chart
        option={option}
        height={lanesHeight(rows)}
        group="time"
        ringed={selected === null ? null : placeOf(trace, lanes, rows, selected)}
        label={`${marks.length} actions of ${lanes.length} actors over time. The stepper below goes through every event.`}
        onReady={(chart) => {
          chart.on("click", (event) => {
            const seq = Array.isArray(event.value) ? event.value[2] : undefined;
            if (typeof seq === "number") onSelect(seq);
          });
        }}
      />
      <Stepper trace={trace} selected={selected ?? 0} onSelect={onSelect} />
      <EventDetail trace={trace} seq={selected ?? 0} onSelect={onSelect} />
    </section>
  );
}

/** A row of the picture, and the lanes that it holds, by index. */
export type Row = {
  readonly name: string;
  readonly role: Lane["role"] | "chain";
  readonly lanes: readonly number[];
};

/** The chains, then the actors; users share a row until they are unfolded. */
function rowsOf(lanes: readonly Lane[], isUnfolded: boolean): readonly Row[] {
  const chains: Row[] = ["mainchain", "sidechain"].map((name) => ({
    name,
    role: "chain",
    lanes: [],
  }));
  const single = lanes.flatMap(({ actor, role }, index): Row[] =>
    role === "user" && !isUnfolded ? [] : [{ name: actor, role, lanes: [index] }],
  );
  const users = lanes.flatMap(({ role }, index) => (role === "user" ? [index] : []));
  if (isUnfolded || users.length === 0) return [...chains, ...single];
  const name =
    users.length === 1 ? (lanes[users[0] ?? 0]?.actor ?? "user") : `${users.length} users`;
  return [...chains, ...single, { name, role: "user", lanes: users }];
}
