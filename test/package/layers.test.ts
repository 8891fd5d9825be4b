// The one test that keeps the arrows between the folders of src pointing down.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Files and folders of src/campaign that no page loads at run time. Only they may import `offPagePackages` as more than a type. */
const offPage = ['campaign', 'submission', 'check-submission', 'counts', 'messages', 'problem', 'json-schema', 'checker'];
const offPagePackages = ['zod', 'jsonc-parser', 'fastest-levenshtein'];

interface Rule {
  /** Folders of src, or single files, that this one may import beside itself. */
  to: string[];
  /** Packages. `node:` stands for every module of Node. */
  packages?: string[];
  /** Loaded in people's browsers: what is off the page may come in only as a type. */
  page?: true;
  /** But for the single files in `to`, may import files only with import(), whose name it may compute: the build says what its chunks are called. */
  late?: true;
}

/** What each folder of src, and each file beside them, may import. */
const rules: Record<string, Rule> = {
  campaign: { to: [], packages: offPagePackages, page: true },
  client: { to: ['campaign'], page: true },
  locales: { to: ['campaign', 'lazy.ts'], page: true },
  theme: { to: [], packages: ['lit'], page: true },
  parts: { to: ['campaign', 'locales', 'theme'], packages: ['lit'], page: true },
  picture: { to: ['campaign', 'locales'], page: true },
  elements: { to: ['parts', 'client', 'campaign', 'locales', 'theme', 'picture', 'lazy.ts'], packages: ['lit'], page: true },
  define: { to: ['elements'], page: true },
  embed: { to: [], page: true },
  'able.ts': { to: [], page: true },
  'lazy.ts': { to: [], page: true },
  'actions.ts': { to: ['able.ts', 'watch.ts', 'define'], packages: ['virtual:chunks'], page: true, late: true },
  'classic.ts': { to: ['define', 'beside.ts', 'upgrade.ts'], page: true },
  'beside.ts': { to: ['lazy.ts', 'locales'], page: true, late: true },
  'upgrade-beside.ts': { to: ['upgrade.ts'], page: true },
  'upgrade.ts': { to: ['watch.ts'], page: true },
  'watch.ts': { to: [], page: true },
  'virtual.d.ts': { to: [] },
  'core.ts': { to: ['elements', 'client', 'campaign', 'locales', 'theme'], page: true },
  'index.ts': { to: ['elements', 'campaign', 'client'] },
  endpoint: { to: ['campaign', 'locales', 'picture'], packages: ['hono', '@hono/node-server', 'kysely', 'pg', '@napi-rs/canvas', 'uqr', 'node:'] },
  cli: { to: ['campaign', 'endpoint'], packages: ['jsonc-parser', 'fastest-levenshtein', 'node:'] },
};

/** The one file that talks to the network. */
const network = 'client/request.ts';
const longest = 300;

interface Import {
  specifier: string | undefined;
  line: number;
  typeOnly: boolean;
  dynamic: boolean;
}

