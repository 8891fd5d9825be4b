// What editors complete and explain: custom data for Visual Studio Code, web types for those of JetBrains.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { elementsOf } from './elements-of.mjs';

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** Several elements have the same token and the same part: each is told once. */
const once = (items) => items.filter(({ name }, i) => items.findIndex((one) => one.name === name) === i);

/** @param {string} folder that is there */
export function writeEditors(manifest, folder) {
  const told = withDefaults(manifest);
  const options = { outdir: folder, hideCssPropertiesDocs: true, hideLogs: true };
  writeFileSync(join(folder, 'vscode.html-custom-data.json'), json(JSON.parse(getVsCodeHtmlCustomData(told, options))));

  const css = JSON.parse(getVsCodeCssCustomData(told, options));
  const states = elementsOf(manifest).flatMap(({ cssStates }) => cssStates);
  css.properties = once(css.properties);
  css.pseudoElements = once(css.pseudoElements);
  css.pseudoClasses = once(states.map(({ name, description }) => ({ name: `:state(${name})`, description })));
  writeFileSync(join(folder, 'vscode.css-custom-data.json'), json(css));

  generateJetBrainsWebTypes(told, { ...options, fileName: 'web-types.json', packageJson: false });
  const file = join(folder, 'web-types.json');
  const types = JSON.parse(readFileSync(file, 'utf8'));
  const found = types.contributions.css;
  for (const kind of Object.keys(found)) found[kind] = once(found[kind]);
  writeFileSync(file, json(types));
}

/** None of them has a place for the default of a token. */
function withDefaults(manifest) {
  const copy = structuredClone(manifest);
  for (const element of elementsOf(copy))
    for (const token of element.cssProperties) token.description += `; by default \`${token.default}\``;
  return copy;
}
