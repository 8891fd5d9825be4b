/** What the buttons of a form do without saving: adding, removing and moving parts and entries, and choosing images. */
import type { CampaignImage } from '../campaigns/campaign-images.ts';
import { parseJsonPointer, toJsonPointer } from '../../campaign/json-pointer.ts';
import { getFormSchema, toPattern, type FormSchema, type JsonObject, type FieldPath } from './form-schema.ts';
import { isObject } from '../../utils/is-object.ts';
import { idPrefixes, startingValues } from './labels.ts';
import type { FormPart } from './parts.ts';

const editVerbs = ['add', 'remove', 'up', 'down', 'use'] as const;

/** What a button does, as its value: `add /letter/targets`, or `use /people/0/photo/src sokha/images/1.png`. */
interface Edit {
  verb: (typeof editVerbs)[number];
  pointer: string;
  /** The address of the image, for `use`. */
  src: string | undefined;
}

/** An image that a document can use. */
export type FormImage = Pick<CampaignImage, 'src' | 'alt'>;

/** The addresses of images, as the tables of labels have them. Each has its text alternative beside it. */
export const imagePatterns: readonly string[] = ['/people/*/photo/src', '/postcard/designs/*/src'];

/** @returns undefined if it is none of the part's */
export function parseEdit(text: string, { keys }: FormPart): Edit | undefined {
  const [, name, pointer, src] = /^([a-z]+) (\/[^ ]*)(?: (.*))?$/s.exec(text) ?? [];
  const verb = editVerbs.find((one) => one === name);
  return verb && keys.includes(pointer!.split('/')[1]!) ? { verb, pointer: pointer!, src } : undefined;
}

interface Place {
  schema: FormSchema;
  path: FieldPath;
  isRequired: boolean;
  parent: JsonObject | unknown[];
}

/** @returns undefined if the schema has no such place, or the values no parent for it */
function findPlace(values: JsonObject, pointer: string): Place | undefined {
  let place: Place = { schema: getFormSchema(), path: [], isRequired: true, parent: [values] };
  let value: unknown = values;
  for (const key of parseJsonPointer(pointer)) {
    const { schema, path } = place;
    if (Array.isArray(value)) {
      if (!schema.items || !/^\d{1,5}$/.test(key)) return undefined;
      place = { schema: schema.items, path: [...path, Number(key)], isRequired: true, parent: value };
      value = value[Number(key)];
    } else if (isObject(value) && schema.properties && Object.hasOwn(schema.properties, key)) {
      place = { schema: schema.properties[key]!, path: [...path, key], isRequired: schema.required?.includes(key) ?? false, parent: value };
      value = Object.hasOwn(value, key) ? value[key] : undefined;
    } else return undefined;
  }
  return place;
}

/**
 * @param values of the keys of a part, which this changes @param images of the campaign
 * @returns the pointer of what should get the focus; undefined if there is nothing to do
 */
export function applyEdit(values: JsonObject, { verb, pointer, src }: Edit, images: readonly FormImage[] = []): string | undefined {
  const place = findPlace(values, pointer);
  if (!place?.path.length) return undefined;
  if (verb === 'add') return add(place, pointer);
  if (verb === 'use') return useImage(place, images.find((image) => image.src === src), images) && pointer;
  const { parent, path, isRequired } = place;
  const key = path.at(-1)!;
  if (!Array.isArray(parent)) {
    if (verb !== 'remove' || isRequired || !Object.hasOwn(parent, key)) return undefined;
    delete parent[String(key)];
    return pointer;
  }
  const i = Number(key);
  if (i >= parent.length) return undefined;
  const listPointer = toJsonPointer(path.slice(0, -1));
  if (verb === 'remove') {
    parent.splice(i, 1);
    removeEmptyList(values, listPointer);
    return listPointer;
  }
  const other = verb === 'up' ? i - 1 : i + 1;
  if (other < 0 || other >= parent.length) return undefined;
  [parent[i], parent[other]] = [parent[other], parent[i]];
  return toJsonPointer([...path.slice(0, -1), other]);
}

/** The text alternative comes with the image, unless someone has written another one. @returns whether the place takes an image */
function useImage({ parent, path }: Place, image: FormImage | undefined, images: readonly FormImage[]): true | undefined {
  if (!image || Array.isArray(parent) || !imagePatterns.includes(toPattern(path))) return undefined;
  const { alt } = parent;
  parent['src'] = image.src;
  if (alt === undefined || alt === '' || images.some((other) => other.alt === alt)) parent['alt'] = image.alt;
  return true;
}

function removeEmptyList(values: JsonObject, pointer: string): void {
  const { parent, path, isRequired } = findPlace(values, pointer)!;
  const key = String(path.at(-1));
  if (!isRequired && isObject(parent) && (parent[key] as unknown[]).length === 0) delete parent[key];
}

function add({ parent, path, schema }: Place, pointer: string): string | undefined {
  if (Array.isArray(parent)) return undefined;
  const key = String(path.at(-1));
  const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (schema.items) {
    const list: unknown[] = Array.isArray(value) ? value : [];
    if (value !== undefined && !Array.isArray(value)) return undefined;
    list.push(createValue(schema.items, [...path, list.length], list));
    parent[key] = list;
    return toJsonPointer([...path, list.length - 1]);
  }
  if (!schema.properties || value !== undefined) return undefined;
  parent[key] = createValue(schema, path, []);
  return pointer;
}

/** A new value: with all that has a sensible first value, and without texts. */
function createValue(schema: FormSchema, path: FieldPath, siblings: readonly unknown[]): unknown {
  const pattern = toPattern(path);
  if (Object.hasOwn(startingValues, pattern)) return startingValues[pattern];
  if (schema.properties) {
    const { required = [], properties } = schema;
    const entries = required.map((key): [string, unknown] => [key, key === 'id' && idPrefixes[pattern] !== undefined ? createId(idPrefixes[pattern], siblings) : createValue(properties[key]!, [...path, key], [])]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''));
  }
  if (schema.items) return schema.minItems && (schema.items.properties ?? schema.items.enum) ? [createValue(schema.items, [...path, 0], [])] : [];
  if (schema.enum) return schema.enum.find((value) => !siblings.includes(value)) ?? schema.enum[0];
  return '';
}

function createId(prefix: string, siblings: readonly unknown[]): string {
  const ids = new Set(siblings.map((item) => (isObject(item) ? item['id'] : undefined)));
  let number = siblings.length + 1;
  while (ids.has(`${prefix}-${number}`)) number++;
  return `${prefix}-${number}`;
}
