import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first. Vitest knows only the sizes of files that it has
 * not run here before, and short files are among them: begun last, one would keep one process busy
 * while the other has nothing left to do.
 */
const longest = [
  "docs/pages",
  "agree/mutants",
  "agree/evm-lost",
  "page/run",
  "suite/suite",
  "trial/bridge-holding",
  "study/families",
  "agree/guarded",
  "cli/own-attack",
  "trial/bridge-axelar",
  "trial/emitted",
  "cli/check",
  "page/matrix",
  "page/scenarios",
  "page/money",
  "page/hostile",
  "trial/shortest",
  "verify/tampered",
  "docs/tables",
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((path) => moduleId.endsWith(`/test/${path}.test.ts`));
  return place < 0 ? longest.length : place;
};

/** Begins with the files that take longest; the others come in Vitest's own order. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
