// npm run docs            writes into the README what the sources say: tokens, parts, states, events, languages, libraries
// npm run docs -- --check  fails where the README says something else
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const sources = (pattern) => globSync(pattern).sort().map(read).join('\n');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;

/** `@tag name - what it is` in a docblock. */
const tags = (text, tag) =>
  [...text.matchAll(new RegExp(`@${tag} (?:\\{\\w+\\} )?([\\w-]+) - (.+)`, 'g'))].map(([, name, about]) => [name, about.trim()]);

const css = sources('src/{theme,elements}/*.ts');
/** The default of a token is what stands behind its comma. */
function defaultOf(token) {
  const start = css.indexOf(`var(${token}, `) + `var(${token}, `.length;
  let depth = 1;
  let end = start;
  while (depth > 0) {
    if (css[end] === '(') depth++;
    if (css[end] === ')') depth--;
    end++;
  }
  return css.slice(start, end - 1).replace(/var\(--(\w+)\)/g, '--action-$1');
}

const element = read('src/elements/action-letter.ts');
const languages = globSync('src/locales/*.json').sort().map((file) => {
  const tag = file.match(/([\w-]+)\.json$/)[1];
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(tag);
  return [code(tag), name, JSON.parse(read(file))['@note'] ?? 'complete'];
});
const { dependencies } = JSON.parse(read('package.json'));
const why = JSON.parse(read('tools/libraries.json'));

const blocks = {
  tokens: table(
    ['token', 'what', 'default'],
    tags(css, 'cssprop').map(([name, about]) => [code(name), about, code(defaultOf(name))]),
  ),
  parts: table(['part', 'what'], tags(element, 'csspart').map(([name, about]) => [code(name), about])),
  states: table(['state', 'when'], tags(element, 'cssstate').map(([name, about]) => [code(name), about])),
  events: table(['event', 'when, and its `detail`'], tags(element, 'fires').map(([name, about]) => [code(name), about])),
  languages: table(['language', '', 'state'], languages),
  libraries: table(
    ['library', 'where', 'licence', 'why'],
    Object.keys(dependencies).map((name) => {
      const { license } = JSON.parse(read(`node_modules/${name}/package.json`));
      if (!why[name]) throw new Error(`tools/libraries.json does not say why ${name} is there`);
      return [name, why[name].where, license, why[name].why];
    }),
  ),
};

const before = read('README.md');
const after = Object.entries(blocks).reduce((text, [name, block]) => {
  const place = new RegExp(`(<!-- ${name},[^>]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!place.test(text)) throw new Error(`README.md has no place for ${name}`);
  return text.replace(place, (_, open, close) => `${open}${block}\n${close}`);
}, before);

if (!process.argv.includes('--check')) writeFileSync(new URL('../README.md', import.meta.url), after);
else if (after !== before) {
  console.error('README.md does not say what the sources say: npm run docs');
  process.exitCode = 1;
}
