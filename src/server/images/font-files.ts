/** The fonts that come with the server, so that a text looks the same on every machine. */
import { createRequire } from 'node:module';

export interface FontFace {
  /** The name of a package of @fontsource. */
  name: string;
  /** Its files. */
  subsets: readonly string[];
  /** Which texts need them. */
  script: RegExp;
}

/** In the order in which a glyph is looked up. */
export const fontFaces: readonly FontFace[] = [
  { name: 'noto-serif', subsets: ['latin', 'latin-ext', 'vietnamese'], script: /\p{Script=Latin}/u },
  { name: 'noto-serif', subsets: ['greek'], script: /\p{Script=Greek}/u },
  { name: 'noto-serif', subsets: ['cyrillic'], script: /\p{Script=Cyrillic}/u },
  { name: 'noto-serif-khmer', subsets: ['khmer'], script: /\p{Script=Khmer}/u },
  { name: 'noto-sans-myanmar', subsets: ['myanmar'], script: /\p{Script=Myanmar}/u },
  { name: 'noto-naskh-arabic', subsets: ['arabic'], script: /\p{Script=Arabic}/u },
  { name: 'noto-serif-thai', subsets: ['thai'], script: /\p{Script=Thai}/u },
  { name: 'noto-serif-lao', subsets: ['lao'], script: /\p{Script=Lao}/u },
];

const { resolve } = createRequire(import.meta.url);

/** @returns a path @throws if the package is not installed */
export const findFontFile = (name: string, subset: string, weight: number): string => resolve(`@fontsource/${name}/files/${name}-${subset}-${weight}-normal.woff2`);
