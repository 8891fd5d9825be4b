/** The values of a part of a document. */
import { getFormSchema, replaceValues, type JsonObject } from './form-schema.ts';
import type { FormPart } from './parts.ts';

/** @returns those keys of the part that the document has, in its order */
export const getPartValues = ({ keys }: FormPart, document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([key]) => keys.includes(key)));

/** The document with other values of a part. Everything else stays, also what no form has. */
export const replacePart = ({ keys }: FormPart, document: JsonObject, values: JsonObject): JsonObject =>
  replaceValues(document, Object.keys(getFormSchema().properties!), new Map(keys.map((key) => [key, Object.hasOwn(values, key) ? values[key] : undefined])));

/** A document as text, as the desk saves it. */
export const formatDocument = (document: JsonObject): string => `${JSON.stringify(document, null, 2)}\n`;
