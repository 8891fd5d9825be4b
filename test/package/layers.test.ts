/** Dependencies between the folders of src point in one direction: docs/architecture.md, "Layers". */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** No page loads these at run time, so files of a page import them only as types. */
const serverOnlyFolders = ['campaign/schema', 'campaign/linter'];
const serverOnlyFiles = ['campaign/validation/sealed-rules.ts', 'campaign/validation/validate-submission.ts', 'i18n/server-catalog.ts'];
const serverOnlyPackages = ['zod', 'jsonc-parser', 'fastest-levenshtein'];

interface Layer {
  /** Folders of src that this one may import, besides itself. */
  folders: readonly string[];
  /** Packages; `node:` means every module of Node. */
  packages?: readonly string[];
  /** Whether pages load it. */
  isInPage?: true;
}

const shared = ['campaign', 'i18n', 'share-image', 'utils'];
const services = ['server/abuse', 'server/campaign-forms', 'server/campaigns', 'server/cards', 'server/confirmations', 'server/demo-data', 'server/desk', 'server/exports', 'server/images', 'server/letters', 'server/mail', 'server/messages', 'server/outbox', 'server/page-check', 'server/print', 'server/privacy', 'server/retention', 'server/sealing', 'server/submissions', 'server/webhooks'];
/** No HTTP and no SQL. */
const service: Layer = { folders: [...shared, ...services, 'server/db', 'server/format-failure.ts', 'server/config.ts', 'server/content.ts', 'server/hourly-job.ts'] };

/** The longest path that begins the path of a file is its layer. */
const layers: Record<string, Layer> = {
  utils: { folders: [], isInPage: true },
  campaign: { folders: ['utils'], packages: [...serverOnlyPackages, 'age-encryption'], isInPage: true },
  outbox: { folders: ['campaign', 'utils'], packages: ['hpke', 'idb-keyval'], isInPage: true },
  'proof-of-work': { folders: ['campaign'], isInPage: true },
  api: { folders: ['campaign', 'proof-of-work', 'utils'], isInPage: true },
  i18n: { folders: ['campaign', 'utils'], isInPage: true },
  'share-image': { folders: ['campaign', 'i18n', 'utils'], isInPage: true },
  styles: { folders: [], packages: ['lit'], isInPage: true },
  sealing: { folders: ['campaign'], packages: ['age-encryption'], isInPage: true },
  controllers: { folders: ['api', 'campaign', 'i18n', 'sealing', 'utils'], packages: ['lit'], isInPage: true },
  base: { folders: ['controllers', 'api', 'campaign', 'i18n', 'styles', 'utils'], packages: ['lit'], isInPage: true },
  components: { folders: ['base', 'controllers', 'api', 'outbox', 'campaign', 'i18n', 'share-image', 'styles', 'utils'], packages: ['lit'], isInPage: true },
  autoloader: { folders: ['api', 'components', 'utils'], isInPage: true },
  iframe: { folders: ['utils'], isInPage: true },
  'desk-sealed': { folders: ['campaign', 'utils'], packages: ['age-encryption'], isInPage: true },
  'desk-passkeys': { folders: [], packages: ['@simplewebauthn/browser'], isInPage: true },
  'page-scripts': { folders: [], isInPage: true },
  'embed-code': { folders: ['campaign', 'i18n', 'utils'], isInPage: true },
  // Only the desk loads it.
  'desk-editor': { folders: [], packages: ['@codemirror/autocomplete', '@codemirror/lang-json', '@codemirror/language', '@codemirror/lint', '@codemirror/state', '@codemirror/view', '@lezer/highlight', 'codemirror', 'jsonc-parser'] },
  frameworks: { folders: ['base', 'index.ts'], packages: ['lit', 'react', 'svelte', 'vue'] },
  'index.ts': { folders: ['components', 'base', 'campaign'] },
  'server/db': { folders: [...shared], packages: ['kysely', 'pg', 'node:'] },
  ...Object.fromEntries(services.map((folder) => [folder, service])),
  'server/abuse': { ...service, packages: ['altcha-lib', 'node:'] },
  'server/campaigns': { ...service, packages: ['diff', 'node:'] },
  'server/cards': { ...service, packages: ['node:'] },
  'server/desk': { ...service, packages: ['@simplewebauthn/server', 'node:'] },
  'server/demo-data': { ...service, packages: ['node:'] },
  'server/images': { ...service, packages: ['@napi-rs/canvas', 'image-size', 'uqr', 'node:'] },
  'server/outbox': { ...service, packages: ['hpke'] },
  'server/mail': { ...service, packages: ['nodemailer', 'postal-mime'] },
  'server/page-check': { ...service, folders: [...service.folders, 'embed-code'], packages: ['ipaddr.js', 'parse5', 'node:'] },
  'server/print': { ...service, packages: ['node:'] },
  'server/privacy': { ...service, packages: ['node:'] },
  'server/submissions': { ...service, packages: ['node:'] },
  'server/webhooks': { ...service, packages: ['node:'] },
  'server/format-failure.ts': { folders: [] },
  'server/hourly-job.ts': { folders: ['server/format-failure.ts', 'utils'] },
  'server/content.ts': { folders: [] },
  'server/config.ts': { folders: ['campaign', 'server/db', 'server/abuse'], packages: ['zod', 'node:'] },
  'server/openapi': { folders: ['campaign', 'server/problems.ts', 'server/messages'] },
  'server/http': { folders: ['utils', 'server/problems.ts', 'server/content.ts'], packages: ['hono', '@hono/node-server', 'node:'] },
  'server/middleware': { folders: ['server/db', 'server/http', 'server/problems.ts', 'server/format-failure.ts', 'server/views'], packages: ['hono', '@hono/node-server', 'prom-client'] },
  'server/problems.ts': { folders: ['campaign'], packages: ['hono'] },
  'server/views': { folders: [...shared, ...services, 'iframe', 'embed-code'], packages: ['hono'] },
  'server/routes': {
    folders: [...shared, ...services, 'iframe', 'embed-code', 'server/http', 'server/middleware', 'server/openapi', 'server/views', 'server/db', 'server/config.ts', 'server/content.ts', 'server/format-failure.ts', 'server/problems.ts'],
    packages: ['hono', '@hono/node-server', 'node:'],
  },
  server: { folders: [...shared, 'iframe', 'embed-code', 'server'], packages: ['hono', '@hono/node-server', 'pino', 'node:'] },
  cli: { folders: ['campaign', 'utils', 'server'], packages: ['age-encryption', 'node:'] },
};

