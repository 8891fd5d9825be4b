import { parseJsonPointer } from '../../../src/campaign/json-pointer.ts';

/** Sets values of a document by their JSON pointers; `undefined` deletes one. */
export function setPaths(document: unknown, changes: Record<string, unknown>): unknown {
  for (const [pointer, value] of Object.entries(changes)) {
    const keys = parseJsonPointer(pointer);
    const parent = keys.slice(0, -1).reduce((value, key) => (value as Record<string, unknown>)[key], document);
    if (value === undefined) delete (parent as Record<string, unknown>)[keys.at(-1)!];
    else (parent as Record<string, unknown>)[keys.at(-1)!] = value;
  }
  return document;
}
