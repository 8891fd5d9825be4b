/**
 * Measures and paints images with one canvas library and its own fonts, so that a name looks the same on every machine.
 * Both are loaded when the first image is requested.
 */
import { createMeasure, paint } from '../../share-image/canvas.ts';
import type { Measure, ImageLayout } from '../../share-image/layout.ts';
import { findFontFile, fontFaces } from './font-files.ts';

const weights = [400, 600];

export interface ImageRenderer {
  measure: Measure;
  /** As PNG. */
  paint: (layout: ImageLayout) => Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws if the canvas library does not support the machine */
export async function createRenderer(): Promise<ImageRenderer> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  const families = fontFaces.flatMap(({ name, subsets }) =>
    subsets.map((subset) => {
      // Each subset is its own family: within one family, a missing glyph is not looked up in another file.
      const family = `image ${name} ${subset}`;
      for (const weight of weights)
        GlobalFonts.registerFromPath(findFontFile(name, subset, weight), family);
      return `'${family}'`;
    }),
  );
  const family = `${families.join(', ')}, serif`;
  return {
    measure: createMeasure(createCanvas(1, 1).getContext('2d'), family),
    async paint(layout) {
      const canvas = createCanvas(layout.width, layout.height);
      paint(canvas.getContext('2d'), layout, family);
      return new Uint8Array(await canvas.encode('png'));
    },
  };
}
