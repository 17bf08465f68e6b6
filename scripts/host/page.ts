import { gzipSync } from "node:zlib";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { pageHtml } from "../../sim/page/page.ts";
import type { RunDiff } from "../../sim/report/diff.ts";
import { studyWords } from "../../sim/report/study-words.ts";
import { referencesOf } from "../../sim/scenario/references.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { CurveDocument, MatrixDocument } from "../../sim/study/documents.ts";
import { pageBundle } from "./bundle.ts";

/** What a run's page is drawn from: the texts of its finished files. */
export type PageTexts = {
  readonly scenario: Scenario;
  readonly results: string;
  readonly trace: string;
  readonly controlTrace: string | null;
};

/** Returns `report.html` of a finished run. */
export const runPage = ({ scenario, results, trace, controlTrace }: PageTexts): string =>
  pageHtml(
    {
      kind: "run",
      title: scenario.title,
      summary: scenario.question,
      documents: packed({
        results,
        trace,
        "control-trace": controlTrace,
        references: canonicalJson(referencesOf(scenario)),
      }),
    },
    pageBundle(),
  );

/** Returns the page of two finished runs, from how they differ and the texts of their traces. */
export const diffPage = (
  diff: RunDiff,
  traces: { readonly left: string; readonly right: string },
) =>
  pageHtml(
    {
      kind: "diff",
      title: `${diff.left.scenario} compared with ${diff.right.scenario}`,
      summary: `${diff.left.place} beside ${diff.right.place}: where they part, and what changed.`,
      documents: packed({
        diff: canonicalJson(diff),
        "left-trace": traces.left,
        "right-trace": traces.right,
      }),
    },
    pageBundle(),
  );

/** Returns the page of a matrix, from its file. */
export const matrixPage = (matrix: MatrixDocument): string =>
  pageHtml(
    {
      kind: "matrix",
      title: `Defenses against attacks: ${matrix.scenarios.map(({ title }) => title).join("; ")}`,
      summary: "What each defense would have stopped, and what honest users pay for it.",
      documents: packed({
        matrix: canonicalJson(matrix),
        words: canonicalJson(studyWords()),
      }),
    },
    pageBundle(),
  );

/** Returns the page of a curve, from its file. */
export const curvePage = (curve: CurveDocument): string =>
  pageHtml(
    {
      kind: "curve",
      title: `Loss over keys and delay: ${curve.title}`,
      summary: "What the best strategy takes, by stolen keys and by the delay of detection.",
      documents: packed({
        curve: canonicalJson(curve),
        words: canonicalJson(studyWords()),
      }),
    },
    pageBundle(),
  );

/** Packs documents as the page unpacks them; those that are `null` are left out. */
const packed = (documents: { readonly [name: string]: string | null }) =>
  Object.fromEntries(
    Object.entries(documents).flatMap(([name, text]) =>
      text === null ? [] : [[name, gzipSync(text).toString("base64")]],
    ),
  );
