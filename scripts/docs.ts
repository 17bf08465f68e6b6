import { readFileSync, writeFileSync } from "node:fs";
import { defensesPage } from "../sim/report/defenses-page.ts";
import { scenariosPage } from "../sim/report/scenarios-page.ts";
import { stoppedPage } from "../sim/report/stopped-page.ts";
import { suitePage } from "../sim/report/suite-page.ts";
import { exitOf, interruptible, say, status } from "./host/exit.ts";
import { whatWouldHaveStoppedIt } from "./host/stopped.ts";

/**
 * Prints the pages that the registries and runs make; `--write` puts them where they belong, and
 * `--check` says which are not as they stand there.
 */
interruptible();
try {
  const pages = {
    "docs/scenarios.md": scenariosPage(),
    "docs/defenses.md": defensesPage(),
    "docs/suite.md": suitePage(),
    "docs/what-would-have-stopped-it.md": stoppedPage(await whatWouldHaveStoppedIt()),
  };
  const differing = Object.entries(pages).filter(
    ([path, page]) => readFileSync(path, "utf8") !== page,
  );
  if (process.argv.includes("--write"))
    for (const [path, page] of differing) writeFileSync(path, page);
  else if (!process.argv.includes("--check"))
    for (const page of Object.values(pages)) process.stdout.write(page);
  else if (differing.length > 0) {
    const names = differing.map(([path]) => path).join(", ");
    say(`Not as it is made now: ${names}. \`npm run -s docs -- --write\` writes it.`);
    process.exitCode = status.differs;
  }
} catch (error) {
  process.exitCode = exitOf(error);
}
