import { useEffect, useState } from "preact/hooks";
import { type CutsAnswer, type CutWords, cutsAnswer } from "../../report/custody-cuts.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** Who must fall together before anybody can pay themselves. */
export function CustodyCuts({ scenario }: { readonly scenario: Scenario }) {
  const answer = useAnswer(scenario);
  if (answer === null)
    return (
      <div class="custody-cuts" aria-busy="true">
        <p class="faint">Counting who must fall together …</p>
      </div>
    );
  if ("refusal" in answer) return <p>{answer.refusal}</p>;
  return (
    <>
      <p>
        The contract counts keys. These are the smallest sets that must fall for enough of them to
        sign, {answer.moment}:
      </p>
      <div class="custody-cuts">
        {answer.cuts.map((cut) => (
          <Cut key={cut.by} cut={cut} />
        ))}
      </div>
    </>
  );
}

function Cut({ cut }: { readonly cut: CutWords }) {
  const { by, nominal, effective, smallest, larger } = cut;
  return (
    <div class="custody-cut">
      <p class="counted">
        nominal {nominal ?? "nobody"},{" "}
        <strong>
          effective {effective ?? `no set of ${by === "person" ? "people" : `${by}s`}`}
        </strong>
      </p>
      <ul>
        {smallest.map(({ nodes, labels, certainty }, index) => (
          <li key={nodes.join(" ")}>
            {index > 0 && "or "}
            {labels.join(" and ")}
            <small>{rests[certainty]}</small>
          </li>
        ))}
      </ul>
      {larger > 0 && (
        <small>
          and {larger} larger {larger === 1 ? "set" : "sets"}
        </small>
      )}
    </div>
  );
}

const rests: { readonly [certainty in CutWords["smallest"][number]["certainty"]]: string } = {
  documented: "by documented connections alone",
  alleged: "rests on alleged connections",
  assumed: "rests on assumed connections",
};

/** Answers once the page has been painted: counting takes a tenth of a second. */
function useAnswer(scenario: Scenario): CutsAnswer | null {
  const [answer, setAnswer] = useState<CutsAnswer | null>(null);
  useEffect(() => {
    setAnswer(null);
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setAnswer(cutsAnswer(scenario)));
    });
    return () => cancelAnimationFrame(frame);
  }, [scenario]);
  return answer;
}
