/** The fonts of a printed text, as style rules that need no other file, so that every machine shapes it in the same way. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Face {
  name: string;
  subsets: readonly string[];
  /** Which texts need it. */
  script: RegExp;
}

/** The packages of @fontsource that the server has. */
const faces: readonly Face[] = [
  { name: 'noto-serif', subsets: ['latin', 'latin-ext', 'vietnamese'], script: /\p{Script=Latin}/u },
  { name: 'noto-serif', subsets: ['greek'], script: /\p{Script=Greek}/u },
  { name: 'noto-serif', subsets: ['cyrillic'], script: /\p{Script=Cyrillic}/u },
  { name: 'noto-serif-khmer', subsets: ['khmer'], script: /\p{Script=Khmer}/u },
  { name: 'noto-sans-myanmar', subsets: ['myanmar'], script: /\p{Script=Myanmar}/u },
  { name: 'noto-naskh-arabic', subsets: ['arabic'], script: /\p{Script=Arabic}/u },
  { name: 'noto-serif-thai', subsets: ['thai'], script: /\p{Script=Thai}/u },
  { name: 'noto-serif-lao', subsets: ['lao'], script: /\p{Script=Lao}/u },
];

export interface PrintFonts {
  /** `@font-face` rules. */
  css: string;
  /** A value of `font-family`. */
  family: string;
}

/** @returns the fonts that the texts need; the fonts of the machine for scripts that no package has, or where the packages are not installed */
export function createPrintFonts(texts: readonly string[]): PrintFonts {
  const { resolve } = createRequire(import.meta.url);
  const families: string[] = [];
  const rules: string[] = [];
  for (const { name, subsets } of faces.filter(({ script }) => texts.some((text) => script.test(text))))
    for (const subset of subsets) {
      const file = readFont(() => resolve(`@fontsource/${name}/files/${name}-${subset}-400-normal.woff2`));
      if (!file) continue;
      // Each subset is its own family: within one, a browser does not look up a missing glyph in another file.
      const family = `print ${name} ${subset}`;
      families.push(`'${family}'`);
      rules.push(`@font-face { font-family: '${family}'; src: url(data:font/woff2;base64,${file.toString('base64')}); }`);
    }
  return { css: rules.join('\n'), family: [...families, 'serif'].join(', ') };
}

function readFont(findPath: () => string): Buffer | undefined {
  try {
    return readFileSync(findPath());
  } catch {
    return undefined;
  }
}
