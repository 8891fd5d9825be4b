/**
 * Where pictures are measured and painted: one canvas library, and fonts of its own, so that no machine's fonts decide
 * how a name looks. Both are loaded when the first picture is asked for.
 */
import { createRequire } from 'node:module';
import { createMeasure, paint } from '../../share-image/canvas.ts';
import type { Measure, Picture } from '../../share-image/layout.ts';

/** Packages of fonts, and the parts of each that hold the scripts we need. */
const faces = {
  'noto-serif': ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic'],
  'noto-serif-khmer': ['khmer'],
  'noto-sans-myanmar': ['myanmar'],
  'noto-naskh-arabic': ['arabic'],
  'noto-serif-thai': ['thai'],
  'noto-serif-lao': ['lao'],
};
const weights = [400, 600];

export interface ImageRenderer {
  measure: Measure;
  /** As PNG. */
  paint: (picture: Picture) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Rejects where there is no such library for the machine. */
export async function createRenderer(): Promise<ImageRenderer> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  const { resolve } = createRequire(import.meta.url);
  const families = Object.entries(faces).flatMap(([face, parts]) =>
    parts.map((part) => {
      // Each part is a family of its own: within one, a letter is not looked for in another file.
      const family = `picture ${face} ${part}`;
      for (const weight of weights)
        GlobalFonts.registerFromPath(resolve(`@fontsource/${face}/files/${face}-${part}-${weight}-normal.woff2`), family);
      return `'${family}'`;
    }),
  );
  const family = `${families.join(', ')}, serif`;
  return {
    measure: createMeasure(createCanvas(1, 1).getContext('2d'), family),
    async paint(picture) {
      const canvas = createCanvas(picture.width, picture.height);
      paint(canvas.getContext('2d'), picture, family);
      return new Uint8Array(await canvas.encode('png'));
    },
  };
}
