import type { RunDiff } from "../../report/diff.ts";
import type { StudyWords } from "../../report/study-words.ts";
import type { References } from "../../scenario/references.ts";
import type { CurveDocument, MatrixDocument } from "../../study/documents.ts";
import type { Results } from "../../study/results.ts";
import type { Trace } from "../../trace/event.ts";
import { parseTrace } from "../../trace/trace.ts";

/** A finished run, as its page reads it. */
export type RunDocuments = {
  readonly results: Results;
  readonly trace: Trace;
  readonly controlTrace: Trace | null;
  readonly references: References;
};

/** Reads the run that the page carries. */
export async function loadRun(): Promise<RunDocuments> {
  const [results, trace, control, references] = await Promise.all(
    ["results", "trace", "control-trace", "references"].map(documentNamed),
  );
  return {
    results: JSON.parse(results ?? "null"),
    trace: parseTrace(trace ?? "", "the page's trace"),
    controlTrace: control == null ? null : parseTrace(control, "the page's control trace"),
    references: JSON.parse(references ?? "{}"),
  };
}

/** Two finished runs and how they differ, as their page reads them. */
export type DiffDocuments = {
  readonly diff: RunDiff;
  readonly left: Trace;
  readonly right: Trace;
};

/** Reads the comparison that the page carries. */
export async function loadDiff(): Promise<DiffDocuments> {
  const [diff, left, right] = await Promise.all(
    ["diff", "left-trace", "right-trace"].map(documentNamed),
  );
  return {
    diff: JSON.parse(diff ?? "null"),
    left: parseTrace(left ?? "", "the page's left trace"),
    right: parseTrace(right ?? "", "the page's right trace"),
  };
}

/** A matrix and what its names mean, as its page reads them. */
export type MatrixDocuments = { readonly matrix: MatrixDocument; readonly words: StudyWords };

/** Reads the matrix that the page carries. */
export async function loadMatrix(): Promise<MatrixDocuments> {
  const [matrix, words] = await Promise.all(["matrix", "words"].map(documentNamed));
  return { matrix: JSON.parse(matrix ?? "null"), words: JSON.parse(words ?? "null") };
}

/** A curve and what its names mean, as its page reads them. */
export type CurveDocuments = { readonly curve: CurveDocument; readonly words: StudyWords };

/** Reads the curve that the page carries. */
export async function loadCurve(): Promise<CurveDocuments> {
  const [curve, words] = await Promise.all(["curve", "words"].map(documentNamed));
  return { curve: JSON.parse(curve ?? "null"), words: JSON.parse(words ?? "null") };
}

/** Unpacks a document: base64, then gzip. Returns `null` when the page has none of that name. */
async function documentNamed(name: string): Promise<string | null> {
  const packed = document.getElementById(`document-${name}`)?.textContent;
  if (packed == null) return null;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(unpacked).text();
}
