// Plugins for the custom elements manifest analyzer, for what no published plugin does.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const toOneLine = (text) => text.replace(/\s*\n\s*/g, ' ').trim();

/** An attribute, property, event or token without the base class that it comes from, which the package does not export. */
const toPublicItem = ({ inheritedFrom: _, privacy: __, ...item }) => (item.description ? { ...item, description: toOneLine(item.description) } : item);

/** An element with what its JSDoc documents. Private, protected and undocumented members may change in any release. */
function toPublicElement({ members, attributes, events, cssProperties, description, ...element }, detailTypes) {
  const publicMembers = members.filter(({ name, description, privacy = 'public' }) => description && privacy === 'public' && name !== 'shadowRoot');
  return {
    ...element,
    summary: toOneLine(description).replace(/\. .*/, '.'),
    description: toOneLine(description),
    superclass: { name: 'LitElement', package: 'lit' },
    members: publicMembers.map(toPublicItem),
    attributes: attributes.filter(({ fieldName }) => publicMembers.some(({ name }) => name === fieldName)).map(toPublicItem),
    // The analyzer also lists the events that a base class creates, without their names.
    events: events.filter(({ name }) => detailTypes.has(name)).map((event) => ({ ...toPublicItem(event), type: { text: `CustomEvent<${detailTypes.get(event.name)}>` } })),
    cssProperties: cssProperties.map(({ type, ...token }) => ({ ...toPublicItem(token), syntax: type.text })),
  };
}

/** Leaves the elements and the modules that define them, and adds the type of each event's detail. */
export function publicApi() {
  const detailTypes = new Map();
  return {
    name: 'public-api',
    analyzePhase({ ts, node }) {
      if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'ActionEventDetails') return;
      for (const { name, type } of node.members) detailTypes.set(name.text, type.getText());
    },
    packageLinkPhase({ customElementsManifest: manifest }) {
      // Sorted, because the analyzer lists the files in the order of the file system.
      manifest.modules = manifest.modules.filter(({ path }) => path.startsWith('dist/lib/components/')).sort((a, b) => (a.path < b.path ? -1 : 1));
      for (const module of manifest.modules.filter(({ declarations }) => declarations.length)) {
        module.declarations = module.declarations.filter(({ tagName }) => tagName).map((element) => toPublicElement(element, detailTypes));
        module.exports = module.declarations.map(({ name }) => ({ kind: 'js', name, declaration: { name, module: module.path } }));
      }
    },
  };
}

const unique = (items) => [...new Map(items.map((item) => [item.name, item])).values()];

function editJson(path, edit) {
  const data = JSON.parse(readFileSync(path, 'utf8'));
  edit(data);
  writeFileSync(path, `${JSON.stringify(data, null, 2)}\n`);
}

/** Completes the files for editors: adds states and the defaults of tokens, and removes the repetitions of what several elements have. */
export const editorData = (folder) => ({
  name: 'editor-data',
  packageLinkPhase({ customElementsManifest }) {
    const elements = customElementsManifest.modules.flatMap(({ declarations }) => declarations);
    const defaults = new Map(elements.flatMap(({ cssProperties }) => cssProperties).map((token) => [token.name, token.default]));
    const addDefaults = (tokens) => unique(tokens).map((token) => ({ ...token, description: `${token.description}. Default: \`${defaults.get(token.name)}\`` }));
    editJson(join(folder, 'vscode.css-custom-data.json'), (css) => {
      css.properties = addDefaults(css.properties);
      css.pseudoElements = unique(css.pseudoElements);
      css.pseudoClasses = unique(elements.flatMap(({ cssStates }) => cssStates).map(({ name, description }) => ({ name: `:state(${name})`, description })));
    });
    editJson(join(folder, 'web-types.json'), ({ contributions: { css } }) => {
      css.properties = addDefaults(css.properties);
      css['pseudo-elements'] = unique(css['pseudo-elements']);
    });
  },
});
