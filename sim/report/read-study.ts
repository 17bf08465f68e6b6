import type { CurveDocument, MatrixDocument } from "../study/documents.ts";
import { parseJson, requireFormat, requireShape } from "./read-json.ts";
import { curveShape, matrixShape } from "./study.shape.ts";

/**
 * Reads the text of a `matrix.json`.
 *
 * @param place The file, for errors.
 * @throws InputError when it is broken, cut off or of another format.
 */
export function readMatrix(text: string, place: string): MatrixDocument {
  const value = parseJson(text, place);
  requireFormat(value, place);
  requireShape(matrixShape, value, place);
  return value as MatrixDocument;
}

/**
 * Reads the text of a `curve.json`.
 *
 * @param place The file, for errors.
 * @throws InputError when it is broken, cut off or of another format.
 */
export function readCurve(text: string, place: string): CurveDocument {
  const value = parseJson(text, place);
  requireFormat(value, place);
  requireShape(curveShape, value, place);
  return value as CurveDocument;
}
