/** The oldest browsers that the README names support everything the built files need, according to MDN’s data. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { parse as parseScript } from 'acorn';
import { parse as parseStyle, walk } from 'css-tree';
import ts from 'typescript';
import { minimumBrowsers, unsupportedIn } from '../../scripts/browser-support.mjs';

/** The code checks for these before it uses them. */
const optionalApis = ['api.Navigator.share', 'api.Navigator.canShare', 'api.Window.requestIdleCallback'];
/** Without these, pages are only slower or less tidy: hidden cards are rendered too, and a printed heading may be apart from its text. */
const progressiveProperties = ['content-visibility', 'content-visibility.auto', 'content-visibility.visible', 'overflow-clip-margin', 'break-after.avoid'];
/** The style sheets also have these with their prefix. */
const prefixedProperties = ['print-color-adjust', 'print-color-adjust.exact'];
const allowedFeatures = new Set([...optionalApis, ...[...progressiveProperties, ...prefixedProperties].map((name) => `css.properties.${name}`)]);
const supportedFeatures = new Set<string>();

/** Looks up the first of these paths that MDN’s data has. Returns a message if one of the browsers does not support it. */
function findUnsupported(paths: string[], location: string): string[] {
  const path = paths.find((one) => unsupportedIn(one));
  if (!path || allowedFeatures.has(path)) return [];
  const browsers = unsupportedIn(path)!;
  if (!browsers.length) supportedFeatures.add(path);
  return browsers.length ? [`${path}, in ${location}: not in ${browsers.map((browser) => `${browser} ${minimumBrowsers[browser]}`).join(', ')}`] : [];
}

it('the minimum browsers are the ones that the README names', () => {
  const [, chromium, firefox, safari] = /Chrome and Edge ([\d.]+), Firefox ([\d.]+), Safari ([\d.]+)/.exec(readFileSync('README.md', 'utf8'))!;
  assert.deepEqual(minimumBrowsers, { chrome: chromium, edge: chromium, firefox, safari });
});

it('every built file is ES2022 or older, and actions.js is ES2020', () => {
  const files = globSync('dist/web/*.js');
  assert.ok(files.length > 20);
  for (const file of files) {
    const ecmaVersion = file.endsWith('/actions.js') ? 2020 : 2022;
    const sourceType = /\/(actions\.iife|embed)\.js$/.test(file) ? 'script' : 'module';
    assert.doesNotThrow(() => parseScript(readFileSync(file, 'utf8'), { ecmaVersion, sourceType }), file);
  }
});

const inBrowsers = /\/lib\.(dom|es|decorators)[\w.]*\.d\.ts$/;

/** Calls back with the possible paths of every JavaScript and browser API that a file uses. */
function visitApis(file: ts.SourceFile, checker: ts.TypeChecker, onApi: (paths: string[]) => void): void {
  const bases = (type: ts.Type) => {
    const target = (type as Partial<ts.TypeReference>).target ?? type;
    return target.isClassOrInterface() ? checker.getBaseTypes(target) : [];
  };
  const owners = (type: ts.Type): string[] => {
    const types = (type.isUnion() ? type.types : [type]).map((one) => checker.getApparentType(one));
    return types.flatMap((one) => [one.symbol?.name.replace(/Constructor$/, '') ?? '', ...bases(one).flatMap(owners)]);
  };
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isIdentifier(node) || ts.isPartOfTypeNode(node)) return;
    const symbol = checker.getSymbolAtLocation(node);
    if (!symbol?.declarations?.some((one) => inBrowsers.test(one.getSourceFile().fileName))) return;
    const { parent, text } = node;
    if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) {
      // MDN has no data for the keys of an options object.
      if (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function)) onApi([`javascript.builtins.${text}`, `api.${text}`, `api.Window.${text}`]);
      return;
    }
    const names = [...new Set([...owners(checker.getTypeAtLocation(parent.expression)), parent.expression.getText()])];
    onApi(names.flatMap((name) => [`javascript.builtins.${name}.${text}`, `api.${name}.${text}`, `api.${name}.${text}_static`]));
  };
  visit(file);
}

it('the sources use only JavaScript and browser APIs that the minimum browsers have', () => {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const roots = globSync('src/{autoloader,components,iframe,embed-code}/**/*.ts');
  const program = ts.createProgram(roots, options);
  const checker = program.getTypeChecker();
  const errors = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/src\/(?!server|cli)/.test(fileName) && !fileName.includes('node_modules'))
    .flatMap((file) => {
      const errors: string[] = [];
      visitApis(file, checker, (paths) => errors.push(...findUnsupported(paths, file.fileName.replace(/.*\/src\//, 'src/'))));
      return errors;
    });
  assert.deepEqual([...new Set(errors)], []);
  const examples = ['api.URL.canParse_static', 'api.HTMLElement.attachInternals', 'javascript.builtins.Object.hasOwn', 'javascript.builtins.Intl.Segmenter'];
  assert.deepEqual(examples.filter((name) => !supportedFeatures.has(name)), [], 'finds known APIs');
});

it('the style sheets use only CSS that the minimum browsers have', () => {
  const errors = globSync('src/{styles,components/*}/*.ts').flatMap((file) => {
    const errors: string[] = [];
    const add = (...paths: string[]) => errors.push(...findUnsupported(paths, file));
    for (const [, text] of readFileSync(file, 'utf8').matchAll(/css`([^`]*)`/g)) {
      // The parser leaves the fallback of var() as it is, so look for functions there too.
      for (const [, name] of text!.matchAll(/([a-z-]+)\(/g)) add(`css.types.color.${name}`, `css.types.${name}`);
      walk(parseStyle(text!), function (node) {
        if (node.type === 'Declaration' && !node.property.startsWith('--')) add(`css.properties.${node.property}`);
        if (node.type === 'Atrule') add(`css.at-rules.${node.name}`);
        if (node.type === 'PseudoClassSelector' || node.type === 'PseudoElementSelector') add(`css.selectors.${node.name}`);
        if (node.type === 'Identifier' && this.declaration) add(`css.properties.${this.declaration.property}.${node.name}`);
      });
    }
    return errors;
  });
  assert.deepEqual(errors, []);
  assert.ok(supportedFeatures.has('css.types.color.light-dark') && supportedFeatures.has('css.selectors.focus-visible'));
});
