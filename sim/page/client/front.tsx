import type { EChartsOption } from "echarts";
import { useMemo, useState } from "preact/hooks";
import { formatAmount, type TokenUnit } from "../../core/units.ts";
import { type Bargain, bargainOf, type Price, prices } from "../../report/bargain.ts";
import type { Cell } from "../../study/matrix.ts";
import { escapeHtml } from "../html.ts";
import type { Palette } from "../palette.ts";
import { Chart } from "./chart.tsx";
import { Breaking } from "./heat-map.tsx";
import { useNarrow } from "./narrow.ts";
import { plotText, tooltipBox } from "./plot-style.ts";
import { Scroll } from "./scroll.tsx";
import { Switch } from "./switch.tsx";
import { usePalette } from "./theme.tsx";

type FrontProps = {
  readonly cells: readonly Cell[];
  readonly tokens: readonly TokenUnit[];
  /** The attack is `null` when it is all of them. */
  readonly onChoose: (defense: string, attack: string | null) => void;
};

const everyAttack = "every attack";
const dollars = { symbol: "USD", decimals: 2 };

/** What each defense averts beside what honest users pay for it, and which are beaten in both. */
export function FrontSection({ cells, tokens, onChoose }: FrontProps) {
  const attacks = useMemo(() => [...new Set(cells.map(({ attack }) => attack))], [cells]);
  const [attack, setAttack] = useState(attacks[0] ?? "");
  const [priceName, setPriceName] = useState(prices[0]?.name ?? "");
  const price = prices.find(({ name }) => name === priceName);
  const token = tokens[0];
  if (price === undefined || token === undefined) return null;
  const options = attacks.length > 1 ? [...attacks, everyAttack] : attacks;
  return (
    <section id="front" aria-labelledby="front-title">
      <h2 id="front-title">What it averts, and what honest users pay</h2>
      <div class="tools">
        <label>
          Attack{" "}
          <select value={attack} onChange={(event) => setAttack(event.currentTarget.value)}>
            {options.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Switch
          legend="Price"
          name="price"
          options={prices.map(({ name }) => name)}
          value={priceName}
          onChange={setPriceName}
        />
      </div>
      <p class="faint">
        Averted: what{" "}
        {attack === everyAttack
          ? "the worst attack takes without a defense, less what the worst takes"
          : "the attack takes without a defense, less what it takes"}{" "}
        behind this one. Price: {price.says}, in {token.symbol}, over all real withdrawals.
      </p>
      <Front
        bargain={bargainOf(cells, attack === everyAttack ? attacks : [attack], price, token.symbol)}
        price={price}
        token={token}
        onChoose={(defense) => onChoose(defense, attack === everyAttack ? null : attack)}
      />
    </section>
  );
}

type PlotProps = {
  readonly bargain: Bargain;
  readonly price: Price;
  readonly token: TokenUnit;
  readonly onChoose: (defense: string) => void;
};

function Front({ bargain, price, token, onChoose }: PlotProps) {
  const palette = usePalette();
  const isNarrow = useNarrow();
  const key = JSON.stringify(bargain, (_, value) =>
    typeof value === "bigint" ? `${value}` : value,
  );
  const option = useMemo(
    () => frontOption(bargain, price, token, palette, isNarrow),
    [key, price, token, palette, isNarrow],
  );
  const front = bargain.placed.filter(({ dominatedBy }) => dominatedBy === null);
  return (
    <>
      <Chart
        option={option}
        height={isNarrow ? 340 : 420}
        label={`Loss averted against the price of ${bargain.placed.length} defenses. On the front: ${front.map(({ name }) => name).join(", ") || "none"}. The table below has all of them.`}
      />
      <FrontTable bargain={bargain} price={price} token={token} onChoose={onChoose} />
    </>
  );
}

function frontOption(
  { placed }: Bargain,
  price: Price,
  token: TokenUnit,
  palette: Palette,
  isNarrow: boolean,
): EChartsOption {
  const spots = spotsOf(placed, token);
  const front = spots.filter(({ isFront }) => isFront).toSorted((a, b) => a.x - b.x);
  const widest = Math.max(...spots.map(({ x }) => x));
  const axis = {
    type: "value" as const,
    nameTextStyle: { color: palette.faint, fontSize: 13 },
    axisLabel: { color: palette.faint, fontSize: 13, hideOverlap: true, formatter: compactNumber },
    splitLine: { lineStyle: { color: palette.line } },
    axisLine: { show: true, lineStyle: { color: palette.quiet } },
  };
  return {
    animation: false,
    textStyle: plotText(palette),
    grid: { left: isNarrow ? 52 : 64, right: isNarrow ? 24 : 40, top: 40, bottom: 56 },
    tooltip: { trigger: "item", ...tooltipBox(palette) },
    xAxis: {
      ...axis,
      min: 0,
      name: `${price.name}, ${token.symbol}${price.name.includes("seconds") ? " times seconds" : ""}`,
      nameLocation: "middle",
      nameGap: 32,
    },
    yAxis: {
      ...axis,
      name: "averted, USD",
      nameTextStyle: { ...axis.nameTextStyle, align: "left" },
    },
    series: [
      {
        type: "line",
        name: "the front",
        silent: true,
        showSymbol: false,
        step: "end",
        lineStyle: { color: palette.honest, width: 2, type: "dashed" },
        data: front.map(({ x, y }) => [x, y]),
      },
      {
        type: "scatter",
        name: "defenses",
        symbolSize: 14,
        data: spots.map(({ x, y, isFront, names, tip }) => ({
          value: [x, y],
          symbol: isFront ? "diamond" : "circle",
          itemStyle: isFront
            ? { color: palette.honest }
            : { color: palette.paper, borderColor: palette.attack, borderWidth: 2 },
          tooltip: { formatter: () => tip },
          label: {
            show: !isNarrow,
            position: x > 0.7 * widest ? ("left" as const) : ("right" as const),
            color: palette.ink,
            fontSize: 13,
            formatter: () => labelOf(names),
          },
        })),
        labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
      },
    ],
  };
}

const labelOf = (names: readonly string[]): string =>
  names.length > 1 ? `${names[0]} and ${names.length - 1} more` : (names[0] ?? "");

type Spot = {
  readonly x: number;
  readonly y: number;
  readonly isFront: boolean;
  readonly names: readonly string[];
  readonly tip: string;
};

/** Defenses that lie in one place are one spot. A float will do, as exact figures are text. */
function spotsOf(placed: Bargain["placed"], token: TokenUnit): readonly Spot[] {
  return [...Map.groupBy(placed, ({ averted, price }) => `${averted} ${price}`).values()].flatMap(
    (same) => {
      const [first] = same;
      if (first === undefined) return [];
      const names = same.map(({ name }) => name);
      const figures = [
        `averted: ${formatAmount(first.averted, dollars)}`,
        `price: ${formatAmount(first.price, token)}`,
      ].map(escapeHtml);
      return [
        {
          x: Number(first.price) / 10 ** token.decimals,
          y: Number(first.averted) / 100,
          isFront: first.dominatedBy === null,
          names,
          tip: [...names.map((name) => `<b>${escapeHtml(name)}</b>`), ...figures].join("<br>"),
        },
      ];
    },
  );
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
const compactNumber = (value: number): string => compact.format(value);

/** The same as a table, exactly, and what has no place in the plot. */
function FrontTable({ bargain, price, token, onChoose }: PlotProps) {
  const unit = price.name.includes("seconds")
    ? { ...token, symbol: `${token.symbol} times seconds` }
    : token;
  const rows = bargain.placed.toSorted(
    (one, other) => Number(one.dominatedBy !== null) - Number(other.dominatedBy !== null),
  );
  return (
    <Scroll label="Loss averted and its price, as a table">
      <table class="stacked front">
        <thead>
          <tr>
            <th scope="col">defense</th>
            <th scope="col" class="number">
              averted
            </th>
            <th scope="col" class="number">
              {price.name}
            </th>
            <th scope="col">beside the others</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, averted, price: paid, untold, dominatedBy }) => (
            <tr key={name}>
              <th scope="row">
                <button type="button" class="link" onClick={() => onChoose(name)}>
                  <Breaking text={name} />
                </button>
              </th>
              <td data-head="averted" class="number">
                {formatAmount(averted, dollars)}
              </td>
              <td data-head={price.name} class="number">
                {formatAmount(paid, unit)}
              </td>
              <td data-head="beside the others">
                {dominatedBy === null ? (
                  <span class="good">◆ on the front</span>
                ) : (
                  <>○ beaten by {dominatedBy}</>
                )}
                {untold.length > 0 && <small>not told of {untold.join(", ")}</small>}
              </td>
            </tr>
          ))}
          {bargain.unplaced.map(({ name, why }) => (
            <tr key={name}>
              <th scope="row">
                <Breaking text={name} />
              </th>
              <td colSpan={3} class="faint">
                no place, because {why}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
