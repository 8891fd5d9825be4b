/** The oldest browsers that the README names have all that the built files need, as MDN's data say. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { parse as parseScript } from 'acorn';
import { parse as parseStyle, walk } from 'css-tree';
import ts from 'typescript';
import { minimumBrowsers, unsupportedIn } from '../../build/browser-support.mjs';

/** What is used only where it is there. */
const guarded = ['api.Navigator.share', 'api.Navigator.canShare', 'api.Window.requestIdleCallback'];
/** What only makes things quicker or neater: a wall that is drawn later, a printed heading that stays with its text. */
const missed = ['content-visibility', 'content-visibility.auto', 'content-visibility.visible', 'overflow-clip-margin', 'break-after.avoid'];
/** What also stands there with its prefix. */
const prefixed = ['print-color-adjust', 'print-color-adjust.exact'];
const allowed = new Set([...guarded, ...[...missed, ...prefixed].map((name) => `css.properties.${name}`)]);
const fine = new Set<string>();

/** Of the names that a thing may have in MDN's tree, the first that stands there: what lacks it, or nothing. */
function fault(paths: string[], where: string): string[] {
  const path = paths.find((one) => unsupportedIn(one));
  if (!path || allowed.has(path)) return [];
  const without = unsupportedIn(path)!;
  if (!without.length) fine.add(path);
  return without.length ? [`${path}, in ${where}: not in ${without.map((browser) => `${browser} ${minimumBrowsers[browser]}`).join(', ')}`] : [];
}

it('the floor is the one that the README names', () => {
  const [, chromium, firefox, safari] = /Chrome and Edge ([\d.]+), Firefox ([\d.]+), Safari ([\d.]+)/.exec(readFileSync('README.md', 'utf8'))!;
  assert.deepEqual(minimumBrowsers, { chrome: chromium, edge: chromium, firefox, safari });
});

it('no built file is written in younger syntax, and the script tag’s is understood by every browser since 2020', () => {
  const files = globSync('dist/web/*.js');
  assert.ok(files.length > 20);
  for (const file of files) {
    const ecmaVersion = file.endsWith('/actions.js') ? 2020 : 2022;
    const text = readFileSync(file, 'utf8');
    const sourceType = /(^|[;}\s])(import|export)[\s{*"']|import\.meta/.test(text) ? 'module' : 'script';
    assert.doesNotThrow(() => parseScript(text, { ecmaVersion, sourceType }), file);
  }
});

const inBrowsers = /\/lib\.(dom|es|decorators)[\w.]*\.d\.ts$/;

/** Every member of the language and of the browser that a file names. */
function asked(file: ts.SourceFile, checker: ts.TypeChecker, found: (paths: string[]) => void): void {
  const bases = (type: ts.Type) => {
    const target = (type as Partial<ts.TypeReference>).target ?? type;
    return target.isClassOrInterface() ? checker.getBaseTypes(target) : [];
  };
  const owners = (type: ts.Type): string[] => {
    const own = (type.isUnion() ? type.types : [type]).map((one) => checker.getApparentType(one));
    return own.flatMap((one) => [one.symbol?.name.replace(/Constructor$/, '') ?? '', ...bases(one).flatMap(owners)]);
  };
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isIdentifier(node) || ts.isPartOfTypeNode(node)) return;
    const symbol = checker.getSymbolAtLocation(node);
    if (!symbol?.declarations?.some((one) => inBrowsers.test(one.getSourceFile().fileName))) return;
    const { parent, text } = node;
    if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) {
      // A key of an object, for what some method takes, has no page of its own.
      if (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function)) found([`javascript.builtins.${text}`, `api.${text}`, `api.Window.${text}`]);
      return;
    }
    const names = [...new Set([...owners(checker.getTypeAtLocation(parent.expression)), parent.expression.getText()])];
    found(names.flatMap((name) => [`javascript.builtins.${name}.${text}`, `api.${name}.${text}`, `api.${name}.${text}_static`]));
  };
  visit(file);
}

it('no element asks for anything younger of the language or of the browser', () => {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const roots = globSync('src/{actions,core}.ts').concat(globSync('src/{elements,parts,client,picture,define}/*.ts'));
  const program = ts.createProgram(roots, options);
  const checker = program.getTypeChecker();
  const faults = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/src\/(?!endpoint|cli)/.test(fileName) && !fileName.includes('node_modules'))
    .flatMap((file) => {
      const wrong: string[] = [];
      asked(file, checker, (paths) => wrong.push(...fault(paths, file.fileName.replace(/.*\/src\//, 'src/'))));
      return wrong;
    });
  assert.deepEqual([...new Set(faults)], []);
  const seen = ['api.URL.canParse_static', 'api.HTMLElement.attachInternals', 'javascript.builtins.Object.hasOwn', 'javascript.builtins.Intl.Segmenter'];
  assert.deepEqual(seen.filter((name) => !fine.has(name)), [], 'the check looks');
});

it('no style is younger', () => {
  const faults = globSync('src/{theme,elements,parts}/*.ts').flatMap((file) => {
    const wrong: string[] = [];
    const add = (...paths: string[]) => wrong.push(...fault(paths, file));
    for (const [, text] of readFileSync(file, 'utf8').matchAll(/css`([^`]*)`/g)) {
      // Also in what var() falls back to, which is not parsed.
      for (const [, name] of text!.matchAll(/([a-z-]+)\(/g)) add(`css.types.color.${name}`, `css.types.${name}`);
      walk(parseStyle(text!), function (node) {
        if (node.type === 'Declaration' && !node.property.startsWith('--')) add(`css.properties.${node.property}`);
        if (node.type === 'Atrule') add(`css.at-rules.${node.name}`);
        if (node.type === 'PseudoClassSelector' || node.type === 'PseudoElementSelector') add(`css.selectors.${node.name}`);
        if (node.type === 'Identifier' && this.declaration) add(`css.properties.${this.declaration.property}.${node.name}`);
      });
    }
    return wrong;
  });
  assert.deepEqual(faults, []);
  assert.ok(fine.has('css.types.color.light-dark') && fine.has('css.selectors.focus-visible'));
});
