/**
 * Names are standard terms, and prose is plain English. Words that are fine in prose, such as participles, are rejected only as
 * names: they do not say what a value is.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** This file, which quotes what it rejects. */
const self = 'test/package/vocabulary.test.ts';

const phrases = [
  'can not', 'whoever', 'leave away', 'left away', 'by day', 'as it stands', 'what stands', 'it stands', 'they stand', 'is told', 'are told',
  'to be had', 'is had', 'mend', 'mends', 'mended', 'mending', 'of a sane', 'way in', 'those who hear',
];
const anyPhrase = new RegExp(String.raw`(?<!day )\b(${phrases.join('|').replaceAll(' ', String.raw`[\s*/#]+`)})\b`, 'gi');

/** In lower case, because a type `Told` is no better than a variable `told`. */
const rejectedNames = new Set(
  `able again apart aside asked bare began begun behind beside board boards chosen doing drawn dress early elsewhere endpoint
  evened everywhere fewest found gather gathered given gives hand hands heard held hush inside intake keeps kept known lacking later
  leave like look made masthead meant most need nobody nowhere over own parted patience picture play played promised put renewed said say says
  seen sent settle sheet shown shut sight sound speaker speaks spoken stand standing stands stay stuck studio tell telling told
  together trouble twice typed wake wanted way wear where whole whose wish without woken word words writing written`.split(/\s+/),
);

/** Names that a promise or a standard prescribes. */
const exceptions: Record<string, string> = {
  given: 'whether a consent was given, in a submission',
  held: 'the detention periods of a person in a campaign document',
  sent: 'the state of an element whose submission was received',
  indexOf: 'JavaScript',
  lastIndexOf: 'JavaScript',
  valueOf: 'JavaScript',
  oneOf: 'JSON Schema and fast-check',
  enumOf: 'a validator, like `oneOf`',
  asOf: 'the time of the counts, in counts.json',
};

const isRejectedName = (name: string) =>
  !(name.replace('#', '') in exceptions) && (/[a-z]Of$/.test(name) || rejectedNames.has(name.replace(/^[#_-]+/, '').toLowerCase()));

type Script = { file: string; text: string };

const describePlace = ({ file, text }: Script, index: number, found: string) => `${file}:${text.slice(0, index).split('\n').length}: ${found}`;

const findPhrases = (script: Script): string[] =>
  [...script.text.matchAll(anyPhrase)].map(({ 0: phrase, index }) => describePlace(script, index, phrase.replace(/\s+/g, ' ')));

/** The names that a script declares: of variables, parameters, functions, types, members and imports. */
function findDeclaredNames(script: Script): string[] {
  const source = ts.createSourceFile(script.file, script.text, ts.ScriptTarget.Latest);
  const places: string[] = [];
  const visit = (node: ts.Node): void => {
    const { name } = node as { name?: ts.Node };
    const isUse = ts.isPropertyAccessExpression(node) || ts.isMetaProperty(node);
    if (!isUse && name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) && isRejectedName(name.text))
      places.push(describePlace(script, name.getStart(source), name.text));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return places;
}

/** The classes in markup and in style sheets, and custom properties. */
function findStyleNames(script: Script): string[] {
  const classAttributes = [...script.text.matchAll(/\bclass="([^"$]*)/g)].flatMap(({ 1: names, index }) => names!.split(/\s+/).map((name) => ({ name, index })));
  const selectors = [...script.text.matchAll(/(?<=[\s,>+~(}])\.([a-z][\w-]*)(?=[^;{}()'"=]*\{)/g)].map(({ 1: name, index }) => ({ name: name!, index }));
  const properties = [...script.text.matchAll(/(?<=[\s;{(])--(_?[a-z][\w-]*)(?=\s*[:,)])/g)].map(({ 1: name, index }) => ({ name: name!, index }));
  return [...classAttributes, ...selectors, ...properties].filter(({ name }) => isRejectedName(name)).map(({ name, index }) => describePlace(script, index, name));
}

const textFiles = /\.(ts|mts|tsx|mjs|js|md|html|xhtml|css|json|yml|svg)$|^\.ci\/run$/;
/** A released migration keeps the names of its columns. */
const excluded = [self, 'package-lock.json', 'src/server/db/migrations/0003-cards.ts'];
const isExcluded = (file: string) => excluded.some((path) => file.startsWith(path)) || /^src\/i18n\/messages\/(?!en\.json)/.test(file);

const sources = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => textFiles.test(file) && !isExcluded(file) && existsSync(root + file))
  .map((file): Script => ({ file, text: readFileSync(root + file, 'utf8') }));

describe('the vocabulary of the project', () => {
  it('has no phrases that are not English', () => {
    assert.deepEqual(sources.flatMap(findPhrases), []);
  });

  it('has no vague names and no names that end in “Of” in scripts', () => {
    assert.deepEqual(sources.filter(({ file }) => /\.(ts|mts|tsx|mjs|js)$/.test(file)).flatMap(findDeclaredNames), []);
  });

  it('has no vague names of classes and custom properties', () => {
    assert.deepEqual(sources.filter(({ file }) => /\.(ts|css|x?html)$/.test(file)).flatMap(findStyleNames), []);
  });

  it('has no vague names and no names that end in “-of” for files', () => {
    const isRejectedFileName = (file: string) => basename(file).split('.')[0]!.match(/-of$/) !== null || isRejectedName(basename(file).split('.')[0]!);
    assert.deepEqual(sources.map(({ file }) => file).filter(isRejectedFileName), []);
  });
});

describe('the check of the vocabulary', () => {
  it('finds a phrase across a line break in a comment', () => {
    assert.deepEqual(findPhrases({ file: 'a.ts', text: '/**\n * This can\n * not be.\n */' }), ['a.ts:2: can * not']);
  });

  it('finds names of variables, parameters, types, members and private members, and no uses of them', () => {
    const text = 'const { told } = element;\nconst dayOf = (said: Kept) => said.shown;\nclass Way {\n  #early = campaign.held[0];\n}';
    assert.deepEqual(findDeclaredNames({ file: 'a.ts', text }), ['a.ts:1: told', 'a.ts:2: dayOf', 'a.ts:2: said', 'a.ts:3: Way', 'a.ts:4: #early']);
  });

  it('finds classes and custom properties', () => {
    const text = '<p class="muted hush">\n.sheet,\n.row .words {\n  --_told: 0;\n  color: var(--_told);\n}';
    assert.deepEqual(findStyleNames({ file: 'a.css', text }), ['a.css:1: hush', 'a.css:2: sheet', 'a.css:3: words', 'a.css:4: _told', 'a.css:5: _told']);
  });

  it('accepts what the campaign document, the API and JavaScript name', () => {
    assert.deepEqual(findDeclaredNames({ file: 'a.ts', text: 'const { held, given, sent, indexOf, asOf } = value;' }), []);
  });
});
