/** The JSON Schema of the campaign document, as the forms read it. */
import { campaignJsonSchema } from '../../campaign/schema/json-schema.ts';

/** The keywords that the forms read. */
export interface FormSchema {
  type?: string;
  description?: string;
  format?: string;
  enum?: string[];
  maxLength?: number;
  minItems?: number;
  properties?: Record<string, FormSchema>;
  required?: string[];
  items?: FormSchema;
  additionalProperties?: FormSchema;
}

export type FieldPath = readonly (string | number)[];
export type JsonObject = Record<string, unknown>;

let schema: FormSchema | undefined;

export const getFormSchema = (): FormSchema => (schema ??= campaignJsonSchema());

/** The path as the tables of labels have it: with a star for each index. */
export const toPattern = (path: FieldPath): string => path.map((key) => `/${typeof key === 'number' ? '*' : key}`).join('');

/** Whether a schema is of a text of several lines. */
export const isLongText = ({ type, maxLength = 0 }: FormSchema): boolean => type === 'string' && maxLength > 300;

/**
 * An object with some values replaced, added or, if they are undefined, removed. The order of its keys stays, and new keys come where
 * the schema has them.
 */
export function replaceValues(base: JsonObject, order: readonly string[], values: ReadonlyMap<string, unknown>): JsonObject {
  const keys = Object.keys(base);
  for (const key of values.keys()) {
    if (Object.hasOwn(base, key)) continue;
    const before = order.slice(0, order.indexOf(key)).findLast((other) => keys.includes(other));
    keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key);
  }
  const entries = keys.map((key): [string, unknown] => [key, values.has(key) ? values.get(key) : base[key]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
