import pc from "picocolors";
import { formatDuration } from "../core/time.ts";
import { plural } from "../core/words.ts";
import { causes } from "../scenario/causes.ts";
import type { Attribution, Holding } from "../scenario/ledger.ts";
import { type LedgerDocument, party, type Told } from "./ledger.ts";
import { type Colors, plainTable, type Style, wrap } from "./table.ts";

/** Returns the ledger as a person reads it: incidents, sums, differences, disputes, sources. */
export function ledgerText(document: LedgerDocument, style: Style): string {
  const colors = pc.createColors(style.color);
  const blocks = [
    incidentTable(document, colors),
    amountLines(document, style, colors),
    yearTable(document, colors),
    totalLines(document, style),
    popularLines(document, style, colors),
    disputeLines(document, style, colors),
    sourceLines(document, style, colors),
  ];
  return `${blocks.join("\n\n")}\n`;
}

type Incident = LedgerDocument["incidents"][number];

function incidentTable({ incidents }: LedgerDocument, colors: Colors): string {
  const head = ["day", "robbed", "dollars", "by", "laid to", "noticed", "recovered"];
  const table = plainTable(head, colors, { colAligns: ["left", "left", "right"] });
  for (const { on, title, dollars, by, attribution, timeToDetect, recovered } of incidents)
    table.push([
      on.value,
      title,
      `${grouped(dollars.value)}${dollars.status === "disputed" ? " *" : ""}`,
      by.value,
      attributed(attribution.value),
      timeToDetect.value === null ? "?" : after(timeToDetect.value),
      grouped(recovered.value),
    ]);
  return [
    table.toString().replaceAll(/ +$/gm, ""),
    "Dollars at the price of the day. * disputed, see below. ? in no source. No court has judged whom",
    "a theft is laid to. Noticed after the first payment; recovered: given back, seized or frozen.",
  ].join("\n");
}

const after = (seconds: number): string => (seconds === 0 ? "at once" : formatDuration(seconds));

const attributed = ({ party, standing }: Attribution): string =>
  party === null ? "unknown" : `${standing === "alleged" ? "alleged" : "authorities"}: ${party}`;

/** Dollars with thousands set apart, or a question mark. */
const grouped = (dollars: string | null): string => {
  if (dollars === null) return "?";
  const [whole = "", fraction] = dollars.split(".");
  const set = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? set : `${set}.${fraction}`;
};

const holdings = (amounts: readonly Holding[]): string =>
  amounts.map(({ asset, amount }) => `${grouped(amount)} ${asset}`).join(", ");

const heading = (text: string, colors: Colors): string => colors.bold(text);

const amountLines = ({ incidents }: LedgerDocument, style: Style, colors: Colors): string =>
  [
    heading("What was taken", colors),
    ...incidents.map(({ on, title, amounts }) =>
      wrap(
        `${on.value} ${title}: ${
          amounts.value === null ? amounts.why : holdings(amounts.value)
        }${amounts.note === undefined ? "" : `. ${amounts.note}`}`,
        style.width,
        "  ",
      ),
    ),
  ].join("\n");

function yearTable({ years }: LedgerDocument, colors: Colors): string {
  const head = ["year", "thefts", "dollars", `laid to ${party}`, "Chainalysis counts", "covered"];
  const table = plainTable(head, colors, {
    colAligns: ["left", "right", "right", "right", "right", "right"],
  });
  for (const { year, incidents, unvalued, dollars, ofParty, totals } of years) {
    const [total] = totals;
    table.push([
      year,
      `${incidents}${unvalued > 0 ? ` (${unvalued} unvalued)` : ""}`,
      grouped(dollars),
      grouped(ofParty.dollars),
      total === undefined ? "" : `${grouped(total.counted.dollars)}${partOfYear(total.until)}`,
      total === undefined ? "" : percent(total.shareCovered),
    ]);
  }
  return [
    heading("Sums per year", colors),
    table.toString().replaceAll(/ +$/gm, ""),
    "Covered: thefts of the same days in this list, at the prices of their own sources. More than all",
    "of a total means that whoever counts it leaves out some of them, or values them otherwise.",
  ].join("\n");
}

/** Where a total ends before its year does: " to 09-14". */
const partOfYear = (until: string): string =>
  until.endsWith("-12-31") ? "" : ` to ${until.slice("2023-".length)}`;

