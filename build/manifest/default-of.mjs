// The default of a token is what stands behind its comma where it is used.
import { globSync, readFileSync } from 'node:fs';

// First the one that sets the defaults; elsewhere a token may stand with another one.
const css = ['src/styles/base.styles.ts', ...globSync('src/{styles,components/**}/*.ts').sort()].map((file) => readFileSync(file, 'utf8')).join('\n');

/** @param {string} token its name, with the dashes */
export function defaultOf(token) {
  const use = css.indexOf(`var(${token}, `);
  if (use < 0) throw new Error(`no style uses ${token} with a default`);
  const start = use + `var(${token}, `.length;
  let depth = 1;
  let end = start;
  while (depth > 0) {
    if (css[end] === '(') depth++;
    if (css[end] === ')') depth--;
    end++;
  }
  return css.slice(start, end - 1).replace(/var\(--_?([\w-]+)\)/g, 'var(--action-$1)');
}
