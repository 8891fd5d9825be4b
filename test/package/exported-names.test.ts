/** One name, one meaning: a name that several files import is declared in one of them. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

type Script = { path: string; text: string };

/** The names that a module declares and exports; what it only exports again is declared elsewhere. */
function findExportedNames({ path, text }: Script): string[] {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const isExported = (statement: ts.Statement) => ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const names = statements.filter(isExported).flatMap((statement) => {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement as ts.DeclarationStatement];
    return declarations.flatMap(({ name }) => (name && ts.isIdentifier(name) ? name.text : []));
  });
  // An overload declares the same function again.
  return [...new Set(names)];
}

/** Modules that are loaded as one of several have the exports that their interface prescribes. */
const implementsInterface = (path: string) => /\.(lazy|styles|gen)\.ts$/.test(path);

/** The server renders the same part of a form, for pages without scripts, with the name that the element's template has. */
const areTemplates = (paths: readonly string[]) =>
  paths.length === 2 && paths.some((path) => path.startsWith('components/')) && paths.some((path) => path.startsWith('server/views/'));

/** @returns each name that several modules declare, with these modules */
function findSharedNames(scripts: readonly Script[]): string[] {
  const exports = scripts.filter(({ path }) => !implementsInterface(path)).flatMap((script) => findExportedNames(script).map((name) => ({ name, path: script.path })));
  return [...Map.groupBy(exports, ({ name }) => name)]
    .map(([name, places]) => ({ name, paths: places.map(({ path }) => path) }))
    .filter(({ paths }) => paths.length > 1 && !areTemplates(paths))
    .map(({ name, paths }) => `${name}: ${paths.join(', ')}`);
}

describe('exported names', () => {
  it('are declared in one module of src', () => {
    const paths = globSync('**/*.ts', { cwd: src }).map((path) => path.replaceAll('\\', '/')).sort();
    assert.ok(paths.length > 100, `only ${paths.length} files in ${src}`);
    assert.deepEqual(findSharedNames(paths.map((path) => ({ path, text: readFileSync(src + path, 'utf8') }))), []);
  });

  it('are found in declarations of every kind, and not where they are exported again', () => {
    const declarations = 'export const a = 1, b = 2; export async function c() {} export class D {} export interface E {} export type F = 1; const g = 1;';
    const scripts = [{ path: 'a.ts', text: declarations }, { path: 'b.ts', text: declarations }, { path: 'c.ts', text: `export { a } from './a.ts'; export * from './b.ts';` }];
    assert.deepEqual(findSharedNames(scripts), ['a', 'b', 'c', 'D', 'E', 'F'].map((name) => `${name}: a.ts, b.ts`));
  });

  it('may be the same for a template of the server and that of an element', () => {
    const text = 'export function letterForm() {}';
    const scripts = [{ path: 'components/a.ts', text }, { path: 'server/views/a.ts', text }];
    assert.deepEqual(findSharedNames(scripts), []);
    assert.equal(findSharedNames([...scripts, { path: 'server/views/b.ts', text }]).length, 1);
  });
});