/** A share as a person reads it, with one decimal cut off and not rounded up. */
function percent({ numerator, denominator }: { numerator: string; denominator: string }): string {
  const tenths = (BigInt(numerator) * 1000n) / BigInt(denominator);
  return `${tenths / 10n}.${tenths % 10n} %`;
}

const totalLines = ({ totals }: LedgerDocument, style: Style): string =>
  totals
    .filter(({ from, until }) => from.slice(0, 4) !== until.slice(0, 4))
    .map(({ title, from, until, counted, covered, shareCovered }) =>
      wrap(
        `${title} (${from} to ${until}): ${grouped(counted.dollars)} dollars laid to ${party}; the ` +
          `${plural(covered.incidents, "theft")} above of these days make up ` +
          `${grouped(covered.dollars)}, ${percent(shareCovered)}. What is covered has the prices ` +
          `of its own sources. ${sourced(counted.sources)}`,
        style.width,
        "",
      ),
    )
    .join("\n");

const popularLines = ({ popular }: LedgerDocument, style: Style, colors: Colors): string =>
  [
    heading("Where popular accounts differ", colors),
    ...popular.map(({ says, claimed, sourced: against, difference }) =>
      wrap(
        `${says}: that is ${grouped(difference.dollars.replace("-", ""))} ${
          difference.dollars.startsWith("-") ? "less" : "more"
        } than the ${grouped(against.dollars)} used here ${sourced(against.sources)}. ${
          claimed.note ?? ""
        } ${sourced(claimed.sources)}`,
        style.width,
        "  ",
      ),
    ),
  ].join("\n");

const fields = ["dollars", "amounts", "timeToDetect", "recovered"] as const;

/** Every figure on which sources differ: what is used and why, and the others with who says them. */
const disputeLines = ({ incidents }: LedgerDocument, style: Style, colors: Colors): string =>
  [
    heading("Disputed figures", colors),
    ...incidents.flatMap((incident) =>
      fields
        .filter((field) => incident[field].status === "disputed")
        .map((field) => wrap(disputeOf(incident, field), style.width, "  ")),
    ),
  ].join("\n");

function disputeOf(incident: Incident, field: (typeof fields)[number]): string {
  const { value, note, sources, others = [] } = incident[field];
  const rest = others.map(
    (other) =>
      `${shown(other.value)}${other.note === undefined ? "" : ` (${other.note})`} ${sourced(other.sources)}`,
  );
  const used = `${shown(value)} ${sourced(sources)} ${note ?? ""}`;
  return `${incident.title}, ${names[field]}: used ${used} Others: ${rest.join(" ")}`;
}

const names = {
  dollars: "dollars",
  amounts: "amounts",
  timeToDetect: "time to detect",
  recovered: "recovered",
} as const;

const shown = (value: string | number | readonly Holding[] | null): string =>
  typeof value === "number"
    ? formatDuration(value)
    : Array.isArray(value)
      ? holdings(value)
      : grouped(value as string | null);

const sourced = (sources: readonly { readonly where: string }[]): string =>
  sources.length === 0 ? "[no source]" : `[${sources.map(({ where }) => where).join("; ")}]`;

/** Why each was robbed and by whom, with who says so. */
const sourceLines = ({ incidents }: LedgerDocument, style: Style, colors: Colors): string =>
  [
    heading("Causes and sources", colors),
    ...incidents.map((incident) =>
      wrap(`${incident.title}: ${sentencesOf(incident).join(" ")}`, style.width, "  "),
    ),
  ].join("\n");

function sentencesOf(incident: Incident): readonly string[] {
  const { causes: why, attribution, dollars, by, timeToDetect, recovered } = incident;
  return [
    `${why.value.map((cause) => causes[cause]).join("; ")}.`,
    ...[by.note, why.note].filter((text) => text !== undefined),
    sourced([...new Map([...by.sources, ...why.sources].map((one) => [one.where, one])).values()]),
    `Dollars: ${borneOut(dollars)}`,
    `Laid to: ${attributed(attribution.value)}. ${borneOut(attribution)}`,
    `Noticed: ${borneOut(timeToDetect)}`,
    `Recovered: ${borneOut(recovered)}`,
  ];
}

/** The day of a value, its note and its sources; a disputed one's note stands with the dispute. */
function borneOut({ value, date, status, note, why, sources }: Told<unknown>): string {
  if (value === null) return why ?? "";
  const said = status === "disputed" ? "as used above." : (note ?? "");
  return [date === null ? "" : `${date}.`, said, sourced(sources)].filter(Boolean).join(" ");
}
