/** What can be seen by walking the document beside its JSON Schema. */
import { named, nearest, warning, type Path, type Remark } from './diagnostic.ts';

interface Schema {
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
}

/** Keys that nobody reads, and links without encryption. */
export function* strays(value: unknown, schema: Schema, path: Path = []): Generator<Remark> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) if (schema.items) yield* strays(item, schema.items, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    const { properties, additionalProperties } = schema;
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      const known = properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (known) yield* strays(item, known, at);
      else if (properties)
        yield {
          ...warning(at, `${named(at)} is not a key that is read here${nearest(key, Object.keys(properties))}`),
          key: true,
        };
    }
  } else if (schema.format === 'uri-reference' && /^http:/i.test(String(value))) {
    yield warning(path, `${named(path)} is not encrypted, and browsers may refuse it; write https:// if the site has it`);
  }
}
