import { formatDuration } from "../../core/time.ts";
import { formatAmount, type TokenUnit } from "../../core/units.ts";
import { plural } from "../../core/words.ts";
import { namesInStack } from "../../report/cell-words.ts";
import type { StudyWords } from "../../report/study-words.ts";
import type { FiledPoint } from "../../study/documents.ts";
import { Named } from "./named.tsx";

type CurvePointProps = {
  readonly point: FiledPoint;
  readonly tokens: readonly TokenUnit[];
  readonly words: StudyWords;
};

/** Which attack a point of a curve is, what it takes exactly, and how to see it again. */
export function CurvePoint({ point, tokens, words }: CurvePointProps) {
  const { defense, keys, detectionDelay, loss, strategy, scenario } = point;
  return (
    <article class="detail">
      <h3>
        {defense}, {plural(keys, "key")}, noticed after {formatDuration(detectionDelay)}: {strategy}
      </h3>
      <dl class="who">
        {namesInStack(defense).map((name) => (
          <Named key={name} name={name} says={words.defenses[name]} />
        ))}
        <Named name={strategy} says={words.strategies[strategy]} />
        {tokens.map((token) => (
          <Named
            key={token.symbol}
            name={`${token.symbol} lost`}
            says={formatAmount(BigInt(loss[token.symbol] ?? "0"), token)}
          />
        ))}
      </dl>
      <p>
        See it again: <code class="command">npm run sim -- replay {scenario}</code>
      </p>
    </article>
  );
}
