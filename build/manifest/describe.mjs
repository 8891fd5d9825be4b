// What an editor, a framework or a page of the docs has to know of the elements, as a Custom Elements Manifest: read from
// the sources, whose JSDoc is the one place where it is written.
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { defaultOf } from './default-of.mjs';

const files = ['src/styles/base.styles.ts', ...globSync(['src/base/*.ts', 'src/components/*/*.ts']).sort()];

/** In the order of the docs. */
const order = ['action-letter', 'postcard-form', 'detention-counter', 'message-wall', 'campaign-updates', 'action-progress'];

/** @returns a manifest of schema version 1 */
export function describe() {
  const tokens = [];
  const details = {};
  const { modules } = create({
    modules: files.map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)),
    plugins: [tokensOf(tokens), detailsOf(details), reactiveProperties],
  });
  const elements = modules
    .flatMap(({ path, declarations }) => declarations.filter(({ tagName }) => tagName).map((element) => ({ path, element })))
    .sort((a, b) => order.indexOf(a.element.tagName) - order.indexOf(b.element.tagName));
  return {
    schemaVersion: '1.0.0',
    readme: 'README.md',
    modules: elements.flatMap(({ path, element }) => modulesOf(basename(path, '.ts'), promised(element, tokens, details))),
  };
}

/** Those of the package as it is published: the class, and what registers it. */
function modulesOf(name, element) {
  const path = `dist/lib/components/${name}/${name}.js`;
  const declaration = { name: element.name, module: path };
  return [
    {
      kind: 'javascript-module',
      path,
      declarations: [element],
      exports: [{ kind: 'js', name: element.name, declaration }],
    },
    {
      kind: 'javascript-module',
      path: `dist/lib/components/${name}/${name}.define.js`,
      declarations: [],
      exports: [{ kind: 'custom-element-definition', name: element.tagName, declaration }],
    },
  ];
}

/** What has been written about is promised; the rest may change, and is nobody's business. */
function promised({ name, tagName, description, attributes, members, events, slots, cssParts, cssStates }, tokens, details) {
  const text = oneLine(description);
  return {
    kind: 'class',
    name,
    tagName,
    customElement: true,
    summary: text.replace(/\. .*/, '.'),
    description: text,
    superclass: { name: 'HTMLElement', package: 'global:' },
    attributes: attributes.map(own).sort((a, b) => rank(a) - rank(b)),
    members: members.filter((one) => one.description && !one.static && !one.privacy && one.name !== 'shadowRoot').map(own),
    // The analyzer takes every event that is dispatched for one of its own, and those of a helper have no name.
    events: events.filter((one) => details[one.name]).map((one) => ({ ...own(one), type: { text: `CustomEvent<${details[one.name]}>` } })),
    slots,
    cssParts,
    cssProperties: tokens,
    cssStates,
  };
}

/** What all elements take comes first. */
const rank = ({ name }) => ['src', 'lang', 'theme', name].indexOf(name);

const oneLine = (text) => text.replace(/\s*\n\s*/g, ' ').trim();

/** Which class it comes from is a matter of the house. */
const own = ({ inheritedFrom: _, ...one }) => ({ ...one, ...(one.description && { description: oneLine(one.description) }) });

/** The tokens: `@cssprop {syntax} --name - what it is` at what all elements wear. */
const tokensOf = (tokens) => ({
  name: 'tokens',
  analyzePhase({ ts, node }) {
    if (!ts.isVariableStatement(node)) return;
    for (const { tagName, comment } of ts.getJSDocTags(node)) {
      if (tagName.text !== 'cssprop') continue;
      const [, syntax, name, description] = /^\{(.+?)\} (--[\w-]+) - ([^]+)/.exec(ts.getTextOfJSDocComment(comment));
      tokens.push({ name, syntax, default: defaultOf(name), description: oneLine(description) });
    }
  },
});

/** What each event tells, as its type says it. */
const detailsOf = (details) => ({
  name: 'details',
  analyzePhase({ ts, node }) {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'ActionEventDetails') return;
    for (const { name, type } of node.members) details[name.text] = type.getText();
  },
});

/** Attributes of Lit's `static properties`, which the analyzer reads only where each is an object literal. */
const reactiveProperties = {
  name: 'reactive-properties',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isPropertyDeclaration(node) || node.name.getText() !== 'properties') return;
    const element = moduleDoc.declarations.find(({ name }) => name === node.parent.name.text);
    const attributes = node.initializer.properties.flatMap(({ name: { text: fieldName }, initializer }) => {
      const options = Object.fromEntries(
        (initializer.properties ?? []).filter(ts.isPropertyAssignment).map((option) => [option.name.text, option.initializer]),
      );
      if (options.state || options.attribute?.kind === ts.SyntaxKind.FalseKeyword) return [];
      const { type, description } = element.members.find((member) => member.name === fieldName);
      return { name: options.attribute?.text ?? fieldName, fieldName, type, description };
    });
    const documented = element.attributes ?? [];
    element.attributes = [...attributes.filter(({ name }) => !documented.some((one) => one.name === name)), ...documented];
  },
};
