// npm run docs            writes into the README and the pages of docs/ what the sources say: elements, attributes, tokens,
// parts, states, events, languages, libraries
// npm run docs -- --check  fails where they say something else
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { linesOf, policyFor, trustedTypesFor } from '../demo/embed/csp.js';
import { ways } from '../demo/embed/snippets.js';
import { describe } from '../build/manifest/describe.mjs';
import { elementsOf } from '../build/manifest/elements-of.mjs';

const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;

const elements = elementsOf(describe());
/** Those that something is sent from. */
const forms = elements.filter(({ cssStates }) => cssStates.some(({ name }) => name === 'sent')).map(({ tagName }) => tagName);
function onAll(names) {
  if (names.length === elements.length) return 'all';
  const others = names.filter((tag) => !forms.includes(tag)).map((tag) => code(tag));
  return [names.length - others.length === forms.length ? 'the forms' : names.filter((tag) => forms.includes(tag)).map((tag) => code(tag)).join(', '), ...others].filter(Boolean).join(', ');
}

/** What several elements say of one name stands once, as the first of them says it. */
function merged(kind) {
  const rows = new Map();
  for (const element of elements)
    for (const { name, description } of element[kind]) {
      if (!rows.has(name)) rows.set(name, { description, on: [] });
      rows.get(name).on.push(element.tagName);
    }
  return [...rows].map(([name, { description, on }]) => [code(name), onAll(on), description]);
}

const languages = globSync('src/i18n/messages/*.json').sort().map((file) => {
  const tag = file.match(/([\w-]+)\.json$/)[1];
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(tag);
  return [code(tag), name, JSON.parse(read(file))['@note'] ?? 'complete'];
});
const { dependencies } = JSON.parse(read('package.json'));
const why = JSON.parse(read('scripts/libraries.json'));

/** Every way in, for an action that there is not. */
const example = { endpoint: 'https://campaign.example', id: 'free-the-5kh', title: 'Free the five', partner: 'your-site' };
const snippets = Object.entries(ways).map(([way, { takes, code }]) => {
  const element = takes.includes('postcard') ? 'postcard' : 'counter';
  return [`way_${way}`, `\`\`\`html\n${code({ ...example, element, people: 5 })}\n\`\`\``];
});

/** Ways and elements for which a policy needs the same lines share a row. */
function policies() {
  const rows = new Map();
  for (const [way, { name, takes }] of Object.entries(ways))
    for (const element of takes) {
      const lines = linesOf(policyFor({ ...example, way, element })).map(code).join('<br>');
      if (!rows.has(lines)) rows.set(lines, { names: new Set(), takes: new Set(), shown: new Set() });
      const row = rows.get(lines);
      row.names.add(name);
      row.shown.add(element);
      for (const one of takes) row.takes.add(one);
    }
  return [...rows].map(([lines, { names, takes, shown }]) => [
    [...names].join('<br>'),
    shown.size === takes.size ? 'any' : [...shown].map(code).join(', '),
    lines || 'nothing',
  ]);
}

const blocks = {
  ...Object.fromEntries(snippets),
  policies: table(['way', 'shows', 'what to add'], policies()),
  trustedTypes: `\`\`\`\n${linesOf(trustedTypesFor({ way: 'element' })).join('\n')}\n\`\`\``,
  tokens: table(
    ['token', 'what', 'default'],
    elements[0].cssProperties.map(({ name, description, default: standard }) => [code(name), description, code(standard)]),
  ),
  elements: table(['element', 'what'], elements.map(({ tagName, summary }) => [code(`<${tagName}>`), summary])),
  attributes: table(['attribute', 'on', 'meaning'], merged('attributes')),
  parts: table(['part', 'on', 'what'], merged('cssParts')),
  states: table(['state', 'on', 'when'], merged('cssStates')),
  events: table(['event', 'on', 'when, and its `detail`'], merged('events')),
  languages: table(['language', '', 'state'], languages),
  libraries: table(
    ['library', 'used by', 'licence', 'weight in the page', 'reason'],
    Object.keys(dependencies).map((name) => {
      const { license } = JSON.parse(read(`node_modules/${name}/package.json`));
      if (!why[name]) throw new Error(`scripts/libraries.json does not say why ${name} is there`);
      return [name, why[name].where, license, why[name].weight ?? 'none', why[name].why];
    }),
  ),
};

/** A page with its blocks as they are now. */
const renewed = (text, file) =>
  text.replace(/(<!-- (\w+), made [^>]*-->\n)[^]*?(<!-- \/\2 -->)/g, (_, open, name, close) => {
    if (!blocks[name]) throw new Error(`${file} wants a block called ${name}: ${Object.keys(blocks).join(', ')}`);
    return `${open}${blocks[name]}\n${close}`;
  });

for (const file of ['README.md', ...globSync('docs/*.md').sort()]) {
  const before = read(file);
  const after = renewed(before, file);
  if (after === before) continue;
  if (!process.argv.includes('--check')) writeFileSync(new URL(`../${file}`, import.meta.url), after);
  else {
    console.error(`${file} does not say what the sources say: npm run docs`);
    process.exitCode = 1;
  }
}
