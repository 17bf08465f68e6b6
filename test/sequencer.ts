import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first. Vitest knows only the sizes of files that it has
 * not run here before, and short files are among them: begun last, one would keep one process busy
 * while the other has nothing left to do.
 */
const longest = [
  "docs/pages",
  "agree/mutants",
  "docs/tables",
  "agree/guarded",
  "agree/evm-lost",
  "cli/own-attack",
  "study/families",
  "page/run",
  "page/matrix",
  "cli/check",
  "page/scenarios",
  "page/money",
  "page/hostile",
  "trial/hostile",
  "trial/trial",
  "study/curve",
  "trial/emitted",
  "study/playing",
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
