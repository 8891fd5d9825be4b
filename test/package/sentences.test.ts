/**
 * Word order, spaces and endings differ between languages, so every message is a complete sentence or label: no code joins a
 * message to other text.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sections = JSON.parse(readFileSync(`${root}src/i18n/messages/en.json`, 'utf8')) as Record<string, Record<string, string | Record<string, string>>>;
const messages = Object.entries(sections).flatMap(([section, texts]) => Object.entries(texts).map(([name, text]) => [`${section}.${name}`, text] as const));

const translatorMethods = ['t', 'plural', 'formatNumber', 'formatDate'];
const formatFunctions = ['formatList', 'formatInstant'];

/** `translator.t(…)`, `context.translator.plural(…)`, `formatList(translator, …)` */
function isLocalizedCall(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return formatFunctions.includes(expression.text);
  return (
    ts.isPropertyAccessExpression(expression) &&
    translatorMethods.includes(expression.name.text) &&
    /(^|\.)#?translator!?$/.test(expression.expression.getText())
  );
}

/** The possible results of an expression, such as both branches of a conditional. */
function listResults(node: ts.Node): ts.Node[] {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return listResults(node.expression);
  if (ts.isConditionalExpression(node)) return [...listResults(node.whenTrue), ...listResults(node.whenFalse)];
  const logicalOperators = [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.AmpersandAmpersandToken];
  if (ts.isBinaryExpression(node) && logicalOperators.includes(node.operatorToken.kind)) return [...listResults(node.left), ...listResults(node.right)];
  return [node];
}

const wordCharacter = /[\p{L}\p{N}]/u;
const sentenceEnd = /[.!?…]$/;
/** Keys contain no other special characters of regular expressions. */
const escape = (key: string) => key.replaceAll('.', '\\.');

/** Whether a call returns complete sentences only, which may follow each other. */
function isSentence(node: ts.Node): boolean {
  if (!isLocalizedCall(node)) return false;
  const key = node.arguments[0]!;
  const pattern = ts.isStringLiteral(key)
    ? escape(key.text)
    : ts.isTemplateExpression(key)
      ? escape(key.head.text) + key.templateSpans.map(({ literal }) => `\\w+${escape(literal.text)}`).join('')
      : undefined;
  const texts = messages
    .filter(([name]) => pattern && new RegExp(`^${pattern}$`).test(name))
    .flatMap(([, text]) => (typeof text === 'string' ? [text] : Object.values(text)));
  return texts.length > 0 && texts.every((text) => sentenceEnd.test(text));
}

/** The functions of a file that return markup, by their return type. */
const findTemplateFunctions = (source: string) =>
  [...source.matchAll(/\b(?:const (\w+) = |function (\w+))\([^;{]*?\): TemplateResult\b/g)].map(([, variable, declaration]) => (variable ?? declaration)!);

/**
 * Finds the places where a message is joined to other text.
 * @param templateFunctions return markup, such as a form control, which may be next to a message
 */
function findJoinedMessages(name: string, source: string, templateFunctions: readonly string[] = []): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const errors: string[] = [];
  /** Variables that contain a message. */
  const variables = new Set<string>();
  const isMessage = (node: ts.Node) => listResults(node).some((result) => isLocalizedCall(result) || (ts.isIdentifier(result) && variables.has(result.text)));
  const report = (node: ts.Node) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    errors.push(`${name}:${line + 1}: ${node.getText().replace(/\s+/g, ' ')}`);
  };

  const isMarkupCall = (span: ts.TemplateSpan | undefined) =>
    !!span && ts.isCallExpression(span.expression) && templateFunctions.includes(span.expression.expression.getText());

  /** In markup, a tag separates a message from its neighbours; in plain text, nothing does. */
  const checkTemplate = (node: ts.TemplateExpression, isMarkup: boolean) => {
    const strings = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
    for (const [i, { expression }] of node.templateSpans.entries()) {
      if (!isMessage(expression)) continue;
      const before = strings[i]!;
      const after = strings[i + 1]!;
      // `aria-label=${…}`: what precedes an attribute is not joined to its value.
      if (isMarkup && /=["']?$/.test(before)) continue;
      const left = isMarkup ? before.slice(Math.max(before.lastIndexOf('>'), before.lastIndexOf('<')) + 1) : before;
      const right = isMarkup ? after.split('<')[0]! : after;
      const isSeparated = (side: string, text: string, neighbour: ts.TemplateSpan | undefined) =>
        !wordCharacter.test(side) && (side !== text || !neighbour || (isMarkup && isMarkupCall(neighbour)));
      if (!isSeparated(left, before, node.templateSpans[i - 1]) || !isSeparated(right, after, node.templateSpans[i + 1])) report(expression);
    }
  };

  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && isMessage(node.initializer)) variables.add(node.name.text);
    if (ts.isBinaryExpression(node) && [ts.SyntaxKind.PlusToken, ts.SyntaxKind.PlusEqualsToken].includes(node.operatorToken.kind)) {
      for (const side of [node.left, node.right]) if (isMessage(side)) report(node);
    }
    if (ts.isTemplateExpression(node)) checkTemplate(node, ts.isTaggedTemplateExpression(node.parent));
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name: method, expression: list } = node.expression;
      if (method.text === 'concat' && [list, ...node.arguments].some(isMessage)) report(node);
      if (method.text === 'join' && ts.isArrayLiteralExpression(list))
        for (const item of list.elements) if (listResults(item).some((result) => isMessage(result) && !isSentence(result))) report(item);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return errors;
}

