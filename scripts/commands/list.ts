import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";

/** `list`: scenarios, their fields, and checks, a line each. */
export const addList = (program: Command): Command =>
  program
    .command("list")
    .description("Lists scenarios with the fields that --set knows, and checks, a line each.")
    .option("--json", "one JSON document on standard output")
    .option("--no-color", "no colors (there are none)")
    .addHelpText("after", "\nExample:\n  $ npm run sim -- list")
    .action(async ({ json }: { json?: boolean }) => {
      const { catalogue, catalogueText } = await import("../../sim/report/catalogue.ts");
      process.stdout.write(json ? `${canonicalJson(catalogue())}\n` : catalogueText());
    });
