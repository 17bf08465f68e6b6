import type { Page } from "playwright-core";

/** How much there is to see in a picture. */
export type Sight = {
  readonly width: number;
  readonly height: number;
  /** Distinct colors, of 32 shades a channel. */
  readonly colors: number;
  /** Share of the picture that its most frequent color fills. */
  readonly emptiness: number;
};

/** Looks at a picture with the eyes of the browser: a page that was not drawn has one color. */
export const look = (page: Page, png: Buffer): Promise<Sight> =>
  page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const { width, height } = picture;
    // A pixel of nine will do, and is not blended with those around it.
    const size = { width: Math.ceil(width / 3), height: Math.ceil(height / 3) };
    const canvas = Object.assign(document.createElement("canvas"), size);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, size.width, size.height);
    const pixels = new Uint32Array(context.getImageData(0, 0, size.width, size.height).data.buffer);
    const counts = new Map<number, number>();
    for (const pixel of pixels) {
      const shade = pixel & 0xf8f8f8;
      counts.set(shade, (counts.get(shade) ?? 0) + 1);
    }
    return {
      width,
      height,
      colors: counts.size,
      emptiness: Math.max(...counts.values()) / pixels.length,
    };
  }, png.toString("base64"));
