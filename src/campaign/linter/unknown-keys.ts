/** What can be found by comparing the document with its JSON Schema. */
import { didYouMean, formatPath, warning, type DiagnosticInput, type Path } from './diagnostic.ts';

/** The keywords of JSON Schema that the linter reads. */
export interface Schema {
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  items?: Schema;
}

/** Reports keys that are ignored, and links without encryption. */
export function* checkUnknownKeys(value: unknown, schema: Schema, path: Path = []): Generator<DiagnosticInput> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) if (schema.items) yield* checkUnknownKeys(item, schema.items, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    const { properties, additionalProperties } = schema;
    for (const [key, item] of Object.entries(value)) {
      const itemPath = [...path, key];
      const itemSchema = properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (itemSchema) yield* checkUnknownKeys(item, itemSchema, itemPath);
      else if (properties)
        yield { ...warning(itemPath, describeUnknownKey(itemPath, Object.keys(properties))), key: true };
    }
  } else if (schema.format === 'uri-reference' && /^http:/i.test(String(value))) {
    yield warning(path, `${formatPath(path)} is not encrypted, and browsers may refuse it; use https:// if the site supports it`);
  }
}

function describeUnknownKey(path: Path, names: readonly string[]): string {
  // The document was copied from a server.
  if (path.length === 1 && path[0] === 'outbox') return 'the server adds “outbox” itself, and replaces this one; delete it';
  return `unknown key ${formatPath(path)}${didYouMean(String(path.at(-1)), names)}`;
}
