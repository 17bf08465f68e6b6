import { useState } from "preact/hooks";
import { formatDuration } from "../../core/time.ts";
import { plural } from "../../core/words.ts";
import type { FiledPoint } from "../../study/documents.ts";
import { CurvePoint } from "./curve-point.tsx";
import { type Along, CurveSection, others, placeOf } from "./curve-section.tsx";
import type { CurveDocuments } from "./load.ts";
import { StudyBar } from "./study-bar.tsx";
import { Switch } from "./switch.tsx";

const sections = [
  ["over-delay", "Over the delay"],
  ["over-keys", "Over the keys"],
] as const;

/** The page of a curve: what the best strategy takes, a line for each defense. */
export function CurvePage({ documents }: { readonly documents: CurveDocuments }) {
  const { curve, words } = documents;
  const [token, setToken] = useState(curve.tokens[0]?.symbol ?? "");
  const unit = curve.tokens.find(({ symbol }) => symbol === token);
  const count = (along: Along) => new Set(curve.points.map(placeOf[along])).size;
  if (unit === undefined) return <p>This curve has no token.</p>;
  const parts = { points: curve.points, unit, words };
  return (
    <>
      <StudyBar sections={sections} />
      <main>
        <h1>{curve.title}: loss over keys and delay</h1>
        <p class="question">
          How much does a thief take who has so many keys, when the pause comes so late?
        </p>
        <p class="faint">
          {plural(new Set(curve.points.map(({ defense }) => defense)).size, "defense")},{" "}
          {plural(count("keys"), "count")} of keys, {plural(count("delay"), "delay")}, seed{" "}
          {curve.seed}. Each point is the best of {Object.keys(words.strategies).length} strategies,
          of a thief who knows when the pause comes, and not the worst attack that there is. Between
          points nothing was run.
        </p>
        {curve.tokens.length > 1 && (
          <div class="tools">
            <Switch
              legend="Token"
              name="token"
              options={curve.tokens.map(({ symbol }) => symbol)}
              value={token}
              onChange={setToken}
            />
          </div>
        )}
        <Over along="delay" {...parts} tokens={curve.tokens} />
        <Over along="keys" {...parts} tokens={curve.tokens} />
      </main>
      <footer>
        <p>Everything on this page was read from one curve.json. It asks no host for anything.</p>
      </footer>
    </>
  );
}

type OverProps = {
  readonly along: Along;
  readonly points: readonly FiledPoint[];
  readonly unit: CurveDocuments["curve"]["tokens"][number];
  readonly tokens: CurveDocuments["curve"]["tokens"];
  readonly words: CurveDocuments["words"];
};

const titles = { delay: "Over the delay of detection", keys: "Over the stolen keys" };

/** The points along one of the two, at one value of the other. */
function Over({ along, points, unit, tokens, words }: OverProps) {
  const other = others[along];
  const values = [...new Set(points.map(placeOf[other]))].toSorted((one, two) => one - two);
  const [fixed, setFixed] = useState(() => tellingOf(points, other, values));
  const shown = points.filter((point) => placeOf[other](point) === fixed);
  const [chosen, setChosen] = useState<FiledPoint | null>(null);
  const here = shown.find(
    (point) =>
      point.defense === chosen?.defense &&
      chosen !== null &&
      placeOf[along](point) === placeOf[along](chosen),
  );
  const point = here ?? worstOf(shown, unit.symbol);
  return (
    <section id={`over-${along}`} aria-labelledby={`over-${along}-title`}>
      <h2 id={`over-${along}-title`}>{titles[along]}</h2>
      <div class="tools">
        <label>
          {other === "keys" ? "Keys" : "Delay"}{" "}
          <select
            value={String(fixed)}
            onChange={(event) => setFixed(Number(event.currentTarget.value))}
          >
            {values.map((value) => (
              <option key={value} value={String(value)}>
                {other === "keys" ? value : formatDuration(value)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <CurveSection
        along={along}
        points={shown}
        unit={unit}
        chosen={point ?? null}
        onChoose={setChosen}
      />
      {point !== undefined && <CurvePoint point={point} tokens={tokens} words={words} />}
    </section>
  );
}

/** The point to begin with: the first of those at which most is lost. */
const worstOf = (points: readonly FiledPoint[], token: string): FiledPoint | undefined =>
  points.reduce((one, other) => {
    const [lost, more] = [one, other].map(({ loss }) => BigInt(loss[token] ?? "0"));
    return lost !== undefined && more !== undefined && more > lost ? other : one;
  }, points[0] as FiledPoint);

/** The value to begin with: the smallest at which most is lost. */
function tellingOf(points: readonly FiledPoint[], along: Along, values: readonly number[]): number {
  const lost = (value: number): bigint =>
    points
      .filter((point) => placeOf[along](point) === value)
      .flatMap(({ loss }) => Object.values(loss))
      .reduce((sum, amount) => sum + BigInt(amount), 0n);
  if (along === "delay") return values[Math.floor(values.length / 2)] ?? 0;
  return values.reduce((one, two) => (lost(two) > lost(one) ? two : one), values[0] ?? 0);
}
