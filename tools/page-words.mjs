// A rollup plugin: sentences that only the endpoint says, and notes to translators, are not sent to phones. A key is used
// where a source of the page names it in quotes.
import { globSync, readFileSync } from 'node:fs';

export function pageWords() {
  let sources;
  return {
    name: 'page-words',
    buildStart() {
      sources = globSync('src/{parts,elements,locales}/**/*.ts').map((file) => readFileSync(file, 'utf8')).join('\n');
    },
    transform(code, id) {
      if (!/\/locales\/[\w-]+\.json$/.test(id)) return null;
      const used = Object.entries(JSON.parse(code)).filter(([key]) => sources.includes(`'${key}'`));
      return { code: JSON.stringify(Object.fromEntries(used)), map: null };
    },
  };
}
