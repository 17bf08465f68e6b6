/** Sizes of letters in the picture, and what a line of labels takes; custody.css has the same. */
export const labelSize = 14;
export const labelLine = 17;
export const markSize = 12;

/** Narrow letters that nearly every machine has: eleven columns must fit a projector. */
const family = 'Arial, "Liberation Sans", Helvetica, sans-serif';

/** What a text is written in. */
export type Letters = { readonly size: number; readonly isBold?: boolean };

export const labelLetters: Letters = { size: labelSize };
export const kindLetters: Letters = { size: markSize };
export const markLetters: Letters = { size: markSize, isBold: true };
export const frameLetters: Letters = { size: labelSize, isBold: true };

/** Measures a text's width in pixels, as this machine writes it. */
export function widthOf(text: string, { size, isBold = false }: Letters): number {
  const known = context();
  if (known === null) return text.length * size * 0.65;
  known.font = `${isBold ? "bold " : ""}${size}px ${family}`;
  return known.measureText(text).width;
}

let canvas: CanvasRenderingContext2D | null | undefined;

function context(): CanvasRenderingContext2D | null {
  canvas ??= document.createElement("canvas").getContext("2d");
  return canvas;
}

/** Breaks a text into lines no wider than `width`, between words; a longer word stays whole. */
export function linesWithin(text: string, letters: Letters, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && widthOf(longer, letters) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Breaks a text into at most some lines, in the narrowest box from `least` pixels on. */
export function balanced(
  text: string,
  letters: Letters,
  linesMax: number,
  least: number,
): { readonly lines: readonly string[]; readonly width: number } {
  for (let width = Math.ceil(least); ; width += 4) {
    const lines = linesWithin(text, letters, width);
    const widest = Math.max(...lines.map((line) => widthOf(line, letters)));
    if (lines.length <= linesMax && widest <= width) return { lines, width };
  }
}
