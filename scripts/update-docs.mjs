// npm run docs             updates the generated blocks of the READMEs and of docs/: elements, attributes, tokens, parts, states,
//                          events, languages, libraries, snippets, policies, the campaign document, the server's settings, benchmarks
// npm run docs -- --check  changes nothing, and fails if a block is out of date
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { formatPolicy, getPolicy, getTrustedTypesPolicy } from '../src/embed-code/csp.ts';
import { embedMethods } from '../src/embed-code/snippets.ts';
import { environmentSchema } from '../src/server/config.ts';
import { figureColumns, formatFigure } from '../test/bench/figures.ts';
import { createCampaignReference } from './campaign-reference.mjs';
import { createWebhookReference } from './webhook-reference.mjs';

const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const createTable = (header, rows) =>
  [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;

/** The actions first, then what surrounds them. */
const order = ['action-letter', 'postcard-form', 'detention-counter', 'message-wall', 'campaign-updates', 'action-progress'];
const elements = JSON.parse(read('dist/web/custom-elements.json'))
  .modules.flatMap(({ declarations }) => declarations)
  .sort((a, b) => order.indexOf(a.tagName) - order.indexOf(b.tagName));
/** The elements with a form. */
const forms = elements.filter(({ cssStates }) => cssStates.some(({ name }) => name === 'sent')).map(({ tagName }) => tagName);
function formatElements(tags) {
  if (tags.length === elements.length) return 'all';
  const hasAllForms = forms.every((form) => tags.includes(form));
  const others = hasAllForms ? tags.filter((tag) => !forms.includes(tag)) : tags;
  return [...(hasAllForms ? ['the forms'] : []), ...others.map((tag) => code(tag))].join(', ');
}

/** One row per name and description: where elements describe the same name differently, each description has its own row. */
function mergeByDescription(kind) {
  const all = elements.flatMap((element) => element[kind].map(({ name, description }) => ({ name, description, tag: element.tagName })));
  return [...Map.groupBy(all, ({ name }) => name)].flatMap(([name, sameName]) =>
    [...Map.groupBy(sameName, ({ description }) => description)].map(([description, rows]) => [code(name), formatElements(rows.map(({ tag }) => tag)), description]),
  );
}

const languages = globSync('src/i18n/messages/*.json').sort().map((file) => {
  const tag = file.match(/([\w-]+)\.json$/)[1];
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(tag);
  return [code(tag), name, JSON.parse(read(file))['@note'] ?? 'complete'];
});
const { dependencies, devDependencies } = JSON.parse(read('package.json'));
const libraries = JSON.parse(read('scripts/libraries.json'));

/** The snippets are for a fictional campaign server. */
const example = { origin: 'https://campaign.example', id: 'free-the-5kh', title: 'Free the five', partner: 'your-site' };
const snippets = Object.entries(embedMethods).map(([method, { elements: available, getCode }]) => {
  const element = available.includes('postcard') ? 'postcard' : 'counter';
  return [`snippet_${method}`, `\`\`\`html\n${getCode({ ...example, element, people: 5 })}\n\`\`\``];
});

/** Methods and elements that need the same policy share a row. */
function policies() {
  const rows = new Map();
  for (const [method, { name, elements: available }] of Object.entries(embedMethods))
    for (const element of available) {
      const lines = formatPolicy(getPolicy({ ...example, method, element })).map(code).join('<br>');
      if (!rows.has(lines)) rows.set(lines, { names: new Set(), available: new Set(), elements: new Set() });
      const row = rows.get(lines);
      row.names.add(name);
      row.elements.add(element);
      for (const one of available) row.available.add(one);
    }
  return [...rows].map(([lines, row]) => [
    [...row.names].join('<br>'),
    row.elements.size === row.available.size ? 'any' : [...row.elements].map(code).join(', '),
    lines || 'nothing',
  ]);
}

/** What `npm run bench` measured last. @param folder of benches */
function createBenchmarks(folder) {
  const reports = Object.entries(JSON.parse(read('test/bench/results.json'))).flatMap(([name, report]) => (name.startsWith(folder) ? [report] : []));
  if (!reports.length) return 'Nothing has been measured yet.';
  const list = (values) => [...new Set(values)].join(', ');
  const versions = reports.flatMap((report) => Object.entries(report.versions).map(([program, version]) => `${program} ${version}`));
  const origin = `Measured on ${list(reports.map(({ date }) => date))}, in ${list(reports.map(({ rounds }) => rounds))} rounds, on ${list(reports.map(({ machine }) => machine))}, with ${list(versions)}.`;
  return `${createTable(figureColumns, reports.flatMap(({ figures }) => figures.map(formatFigure)))}\n\n${origin}`;
}

const settings = Object.entries(environmentSchema.shape).map(([name, schema]) => {
  const { description, def } = schema;
  if (!description) throw new Error(`${name} in src/server/config.ts has no description`);
  // The default can also be an empty text or an empty list.
  const defaultText = String(def.defaultValue ?? '');
  return [code(name), description, defaultText && code(defaultText)];
});

const blocks = {
  ...Object.fromEntries(snippets),
  campaignDocument: createCampaignReference(),
  webhooks: createWebhookReference(),
  policies: createTable(['method', 'shows', 'add'], policies()),
  trustedTypes: `\`\`\`\n${formatPolicy(getTrustedTypesPolicy({ method: 'element' })).join('\n')}\n\`\`\``,
  tokens: createTable(
    ['token', 'description', 'default'],
    elements[0].cssProperties.map(({ name, description, default: defaultValue }) => [code(name), description, code(defaultValue)]),
  ),
  elements: createTable(['element', 'description'], elements.map(({ tagName, summary }) => [code(`<${tagName}>`), summary])),
  attributes: createTable(['attribute', 'on', 'meaning'], mergeByDescription('attributes').sort((a, b) => (a[1] !== 'all') - (b[1] !== 'all'))),
  parts: createTable(['part', 'on', 'description'], mergeByDescription('cssParts')),
  states: createTable(['state', 'on', 'when'], mergeByDescription('cssStates')),
  events: createTable(['event', 'on', 'when, and its `detail`'], mergeByDescription('events')),
  environment: createTable(['variable', 'meaning', 'default'], settings),
  pageBenchmarks: createBenchmarks('page/'),
  serverBenchmarks: createBenchmarks('server/'),
  scaleBenchmarks: createBenchmarks('server/scaling'),
  languages: createTable(['tag', 'language', 'status'], languages),
  libraries: createTable(
    ['library', 'used by', 'licence', 'weight in the page', 'reason'],
    Object.keys(libraries).map((name) => {
      const { license } = JSON.parse(read(`node_modules/${name}/package.json`));
      if (!dependencies[name] && !devDependencies[name]) throw new Error(`${name} in scripts/libraries.json is not in package.json`);
      const { usedBy, weight = 'none', reason } = libraries[name];
      return [name, usedBy, license, weight, reason];
    }),
  ),
};

const updateBlocks = (text, file) =>
  text.replace(/(<!-- (\w+), made [^>]*-->\n)[^]*?(<!-- \/\2 -->)/g, (_, open, name, close) => {
    if (!blocks[name]) throw new Error(`${file}: unknown block ${name}; there are ${Object.keys(blocks).join(', ')}`);
    return `${open}${blocks[name]}\n${close}`;
  });

for (const file of ['README.md', 'src/server/README.md', ...globSync('docs/*.md').sort()]) {
  const before = read(file);
  const after = updateBlocks(before, file);
  if (after === before) continue;
  if (!process.argv.includes('--check')) writeFileSync(new URL(`../${file}`, import.meta.url), after);
  else {
    console.error(`${file} is out of date: run npm run docs`);
    process.exitCode = 1;
  }
}
