// One test file for each language: a page of its own, with nothing left over from another.
import { readdirSync, writeFileSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);

/** Every language that the interface speaks. */
export const languages = readdirSync(new URL('src/i18n/messages', root)).flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? []).sort();

/** Writes them beside the compiled tests. */
export function writeMatrixFiles() {
  for (const language of languages) {
    const text = `import { matrix } from './matrix.js';\nmatrix('${language}');\n`;
    writeFileSync(new URL(`out-tsc/test/matrix/${language}.test.js`, root), text);
  }
}
