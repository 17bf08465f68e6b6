import { writeFileSync } from "node:fs";
import { scenariosPage } from "../sim/report/scenarios-page.ts";
import { interruptible } from "./host/exit.ts";

/** Prints the page that the registry of scenarios makes; `--write` puts it where it belongs. */
interruptible();
const page = scenariosPage();
if (process.argv.includes("--write")) writeFileSync("docs/scenarios.md", page);
else process.stdout.write(page);
