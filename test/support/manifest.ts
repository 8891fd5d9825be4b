/** The custom elements manifest that `npm run generate` writes. */
import { readFileSync } from 'node:fs';

interface Item {
  name: string;
  description?: string;
}

interface ElementDeclaration {
  name: string;
  tagName: string;
  attributes: (Item & { fieldName?: string; type?: { text: string } })[];
  members: Item[];
  events: (Item & { type: { text: string } })[];
  slots: Item[];
  cssParts: Item[];
  cssProperties: (Item & { syntax: string; default: string })[];
  cssStates: Item[];
}

const manifestUrl = new URL('../../dist/web/custom-elements.json', import.meta.url);
const { modules } = JSON.parse(readFileSync(manifestUrl, 'utf8')) as { modules: { declarations: ElementDeclaration[] }[] };

export const elements = modules.flatMap(({ declarations }) => declarations);
