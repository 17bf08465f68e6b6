export type Point = { readonly x: number; readonly y: number };

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export const centerOf = ({ left, top, width, height }: Box): Point => ({
  x: left + width / 2,
  y: top + height / 2,
});

/** Returns the smallest box around some boxes. */
export function boundsOf(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  };
}

/** What a corner must hold to be of use, and what it takes at most. */
const least = { width: 400, height: 220 };
const heightMax = 420;
const gap = 24;

/**
 * Returns the roomier of the two empty corners at the top of a picture.
 *
 * @param taken What is drawn.
 * @returns null when there is not room enough for a few lines of text.
 */
export function cornerOf(width: number, height: number, taken: readonly Box[]): Box | null {
  const floors = [...taken.map(({ top }) => top), height].map((top) => Math.min(top, heightMax));
  const corners = floors.flatMap((floor): readonly Box[] => {
    const above = taken.filter(({ top }) => top < floor);
    const left = Math.max(0, ...above.map((box) => box.left + box.width)) + gap;
    const right = Math.min(width, ...above.map((box) => box.left)) - gap;
    const tall = floor - gap;
    return [
      { left, top: 0, width: width - left, height: tall },
      { left: 0, top: 0, width: right, height: tall },
    ];
  });
  const roomy = corners.filter(
    (corner) => corner.width >= least.width && corner.height >= least.height,
  );
  const areaOf = (corner: Box) => corner.width * corner.height;
  return roomy.sort((one, other) => areaOf(other) - areaOf(one))[0] ?? null;
}