/** The one file of the elements that talks to the network. */
const networkFile = 'api/http.ts';
/** The scripts of pages of the server, which ask the server that has sent them. */
const pageScripts = ['embed-code/page.ts', 'desk-editor/page.ts', 'desk-passkeys/page.ts', 'desk-sealed/page.ts', 'desk-sealed/decide-cards.ts'];
const maxLines = 300;

interface Import {
  specifier: string | undefined;
  line: number;
  typeOnly: boolean;
}

/** Every import of a file, of whatever kind, and the lines that call the global fetch. */
function parseFile(name: string, text: string): { imports: Import[]; fetches: number[] } {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const getLine = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const imports: Import[] = [];
  const fetches: number[] = [];
  const add = (node: ts.Node, from: ts.Node | undefined, typeOnly: boolean): void => {
    imports.push({ specifier: from && ts.isStringLiteralLike(from) ? from.text : undefined, line: getLine(node), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier) add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node, node.arguments[0], false);
      if (/^((globalThis|window|self)\??\.)?fetch$/.test(node.expression.getText())) fetches.push(getLine(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { imports, fetches };
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const findLayer = (path: string): string | undefined =>
  Object.keys(layers)
    .filter((layer) => isWithin(path, layer))
    .sort((a, b) => b.length - a.length)[0];
const isServerOnly = (path: string): boolean => serverOnlyFiles.includes(path) || serverOnlyFolders.some((folder) => isWithin(path, folder));

/** @returns why a file may not import this; undefined if it may */
function findViolation(path: string, layerName: string, { specifier, typeOnly }: Import): string | undefined {
  if (specifier === undefined) return 'a computed import(): bundlers must know the file';
  const layer = layers[layerName]!;
  const needsPageModule = layer.isInPage && !isServerOnly(path) && !typeOnly;

  if (specifier.startsWith('.')) {
    const imported = posix.join(posix.dirname(path), specifier);
    if (imported.startsWith('..')) return `${specifier}: outside src`;
    if (needsPageModule && isServerOnly(imported)) return `${imported}: only as a type, because no page loads it`;
    return [layerName, ...layer.folders].some((folder) => isWithin(imported, folder)) ? undefined : imported;
  }

  const [scope = '', name] = specifier.split('/');
  const packageName = scope.startsWith('node:') ? 'node:' : scope.startsWith('@') ? `${scope}/${name}` : scope;
  if (!layer.packages?.includes(packageName)) return specifier;
  return needsPageModule && serverOnlyPackages.includes(packageName) ? `${specifier}: only as a type, because no page loads it` : undefined;
}

/** @returns one message for each violation in a file of src */
function findViolations(path: string, text: string): string[] {
  const layer = findLayer(path);
  if (!layer) return [`src/${path}: belongs to no layer; add it in ${import.meta.filename}`];
  const { imports, fetches } = parseFile(path, text);
  const messages = imports.flatMap((one) => {
    const violation = findViolation(path, layer, one);
    return violation ? [`src/${path}:${one.line}: ${layer} → ${violation}`] : [];
  });
  if (path !== networkFile && !pageScripts.includes(path)) for (const line of fetches) messages.push(`src/${path}:${line}: only ${networkFile} calls fetch()`);
  const lines = text.replace(/\n$/, '').split('\n').length;
  if (lines > maxLines && !path.endsWith('.gen.ts')) messages.push(`src/${path}: ${lines} lines, more than ${maxLines}`);
  return messages;
}

describe('layers of src', () => {
  const src = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = globSync('**/*.ts', { cwd: src }).map((file) => file.replaceAll('\\', '/'));

  it('may import only packages that they use', () => {
    const specifiers = Map.groupBy(
      files.flatMap((path) => parseFile(path, readFileSync(src + path, 'utf8')).imports.map(({ specifier = '' }) => ({ layer: findLayer(path)!, specifier }))),
      ({ layer }) => layer,
    );
    const unused = Object.entries(layers).flatMap(([layer, { packages = [] }]) =>
      packages
        .filter((name) => !specifiers.get(layer)?.some(({ specifier }) => isWithin(specifier, name) || (name === 'node:' && specifier.startsWith(name))))
        .map((name) => `${layer} → ${name}`),
    );
    assert.deepEqual(unused, []);
  });

  it('depend only on the layers below them', () => {
    assert.ok(files.length > 100, `only ${files.length} files in ${src}`);
    const violations = files.sort().flatMap((file) => findViolations(file, readFileSync(src + file, 'utf8')));
    assert.equal(violations.join('\n'), '');
  });

  const refused: [what: string, path: string, text: string, message: string][] = [
    ['Lit in the domain', 'campaign/phase.ts', `\nimport { html } from 'lit';`, 'src/campaign/phase.ts:2: campaign → lit'],
    ['Node in the domain', 'campaign/phase.ts', `import 'node:fs';`, 'src/campaign/phase.ts:1: campaign → node:fs'],
    ['zod in the page', 'campaign/phase.ts', `import { z } from 'zod';`, 'src/campaign/phase.ts:1: campaign → zod: only as a type, because no page loads it'],
    ['a schema in the page', 'api/counts.ts', `import { campaignSchema } from '../campaign/schema/campaign.schema.ts';`, 'src/api/counts.ts:1: api → campaign/schema/campaign.schema.ts: only as a type, because no page loads it'],
    ['a controller that imports a component', 'controllers/a.ts', `import type { A } from '../components/shared/a.ts';`, 'src/controllers/a.ts:1: controllers → components/shared/a.ts'],
    ['a type by import()', 'api/a.ts', `type A = import('../base/a.ts').A;`, 'src/api/a.ts:1: api → base/a.ts'],
    ['a computed import()', 'i18n/get-translator.ts', 'void import(`./${language}.json`);', 'src/i18n/get-translator.ts:1: i18n → a computed import(): bundlers must know the file'],
    ['the server in the page', 'components/a.ts', `void import('../server/app.ts');`, 'src/components/a.ts:1: components → server/app.ts'],
    ['routes in the database', 'server/db/a.ts', `import '../routes/a.ts';`, 'src/server/db/a.ts:1: server/db → server/routes/a.ts'],
    ['SQL in a service', 'server/cards/a.ts', `import 'kysely';`, 'src/server/cards/a.ts:1: server/cards → kysely'],
    ['tests', 'server/app.ts', `import '../../test/support/port.ts';`, 'src/server/app.ts:1: server → ../../test/support/port.ts: outside src'],
    ['fetch', 'api/submissions.ts', 'await globalThis.fetch(url);', 'src/api/submissions.ts:1: only api/http.ts calls fetch()'],
    ['a long file', 'styles/base.styles.ts', '\n'.repeat(301), 'src/styles/base.styles.ts: 301 lines, more than 300'],
    ['a file without a layer', 'new/a.ts', '', `src/new/a.ts: belongs to no layer; add it in ${import.meta.filename}`],
  ];
  for (const [what, path, text, message] of refused) it(`refuse ${what}`, () => assert.deepEqual(findViolations(path, text), [message]));

  const allowed: [what: string, path: string, text: string][] = [
    ['the type of a schema in the page', 'api/submissions.ts', `import type { Campaign } from '../campaign/schema/campaign.schema.ts';`],
    ['zod in a schema', 'campaign/schema/campaign.schema.ts', `import * as z from 'zod/mini';`],
    ['a file of 300 lines', 'styles/base.styles.ts', '\n'.repeat(300)],
    ['a request to an app', 'server/app.ts', 'await app.fetch(request);'],
    ['a JSON module', 'i18n/server-catalog.ts', `import en from './messages/en.json' with { type: 'json' };`],
  ];
  for (const [what, path, text] of allowed) it(`allow ${what}`, () => assert.deepEqual(findViolations(path, text), []));
});
