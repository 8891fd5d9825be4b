/** A translation beside what it translates: a row for each text, and what is missing. */
import { normalizeLineBreaks } from '../../campaign/text.ts';
import { toJsonPointer } from '../../campaign/json-pointer.ts';
import { getFormSchema, isLongText, replaceValues, toPattern, type FormSchema, type JsonObject, type FieldPath } from './form-schema.ts';
import { isObject } from '../../utils/is-object.ts';
import { labels } from './labels.ts';

export interface TranslationRow {
  /** The name and the id of the control; entries of lists are named by their place in the document. */
  name: string;
  /** Where the linter reports it; undefined if there is no translation yet. */
  pointer: string;
  /** What the part of the document is called. */
  group: string;
  label: string;
  source: string;
  text: string;
  isLong: boolean;
  /** An address, which may be the same in all languages. */
  isAddress: boolean;
}

/** How a document, a translation and the names of a form fit together at one place. */
interface Place {
  schema: FormSchema;
  base: unknown;
  translation: unknown;
  /** In the document. */
  basePath: FieldPath;
  /** In the translation. */
  path: FieldPath;
}

const getTranslationSchema = (): FormSchema => getFormSchema().properties!['translations']!.additionalProperties!;

const getOwn = (value: unknown, key: string | number): unknown =>
  Array.isArray(value) ? value[Number(key)] : isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** @returns the translation of a language; an empty one if it has another form, or is missing */
export function getTranslation(document: JsonObject, language: string): JsonObject {
  const translation = getOwn(document['translations'], language);
  return isObject(translation) ? translation : {};
}

const createRoot = (document: JsonObject, language: string): Place => ({ schema: getTranslationSchema(), base: document, translation: getTranslation(document, language), basePath: [], path: ['translations', language] });

/** Two updates can have the same date; each takes the next translation of that date. @returns the index of each, or -1 */
function matchByDate(base: readonly unknown[], translation: unknown): number[] {
  const entries: unknown[] = Array.isArray(translation) ? translation : [];
  const isUsed = new Set<number>();
  return base.map((item) => {
    const i = entries.findIndex((entry, index) => !isUsed.has(index) && isObject(entry) && isObject(item) && entry['date'] === item['date']);
    if (i >= 0) isUsed.add(i);
    return i;
  });
}

const isByDate = ({ items }: FormSchema) => items?.properties?.['date'] !== undefined;

/** The places inside of one, in the order of the schema and of the document. */
function listPlaces({ schema, base, translation, basePath, path }: Place): Place[] {
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([key, child]) =>
      key !== 'date' && getOwn(base, key) !== undefined ? { schema: child, base: getOwn(base, key), translation: getOwn(translation, key), basePath: [...basePath, key], path: [...path, key] } : [],
    );
  if (!Array.isArray(base)) return [];
  if (schema.additionalProperties) {
    const ids = base.map((item) => getOwn(item, 'id'));
    return base.flatMap((item, i) => {
      const id = ids[i];
      if (typeof id !== 'string' || ids.indexOf(id) < i) return [];
      return { schema: schema.additionalProperties!, base: item as unknown, translation: getOwn(translation, id), basePath: [...basePath, i], path: [...path, id] };
    });
  }
  const indexes = isByDate(schema) ? matchByDate(base, translation) : [...base.keys()];
  return base.map((item, i) => ({ schema: schema.items!, base: item as unknown, translation: getOwn(translation, indexes[i]!), basePath: [...basePath, i], path: [...path, indexes[i] === -1 ? base.length + i : indexes[i]!] }));
}

const isText = ({ schema, base, translation }: Place) => schema.type === 'string' && typeof base === 'string' && (translation === undefined || typeof translation !== 'object');

const toText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const getName = ({ basePath }: Place) => toJsonPointer(basePath);

/** “Target 1, Office” */
function formatLabel(path: FieldPath): string {
  const names = path.flatMap((key, i) => (typeof key === 'number' ? `${labels[toPattern(path.slice(0, i + 1))]} ${key + 1}` : []));
  return [...names, ...(typeof path.at(-1) === 'number' ? [] : [labels[toPattern(path)]!])].join(', ');
}

