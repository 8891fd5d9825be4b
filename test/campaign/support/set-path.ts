import { parseJsonPointer } from '../../../src/campaign/json-pointer.ts';

/** Puts other values at some places of a document, named by JSON Pointers; `undefined` takes one out. */
export function put(document: unknown, changes: Record<string, unknown>): unknown {
  for (const [place, value] of Object.entries(changes)) {
    const keys = parseJsonPointer(place);
    const parent = keys.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], document);
    if (value === undefined) delete (parent as Record<string, unknown>)[keys.at(-1)!];
    else (parent as Record<string, unknown>)[keys.at(-1)!] = value;
  }
  return document;
}
