/** What can be seen by walking the document beside its JSON Schema. */
import { formatPath, didYouMean, warning, type Path, type DiagnosticInput } from './diagnostic.ts';

interface Schema {
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
}

/** Keys that nobody reads, and links without encryption. */
export function* checkUnknownKeys(value: unknown, schema: Schema, path: Path = []): Generator<DiagnosticInput> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) if (schema.items) yield* checkUnknownKeys(item, schema.items, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    const { properties, additionalProperties } = schema;
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      const known = properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (known) yield* checkUnknownKeys(item, known, at);
      else if (properties)
        yield {
          ...warning(at, `${formatPath(at)} is not a key that is read here${didYouMean(key, Object.keys(properties))}`),
          key: true,
        };
    }
  } else if (schema.format === 'uri-reference' && /^http:/i.test(String(value))) {
    yield warning(path, `${formatPath(path)} is not encrypted, and browsers may refuse it; write https:// if the site has it`);
  }
}
