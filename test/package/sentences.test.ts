// A sentence comes whole from a catalogue: word order, spaces and endings differ from language to language, so nothing that
// a translator says is put together with other words.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const english = JSON.parse(readFileSync(`${root}src/i18n/messages/en.json`, 'utf8')) as Record<string, string | Record<string, string>>;

const saying = ['say', 'count', 'number', 'day', 'dayOf'];
/** `translator.say(…)`, `view.translator.count(…)`, and the lists of names. */
function isSaid(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text === 'listOf';
  return (
    ts.isPropertyAccessExpression(expression) &&
    saying.includes(expression.name.text) &&
    /(^|\.)#?translator!?$/.test(expression.expression.getText())
  );
}

/** What an expression may come to be: both sides of a choice. */
function outcomes(node: ts.Node): ts.Node[] {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return outcomes(node.expression);
  if (ts.isConditionalExpression(node)) return [...outcomes(node.whenTrue), ...outcomes(node.whenFalse)];
  const either = [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.AmpersandAmpersandToken];
  if (ts.isBinaryExpression(node) && either.includes(node.operatorToken.kind)) return [...outcomes(node.left), ...outcomes(node.right)];
  return [node];
}

const word = /[\p{L}\p{N}]/u;
const endsSentence = /[.!?…]$/;

const literally = (key: string) => key.replaceAll('.', '\\.');

/** Whether all that may be said here are whole sentences, which may stand behind one another. */
function isSentence(said: ts.Node): boolean {
  if (!isSaid(said)) return false;
  const key = said.arguments[0]!;
  const pattern = ts.isStringLiteral(key)
    ? literally(key.text)
    : ts.isTemplateExpression(key)
      ? literally(key.head.text) + key.templateSpans.map(({ literal }) => `\\w+${literally(literal.text)}`).join('')
      : undefined;
  const keys = Object.keys(english).filter((one) => pattern && new RegExp(`^${pattern}$`).test(one));
  const texts = keys.flatMap((one) => (typeof english[one] === 'string' ? [english[one]] : Object.values(english[one]!)));
  return texts.length > 0 && texts.every((text) => endsSentence.test(text));
}

/** Where something said is glued to something else. */
function glued(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  /** Names of what has been said before. */
  const names = new Set<string>();
  const said = (node: ts.Node) => outcomes(node).some((one) => isSaid(one) || (ts.isIdentifier(one) && names.has(one.text)));
  const refuse = (node: ts.Node) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${name}:${line + 1}: ${node.getText().replace(/\s+/g, ' ')}`);
  };

  /** In markup a tag parts what is said from its neighbours; without markup nothing does. */
  const template = (node: ts.TemplateExpression, markup: boolean) => {
    const around = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
    for (const [i, { expression }] of node.templateSpans.entries()) {
      if (!said(expression)) continue;
      const before = around[i]!;
      const after = around[i + 1]!;
      // `aria-label=${…}`: an attribute is not glued to what stands before its name.
      if (markup && /=["']?$/.test(before)) continue;
      const left = markup ? before.slice(Math.max(before.lastIndexOf('>'), before.lastIndexOf('<')) + 1) : before;
      const right = markup ? after.split('<')[0]! : after;
      const alone = (side: string, isEnd: boolean, whole: string) => !word.test(side) && (isEnd || side !== whole);
      if (!alone(left, i === 0, before) || !alone(right, i === node.templateSpans.length - 1, after)) refuse(expression);
    }
  };

  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && said(node.initializer)) names.add(node.name.text);
    if (ts.isBinaryExpression(node) && [ts.SyntaxKind.PlusToken, ts.SyntaxKind.PlusEqualsToken].includes(node.operatorToken.kind)) {
      for (const side of [node.left, node.right]) if (said(side)) refuse(node);
    }
    if (ts.isTemplateExpression(node)) template(node, ts.isTaggedTemplateExpression(node.parent));
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name: method, expression: list } = node.expression;
      if (method.text === 'concat' && [list, ...node.arguments].some(said)) refuse(node);
      if (method.text === 'join' && ts.isArrayLiteralExpression(list))
        for (const one of list.elements) if (outcomes(one).some((each) => said(each) && !isSentence(each))) refuse(one);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('what is said', () => {
  it('is never glued to other words', () => {
    const files = globSync('src/{elements,parts,endpoint,locales,picture}/**/*.ts', { cwd: root, exclude: ['**/*.gen.ts'] });
    assert.ok(files.length > 80, `only ${files.length} files`);
    assert.deepEqual(files.sort().flatMap((file) => glued(file, readFileSync(root + file, 'utf8'))), []);
  });

  const refused: [what: string, text: string][] = [
    ['a sum', `const a = translator.say('to') + ' ' + name;`],
    ['a sum of what has a name', `const to = view.translator.say('to'); show(to + name);`],
    ['a text with more in it', 'show(`${translator.say("to")}: ${name}`);'],
    ['a word beside it', 'html`<p>To ${translator.count("people", 3)}</p>`;'],
    ['a value beside it', 'html`<p>${this.translator.say("wall.to")} ${name}</p>`;'],
    ['a number before its unit', 'html`<p>${translator.number(3)} ${translator.count("counter.unit", 3)}</p>`;'],
    ['one of two', 'html`<p>${one ? translator.say("to") : name} ${other}</p>`;'],
    ['fragments in a row', `[translator.say('to'), name].join(' ');`],
  ];
  for (const [what, text] of refused) it(`is refused as ${what}`, () => assert.equal(glued('a.ts', text).length > 0, true));

  const allowed: [what: string, text: string][] = [
    ['alone', 'html`<p>${translator.say("to")}</p><p>${name}</p>`;'],
    ['as an attribute', 'html`<ul class="a" aria-label="${translator.say("to")}">${names}</ul>`;'],
    ['with its values', `translator.say('wall.to', { names: listOf(translator, names) });`],
    ['as sentences, one behind the other', '[translator.say(`${kind}.seen`, values), translator.say("keptUnknown")].join(" ");'],
  ];
  for (const [what, text] of allowed) it(`may stand ${what}`, () => assert.deepEqual(glued('a.ts', text), []));
});
