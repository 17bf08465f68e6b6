import pc from "picocolors";
import { bridgeStory } from "../trial/bridge/tell.ts";
import { type BridgeTrial, type BridgeVerdict, bridgeOutcome } from "../trial/bridge/trial.ts";
import { type Colors, mark, plainTable, type Style } from "./table.ts";

const outcomes = {
  "as expected": "Everything is as expected.",
  differs: "Something is not as expected.",
  unknown: "Something could not be judged.",
};

/** Writes what was found out about a bridge: each property beside what was expected of it. */
export function bridgeText(subject: string, trial: BridgeTrial, style: Style): string {
  const colors = pc.createColors(style.color);
  const head = ["property", "verdict", "expected", "taken", "refused", "what it says"];
  const table = plainTable(head, colors);
  for (const verdict of trial.verdicts) table.push(rowOf(verdict, colors));
  const happened = Object.entries(trial.sometimes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => `${what} ${count}`);
  return `${[
    `${subject}: ${trial.sequences} sequences on the chains`,
    happened.join(", "),
    table.toString(),
    ...trial.failures.map((failure) => {
      const story = bridgeStory(failure.happenings);
      const count = `${story.length} ${story.length === 1 ? "step" : "steps"}`;
      return `${failure.id} is broken (${failure.says}), by ${count}:\n${story.map((line) => `  ${line}`).join("\n")}`;
    }),
    outcomes[bridgeOutcome(trial)],
  ].join("\n\n")}\n`;
}

function rowOf(verdict: BridgeVerdict, colors: Colors): string[] {
  const { id, valid, expected, because, accepted, refused, says, note } = verdict;
  const why = [note, valid === true ? "" : because].filter((text) => text !== "").join("; ");
  return [
    id,
    valid === "not applicable" ? valid : mark(valid, colors),
    valid === expected ? `${expected}` : colors.red(`${expected}`),
    `${accepted}`,
    `${refused}`,
    why === "" ? says : `${says} (${why})`,
  ];
}
