// npm run docs            writes into the README what the sources say: elements, attributes, tokens, parts, states, events,
// languages, libraries
// npm run docs -- --check  fails where the README says something else
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';

const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const sources = (pattern) => globSync(pattern).sort().map(read).join('\n');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;

/** `@tag name - what it is` in a docblock. */
const tags = (text, tag) =>
  [...text.matchAll(new RegExp(`@${tag} (?:\\{\\w+\\} )?([\\w-]+) - (.+)`, 'g'))].map(([, name, about]) => [name, about.trim()]);

// First the one that sets the defaults; elsewhere a token may stand with another one.
const css = [read('src/theme/host.ts'), sources('src/{theme,elements}/*.ts')].join('\n');
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

/** Every element's own source, in the order of the table, and what it inherits. */
const elements = ['action-letter', 'postcard-form', 'detention-counter', 'message-wall', 'campaign-updates', 'action-progress']
  .filter((tag) => existsSync(new URL(`../src/elements/${tag}.ts`, import.meta.url)))
  .map((tag) => ({ tag, text: read(`src/elements/${tag}.ts`) }));
const shared = read('src/elements/action-element.ts');
const sharedByForms = read('src/elements/form-element.ts');
const isForm = ({ text }) => / extends FormElement /.test(text);

/** The sentence of a class, up to its tags. */
const sentence = ({ text }) => /\/\*\*\n \* ([\s\S]+?)\n \*\n \* @tagname/.exec(text)[1].replace(/\n \* ?/g, ' ').replace(/\. .*/, '.');
const forms = elements.filter(isForm).map(({ tag }) => tag);
function onAll(names) {
  if (names.length === elements.length) return 'all';
  const others = names.filter((tag) => !forms.includes(tag)).map((tag) => code(tag));
  return [names.length - others.length === forms.length ? 'the forms' : names.filter((tag) => forms.includes(tag)).map((tag) => code(tag)).join(', '), ...others].filter(Boolean).join(', ');
}

/** What several elements say of one name stands once: `[name, what, tags]`. */
function merged(of) {
  const rows = new Map();
  for (const element of elements)
    for (const [name, about] of of(element)) {
      if (!rows.has(name)) rows.set(name, { about, on: [] });
      if (!rows.get(name).on.includes(element.tag)) rows.get(name).on.push(element.tag);
    }
  return [...rows].map(([name, { about, on }]) => [code(name), onAll(on), about]);
}
const mergedTags = (tag) => merged(({ text }) => tags(text, tag));

/** Properties that are attributes: declared, with a comment. */
const declared = (text) =>
  [...text.matchAll(/\/\*\* ((?:(?!\*\/)[\s\S])+?) \*\/\n  declare (\w+):/g)].map(([, about, name]) => [
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    about.replace(/\s*\n\s*\* ?/g, ' '),
  ]);
const attributes = merged((element) => [
  ...declared(shared),
  ['lang', 'BCP 47; else that of the nearest ancestor, else the campaign’s'],
  ...(isForm(element) ? declared(sharedByForms) : []),
  ...declared(element.text),
]);
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
    tags(read('src/theme/host.ts'), 'cssprop').map(([name, about]) => [code(name), about, code(defaultOf(name))]),
  ),
  elements: table(['element', 'what'], elements.map((one) => [code(`<${one.tag}>`), sentence(one)])),
  attributes: table(['attribute', 'on', 'meaning'], attributes),
  parts: table(['part', 'on', 'what'], mergedTags('csspart')),
  states: table(['state', 'on', 'when'], mergedTags('cssstate')),
  events: table(['event', 'on', 'when, and its `detail`'], mergedTags('fires')),
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