function createRows(place: Place): TranslationRow[] {
  const { schema, base, translation, basePath, path } = place;
  if (!isText(place)) return listPlaces(place).flatMap(createRows);
  const isAddress = schema.format === 'uri-reference';
  const group = basePath.length === 1 ? 'Texts' : labels[toPattern(basePath.slice(0, 1))]!;
  return [{ name: getName(place), pointer: toJsonPointer(path), group, label: formatLabel(basePath), source: base as string, text: toText(translation), isLong: isLongText(schema) || /[\n\r]/.test(`${base as string}${toText(translation)}`), isAddress }];
}

export const createTranslationRows = (document: JsonObject, language: string): TranslationRow[] => createRows(createRoot(document, language));

/** What supporters would read in another language. */
export const isMissing = ({ text, isAddress }: TranslationRow): boolean => text === '' && !isAddress;

/** @returns the document with the translation as the form has it; what the form did not change stays exactly as it was */
export function readTranslation(document: JsonObject, language: string, form: URLSearchParams): JsonObject {
  const translation = readPlace(createRoot(document, language), form) ?? {};
  return setTranslation(document, language, translation);
}

/** @param translation undefined removes the language */
export function setTranslation(document: JsonObject, language: string, translation: unknown): JsonObject {
  const { translations } = document;
  const all = replaceValues(isObject(translations) ? translations : {}, [...Object.keys(isObject(translations) ? translations : {}), language], new Map([[language, translation]]));
  return replaceValues(document, Object.keys(getFormSchema().properties!), new Map([['translations', Object.keys(all).length ? all : undefined]]));
}

function readPlace(place: Place, form: URLSearchParams): unknown {
  const { schema, base, translation } = place;
  if (isText(place)) {
    const sent = form.get(getName(place));
    if (sent === null || normalizeLineBreaks(sent) === normalizeLineBreaks(toText(translation))) return translation;
    return sent.trim() === '' ? undefined : normalizeLineBreaks(sent);
  }
  const places = listPlaces(place);
  if (!places.length) return translation;
  const values = places.map((child) => readPlace(child, form));
  if (values.every((value, i) => value === places[i]!.translation)) return translation;
  if (schema.properties ?? schema.additionalProperties) {
    const keys = places.map(({ path }) => String(path.at(-1)));
    const changed = replaceValues(isObject(translation) ? translation : {}, keys, new Map(keys.map((key, i) => [key, values[i]])));
    return Object.keys(changed).length ? changed : undefined;
  }
  if (isByDate(schema)) return mergeByDate(base as unknown[], translation, values);
  // These are matched by their order: those that are missing need a place, too.
  return values.every(isEmpty) ? undefined : values.map((value, i) => value ?? (places[i]!.schema.properties ? {} : ''));
}

const isEmpty = (value: unknown) => value === undefined || value === '' || (isObject(value) && !Object.keys(value).length);
const hasText = (value: unknown): value is JsonObject => isObject(value) && value['text'] !== undefined;

function mergeByDate(base: readonly unknown[], translation: unknown, values: readonly unknown[]): unknown {
  const entries: unknown[] = Array.isArray(translation) ? [...(translation as unknown[])] : [];
  const removed = new Set<number>();
  for (const [i, index] of matchByDate(base, translation).entries()) {
    const date = getOwn(base[i], 'date');
    // Otherwise, the translation of a later update of the same day would be taken for the one of this.
    const needsPlace = base.some((item, j) => j > i && getOwn(item, 'date') === date && hasText(values[j]) && values[j]['text'] !== '');
    const value = hasText(values[i]) || !needsPlace ? values[i] : { date, text: '' };
    if (index >= 0 && hasText(value)) entries[index] = value;
    else if (index >= 0) removed.add(index);
    else if (hasText(value)) entries.push({ date, ...value });
  }
  const remaining = entries.filter((_, i) => !removed.has(i));
  return remaining.length ? remaining : undefined;
}
