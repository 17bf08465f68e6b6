import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { scenarioOf } from "../../trace/trace.ts";
import { Balances } from "./balances.tsx";
import { CustodySection } from "./custody.tsx";
import { Events } from "./events.tsx";
import { Figures } from "./figures.tsx";
import { Bar, Top } from "./header.tsx";
import type { RunDocuments } from "./load.ts";
import { MoneySection } from "./money.tsx";
import { ScenarioSection } from "./scenario.tsx";
import { Story } from "./story.tsx";
import { Verdicts } from "./verdicts.tsx";

/** Which of the two worlds the pictures show. */
export type Side = "run" | "control";

/** The page of a finished run. */
export function RunPage({ run }: { readonly run: RunDocuments }) {
  const [side, setSide] = useState<Side>("run");
  const [selected, setSelected] = useState<number | null>(() =>
    chosenIn(location.hash, run.trace.length),
  );
  const { trace, controlTrace, results } = run;
  const shown = side === "control" && controlTrace !== null ? controlTrace : trace;
  const scenario = useMemo(() => scenarioOf(shown), [shown]);
  const [visits, setVisits] = useState(0);
  const select = (seq: number) => {
    setSelected(seq);
  };
  const visit = (seq: number, where: Side = "run") => {
    setSide(where);
    setSelected(seq);
    setVisits(visits + 1);
  };
  useEffect(() => keepInAddress(side === "run" ? selected : null), [side, selected]);
  useLayoutEffect(() => {
    if (visits === 0) return;
    const stepper = document.getElementById("event-stepper");
    stepper?.scrollIntoView({ block: "center" });
    stepper?.focus({ preventScroll: true });
  }, [visits]);
  return (
    <>
      <a class="skip" href="#story">
        Skip to the story
      </a>
      <Bar
        side={side}
        onSide={
          controlTrace === null
            ? null
            : (next) => {
                setSide(next);
                setSelected(null);
              }
        }
      />
      <main>
        <Top trace={trace} controlTrace={controlTrace} results={results} side={side} />
        <Story trace={shown} side={side} onVisit={(seq) => visit(seq, side)} />
        <Balances trace={shown} control={side === "run" ? controlTrace : null} onSelect={select} />
        <MoneySection scenario={scenario} trace={shown} onVisit={(seq) => visit(seq, side)} />
        <Events trace={shown} selected={selected} onSelect={select} />
        <CustodySection scenario={scenario} trace={shown} />
        <Verdicts results={results} side={side} onVisit={(seq) => visit(seq)} />
        <Figures scenario={scenario} results={results} />
        <ScenarioSection scenario={scenario} results={results} references={run.references} />
      </main>
      <footer>
        <p>
          Everything on this page was read from the files of one finished run. It asks no host for
          anything.
        </p>
      </footer>
    </>
  );
}

/** Returns the event of the run that an address names: `#event-276`. */
function chosenIn(hash: string, events: number): number | null {
  const seq = Number(/^#event-(\d{1,9})$/.exec(hash)?.[1] ?? Number.NaN);
  return seq < events ? seq : null;
}

/** Puts the chosen event into the address, once the reader rests on it: browsers limit how often. */
function keepInAddress(seq: number | null): (() => void) | undefined {
  if (seq === null) return undefined;
  const timer = setTimeout(() => history.replaceState(null, "", `#event-${seq}`), 400);
  return () => clearTimeout(timer);
}
