import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { styleOf } from "../host/terminal.ts";

type LedgerOptions = { readonly json?: boolean; readonly color: boolean };

/** `ledger`: every theft of facts/ with figures and sources, and what they add up to. */
export const addLedger = (program: Command): Command =>
  program
    .command("ledger")
    .description("Lists every theft that the facts know, adds them up, and names the sources.")
    .option("--json", "one JSON document on standard output")
    .option("--no-color", "no colors")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- ledger
  $ npm run sim -- ledger --json`,
    )
    .action(async (options: LedgerOptions) => {
      const { ledgerDocument } = await import("../../sim/report/ledger.ts");
      const document = ledgerDocument();
      if (options.json) {
        process.stdout.write(`${canonicalJson(document)}\n`);
        return;
      }
      const { ledgerText } = await import("../../sim/report/ledger-text.ts");
      process.stdout.write(ledgerText(document, styleOf(options)));
    });
