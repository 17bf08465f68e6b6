import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addCheck } from "./commands/check.ts";
import { addCurve } from "./commands/curve.ts";
import { addCustody } from "./commands/custody.ts";
import { addDiff } from "./commands/diff.ts";
import { addLedger } from "./commands/ledger.ts";
import { addList } from "./commands/list.ts";
import { addMatrix } from "./commands/matrix.ts";
import { addNew } from "./commands/new.ts";
import { addRace } from "./commands/race.ts";
import { addRehearse } from "./commands/rehearse.ts";
import { addReplay } from "./commands/replay.ts";
import { addReport } from "./commands/report.ts";
import { addRun } from "./commands/run.ts";
import { addSwap } from "./commands/swap.ts";
import { addVerify } from "./commands/verify.ts";

const manifest: { readonly version: string } = JSON.parse(readFileSync("package.json", "utf8"));

/** Returns the command line: its commands, their flags and their help. */
export function commandLine(): Command {
  const program = new Command("five-of-nine")
    .description(
      "Runs attacks on a 5-of-9 validator bridge, on two real chains in this process: what is lost, how long the defenders have, and what honest users pay.",
    )
    .usage("COMMAND [options]")
    .version(manifest.version, "--version", "print the version")
    .helpCommand("help [command]", "help for a command")
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`${sentenceOf(text)}\n`) })
    .addHelpText(
      "after",
      `
Examples:
  $ npm start                                                   the story of ronin-2022
  $ npm run sim -- run ronin-2022 --set quorum.threshold=6      what if six had to sign?
  $ npm run sim -- custody ronin-2022 --compromise engineer     what one person opens

Exit status: 0 as expected, 1 something differs, 2 bad input, 3 unknown, 70 a fault of ours, 130 interrupted.`,
    );
  for (const add of [
    addList,
    addRun,
    addCustody,
    addRehearse,
    addVerify,
    addReplay,
    addReport,
    addDiff,
    addMatrix,
    addCurve,
    addRace,
    addSwap,
    addCheck,
    addLedger,
    addNew,
  ])
    quietFailures(add(program));
  return quietFailures(program);
}

/** Makes one line of Commander's complaint, whose hint stands on a line of its own. */
function sentenceOf(complaint: string): string {
  const [said = "", hint] = complaint
    .trim()
    .replace(/^error: /, "")
    .split("\n");
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}`.replace(/\.?$/, "");
  if (hint !== undefined) return `${sentence} ${hint.replace("(Did", "(did")}.`;
  return said.includes("is invalid.") ? `${sentence}.` : `${sentence}; "--help" shows what fits.`;
}

/** Lets the caller decide how to end, instead of Commander. */
const quietFailures = (command: Command): Command => command.exitOverride();
