import { useMemo } from "preact/hooks";
import { formatUtc } from "../../core/time.ts";
import { type Passage, tell } from "../../report/story.ts";
import type { Trace } from "../../trace/event.ts";
import type { Side } from "./run-page.tsx";

type StoryProps = {
  readonly trace: Trace;
  readonly side: Side;
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
export function Story({ trace, side }: StoryProps) {
  const passages = useMemo(() => tell(trace), [trace]);
  return (
    <section id="story" aria-labelledby="story-title">
      <h2 id="story-title">{side === "run" ? "The story" : "The story of the control"}</h2>
      {passages.length === 0 && <p>Nothing happened.</p>}
      <ol class="story">
        {passages.map((passage, index) => (
          <li key={`${passage.from} ${index}`} class={passage.tone}>
            <time>{formatUtc(passage.from)}</time>
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
