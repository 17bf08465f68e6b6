import { useMemo } from "preact/hooks";
import { formatUtc } from "../../core/time.ts";
import type { Passage } from "../../report/passage.ts";
import { tell } from "../../report/story.ts";
import type { Trace } from "../../trace/event.ts";
import type { Side } from "./run-page.tsx";

type StoryProps = {
  readonly trace: Trace;
  readonly side: Side;
  readonly onVisit: (seq: number) => void;
};

const marks: { readonly [tone in Passage["tone"]]: string } = {
  calm: "·",
  attack: "✗",
  alarm: "!",
  defense: "■",
};

const toneNames: { readonly [tone in Passage["tone"]]: string } = {
  calm: "everyday use",
  attack: "attack",
  alarm: "alarm",
  defense: "defense",
};

/** The story in the order of time. */
export function Story({ trace, side, onVisit }: StoryProps) {
  const passages = useMemo(() => tell(trace), [trace]);
  return (
    <section id="story" aria-labelledby="story-title">
      <h2 id="story-title">{side === "run" ? "The story" : "The story of the control"}</h2>
      {passages.length === 0 && <p>Nothing happened.</p>}
      <ol class="story">
        {passages.map((passage, index) => (
          <li key={`${passage.from} ${index}`} class={passage.tone}>
            <time>
              <When passage={passage} onVisit={onVisit} />
            </time>
            <span class="mark" title={toneNames[passage.tone]}>
              {marks[passage.tone]}
            </span>
            <p>
              {passage.until - passage.from >= 3600 && `Until ${formatUtc(passage.until)}: `}
              {passage.text}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The passage's time, which leads to its event where it tells one. */
function When(props: { readonly passage: Passage; readonly onVisit: StoryProps["onVisit"] }) {
  const { passage, onVisit } = props;
  const { seq, from } = passage;
  if (seq === null) return <>{formatUtc(from)}</>;
  return (
    <button type="button" class="link" title={`event ${seq}`} onClick={() => onVisit(seq)}>
      {formatUtc(from)}
    </button>
  );
}
