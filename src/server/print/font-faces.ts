/** The fonts of a printed text, as style rules that need no other file, so that every machine shapes it in the same way. */
import { readFileSync } from 'node:fs';
import { findFontFile, fontFaces } from '../images/font-files.ts';

export interface PrintFonts {
  /** `@font-face` rules. */
  css: string;
  /** A value of `font-family`. */
  family: string;
}

/** @param texts undefined if they are filled in later @returns the fonts that the texts need, or all; the fonts of the machine for scripts that no package has, or where the packages are not installed */
export function createPrintFonts(texts: readonly string[] | undefined): PrintFonts {
  const families: string[] = [];
  const rules: string[] = [];
  for (const { name, subsets } of fontFaces.filter(({ script }) => !texts || texts.some((text) => script.test(text))))
    for (const subset of subsets) {
      const file = readFont(name, subset);
      if (!file) continue;
      // Each subset is its own family: within one, a browser does not look up a missing glyph in another file.
      const family = `print ${name} ${subset}`;
      families.push(`'${family}'`);
      rules.push(`@font-face { font-family: '${family}'; src: url(data:font/woff2;base64,${file.toString('base64')}); }`);
    }
  return { css: rules.join('\n'), family: [...families, 'serif'].join(', ') };
}

function readFont(name: string, subset: string): Buffer | undefined {
  try {
    return readFileSync(findFontFile(name, subset, 400));
  } catch {
    return undefined;
  }
}