describe('a message', () => {
  it('is never joined to other text in src', () => {
    const files = globSync('src/**/*.ts', { cwd: root, exclude: ['**/*.gen.ts'] }).sort();
    const sources = files.map((file) => [file, readFileSync(root + file, 'utf8')] as const);
    // If the methods are renamed, this test must fail rather than check nothing.
    for (const folder of ['components', 'server/views', 'i18n', 'share-image'])
      assert.ok(sources.some(([file, source]) => file.startsWith(`src/${folder}/`) && /translator\.(t|plural)\(/.test(source)), folder);
    const templateFunctions = sources.flatMap(([, source]) => findTemplateFunctions(source));
    assert.deepEqual(sources.flatMap(([file, source]) => findJoinedMessages(file, source, templateFunctions)), []);
  });
});

describe('the check for joined messages', () => {
  const templates = 'const input = (form: Form): TemplateResult => html``; function formatName(person: Person): string {}';
  const invalidSources: [description: string, source: string][] = [
    ['a sum', `const a = translator.t('form.to') + ' ' + name;`],
    ['a sum with a variable that contains a message', `const to = context.translator.t('form.to'); show(to + name);`],
    ['a template string with other text', 'show(`${translator.t("form.to")}: ${name}`);'],
    ['a word next to a message in markup', 'html`<p>To ${translator.plural("progress.people", 3)}</p>`;'],
    ['a value next to a message in markup', 'html`<p>${this.translator.t("wall.to")} ${name}</p>`;'],
    ['a number before its unit', 'html`<p>${translator.formatNumber(3)} ${translator.plural("counter.unit", 3)}</p>`;'],
    ['a message next to a function call that returns text', 'html`<p>${formatName(person)}${translator.t("form.to")}</p>`;'],
    ['a branch of a conditional', 'html`<p>${isLabelled ? translator.t("form.to") : name} ${other}</p>`;'],
    ['a list that is joined', `[translator.t('form.to'), name].join(' ');`],
  ];
  for (const [description, source] of invalidSources) it(`reports ${description}`, () => assert.ok(findJoinedMessages('a.ts', source, findTemplateFunctions(templates)).length > 0));

  const validSources: [description: string, source: string][] = [
    ['a message alone in an element', 'html`<p>${translator.t("form.to")}</p><p>${name}</p>`;'],
    ['a message as an attribute', 'html`<ul class="a" aria-label="${translator.t("form.to")}">${names}</ul>`;'],
    ['a message next to a form control', 'html`<label>${input(form)}${translator.t("form.yes")}</label>`;'],
    ['a message with values', `translator.t('wall.to', { names: formatList(translator, names) });`],
    ['complete sentences that follow each other', '[translator.t(`${kind}.privacyNote`, values), translator.t("form.retentionUnknown")].join(" ");'],
  ];
  for (const [description, source] of validSources) it(`accepts ${description}`, () => assert.deepEqual(findJoinedMessages('a.ts', source, findTemplateFunctions(templates)), []));
});