/** Every import of a file, of whatever kind, and the lines that call the global fetch. */
function read(name: string, text: string): { imports: Import[]; fetches: number[] } {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const imports: Import[] = [];
  const fetches: number[] = [];
  const add = (node: ts.Node, from: ts.Node | undefined, typeOnly: boolean, dynamic = false): void => {
    const specifier = from && ts.isStringLiteralLike(from) ? from.text : undefined;
    imports.push({ specifier, line: lineOf(node), typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier) add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node, node.arguments[0], false, true);
      if (/^((globalThis|window|self)\??\.)?fetch$/.test(node.expression.getText())) fetches.push(lineOf(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { imports, fetches };
}

/** The folder of src that a file is in; for a file beside the folders, the file. */
const top = (path: string): string => path.split('/')[0] ?? '';

const isOffPage = (path: string): boolean =>
  top(path) === 'campaign' && offPage.includes(path.split('/')[1]!.replace(/\.ts$/, ''));

/** Why a file may not import this, or nothing. */
function refusal(from: string, rule: Rule, one: Import): string | undefined {
  if (one.specifier === undefined) {
    // A file that has just failed has been known to the bundler before.
    return rule.late || from === 'lazy.ts' ? undefined : 'a name that is not written out: the bundler has to know it';
  }
  const onPage = rule.page && !isOffPage(from) && !one.typeOnly;
  if (rule.late && !one.typeOnly && !one.dynamic && one.specifier.startsWith('.') && !rule.to.includes(posix.join(posix.dirname(from), one.specifier))) {
    return `${one.specifier}: only with import()`;
  }

  if (one.specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), one.specifier);
    if (path.startsWith('..')) return `${one.specifier}: it is outside src`;
    if (onPage && isOffPage(path)) return `${path}: no page loads it, so only as a type`;
    const known = [top(from), ...rule.to].some((to) => path === to || path.startsWith(`${to}/`));
    return known ? undefined : path;
  }

  const [scope = '', name] = one.specifier.split('/');
  const wanted = scope.startsWith('node:') ? 'node:' : scope.startsWith('@') ? `${scope}/${name}` : scope;
  if (!rule.packages?.includes(wanted)) return one.specifier;
  if (onPage && offPagePackages.includes(wanted)) return `${one.specifier}: not into the page, so only as a type`;
  return undefined;
}

/** What is wrong with a file of src, one sentence for each line. */
function wrongs(path: string, text: string): string[] {
  const rule = rules[top(path)];
  if (!rule) return [`src/${path}: nobody has said what ${top(path)} may import; say it in ${import.meta.filename}`];
  const { imports, fetches } = read(path, text);
  const found = imports.flatMap((one) => {
    const why = refusal(path, rule, one);
    return why ? [`src/${path}:${one.line}: ${top(path)} → ${why}`] : [];
  });
  if (path !== network) {
    for (const line of fetches) found.push(`src/${path}:${line}: ${top(path)} → fetch(): only ${network} calls it`);
  }
  const lines = text.replace(/\n$/, '').split('\n').length;
  if (lines > longest && !path.endsWith('.gen.ts')) found.push(`src/${path}: ${lines} lines, more than ${longest}`);
  return found;
}

describe('the arrows of src', () => {
  const src = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = globSync('**/*.ts', { cwd: src }).map((file) => file.replaceAll('\\', '/'));

  it('point down', () => {
    assert.ok(files.length > 10, `only ${files.length} files in ${src}`);
    const found = files.sort().flatMap((file) => wrongs(file, readFileSync(src + file, 'utf8')));
    assert.equal(found.join('\n'), '');
  });

  const refused: [what: string, path: string, text: string, message: string][] = [
    ['Lit in the rules', 'campaign/state.ts', `\nimport { html } from 'lit';`, 'src/campaign/phase.ts:2: campaign → lit'],
    ['Node in the rules', 'campaign/campaign.ts', `import 'node:fs';`, 'src/campaign/schema/campaign.schema.ts:1: campaign → node:fs'],
    ['zod in the page', 'campaign/state.ts', `import { z } from 'zod';`, 'src/campaign/phase.ts:1: campaign → zod: not into the page, so only as a type'],
    ['shapes in the page', 'client/submitter.ts', `import { campaign } from '../campaign/campaign.ts';`, 'src/api/submissions.ts:1: client → campaign/campaign.ts: no page loads it, so only as a type'],
    ['types beside a value', 'parts/a.ts', `import { type A } from '../campaign/campaign.ts';`, 'src/parts/a.ts:1: parts → campaign/campaign.ts: no page loads it, so only as a type'],
    ['a part that knows elements', 'parts/a.ts', `import type { A } from '../components/a.ts';`, 'src/parts/a.ts:1: parts → elements/a.ts'],
    ['a part that knows the network', 'parts/a.ts', `export * from '../api/request.ts';`, 'src/parts/a.ts:1: parts → client/request.ts'],
    ['a type by import()', 'client/a.ts', `type A = import('../parts/a.ts').A;`, 'src/client/a.ts:1: client → parts/a.ts'],
    ['elements in the start', 'actions.ts', `import './define/action-letter.ts';`, 'src/autoloader/autoloader.ts:1: actions.ts → ./define/action-letter.ts: only with import()'],
    ['a computed name', 'locales/index.ts', 'void import(`./${language}.json`);', 'src/i18n/get-translator.ts:1: locales → a name that is not written out: the bundler has to know it'],
    ['the endpoint in the page', 'elements/a.ts', `void import('../server/app.ts');`, 'src/elements/a.ts:1: elements → endpoint/app.ts'],
    ['tests', 'endpoint/app.ts', `import '../../test/support/until.ts';`, 'src/server/app.ts:1: endpoint → ../../test/support/until.ts: it is outside src'],
    ['fetch', 'client/submitter.ts', 'await globalThis.fetch(url);', 'src/api/submissions.ts:1: client → fetch(): only client/request.ts calls it'],
    ['a long file', 'theme/host.ts', '\n'.repeat(301), 'src/styles/base.styles.ts: 301 lines, more than 300'],
  ];
  for (const [what, path, text, message] of refused) {
    it(`refuses ${what}`, () => assert.deepEqual(wrongs(path, text), [message]));
  }

  const allowed: [what: string, path: string, text: string][] = [
    ['a late element', 'actions.ts', `void import('./define/action-letter.ts');`],
    ['a chunk', 'actions.ts', `import { elements } from 'virtual:chunks'; void import(beside(elements[tag]));`],
    ['the type of a shape', 'client/submitter.ts', `import type { Campaign } from '../campaign/campaign.ts';`],
    ['zod in a shape', 'campaign/campaign.ts', `import * as z from 'zod/mini';`],
    ['a file of 300 lines', 'theme/host.ts', '\n'.repeat(300)],
    ['an app asked as a server is', 'endpoint/app.ts', 'await app.fetch(request);'],
    ['a word list', 'locales/index.ts', `import en from './en.json' with { type: 'json' };`],
  ];
  for (const [what, path, text] of allowed) {
    it(`allows ${what}`, () => assert.deepEqual(wrongs(path, text), []));
  }
});
