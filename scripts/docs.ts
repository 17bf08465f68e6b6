import { writeFileSync } from "node:fs";
import { defensesPage } from "../sim/report/defenses-page.ts";
import { scenariosPage } from "../sim/report/scenarios-page.ts";
import { stoppedPage } from "../sim/report/stopped-page.ts";
import { suitePage } from "../sim/report/suite-page.ts";
import { interruptible } from "./host/exit.ts";
import { whatWouldHaveStoppedIt } from "./host/stopped.ts";

/** Prints the pages that the registries and runs make; `--write` puts them where they belong. */
interruptible();
const pages = {
  "docs/scenarios.md": scenariosPage(),
  "docs/defenses.md": defensesPage(),
  "docs/suite.md": suitePage(),
  "docs/what-would-have-stopped-it.md": stoppedPage(await whatWouldHaveStoppedIt()),
};
for (const [path, page] of Object.entries(pages)) {
  if (process.argv.includes("--write")) writeFileSync(path, page);
  else process.stdout.write(page);
}
