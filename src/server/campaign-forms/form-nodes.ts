/** A form for a part of a document, as a tree: what the page shows, and what is read from what it sends. */
import { isIsoDate } from '../../campaign/formats.ts';
import { toJsonPointer } from '../../campaign/json-pointer.ts';
import { getFormSchema, isLongText, toPattern, type FormSchema, type JsonObject, type FieldPath } from './form-schema.ts';
import { isObject } from '../../utils/is-object.ts';
import { choiceTexts, hints, labels, linesHint } from './labels.ts';
import type { FormPart } from './parts.ts';

interface NodeBase {
  path: FieldPath;
  /** The JSON Pointer of the value: the name and the id of its control. */
  pointer: string;
  schema: FormSchema;
  /** The value in the document; undefined if it is missing. */
  value: unknown;
  label: string;
  hint: string | undefined;
  isRequired: boolean;
}

/** A control with one text. */
export interface TextNode extends NodeBase {
  kind: 'line' | 'text' | 'lines';
  text: string;
  type: 'text' | 'date' | 'number' | 'url' | 'email';
  /** Whether people read the text, in the language of the campaign. */
  isProse: boolean;
}

/** A date and a time, and the offset of a time zone from UTC. */
export interface TimeNode extends NodeBase {
  kind: 'time';
  /** `2018-08-01T00:00`, as a control for local times has it. */
  text: string;
  offset: string;
}

export interface ChoiceNode extends NodeBase {
  kind: 'choice';
  text: string;
  /** Values with their words; an empty value is no choice. */
  options: (readonly [value: string, text: string])[];
}

export interface CheckNode extends NodeBase {
  kind: 'check';
  isChecked: boolean;
}

export interface GroupNode extends NodeBase {
  kind: 'group';
  nodes: FormNode[];
}

/** A part that the document does not have, and that can be added. */
export interface AbsentNode extends NodeBase {
  kind: 'absent';
}

export interface ListNode extends NodeBase {
  kind: 'list';
  /** What an entry is called. */
  itemLabel: string;
  nodes: FormNode[];
}

/** Entries that another part of the document has, by their ids. */
export interface PicksNode extends NodeBase {
  kind: 'picks';
  /** Ids with their names. */
  options: readonly Reference[];
}

/** A value of a type that the form does not expect. It stays as it is. */
export interface OtherNode extends NodeBase {
  kind: 'other';
}

export type FormNode = TextNode | TimeNode | ChoiceNode | CheckNode | GroupNode | AbsentNode | ListNode | PicksNode | OtherNode;

type Reference = readonly [id: string, name: string];
/** What other parts of the document have, by the pattern of the list that names it. */
export type References = Readonly<Record<string, readonly Reference[]>>;

export function getReferences({ people }: JsonObject): References {
  const entries = (Array.isArray(people) ? people : []).flatMap((person: unknown): Reference[] => {
    const { id, name } = isObject(person) ? person : {};
    return typeof id === 'string' ? [[id, typeof name === 'string' ? name : id]] : [];
  });
  return { '/postcard/to': entries };
}

/** What one text is before and after the form: a single value has no other form as a text. */
const toText = (value: unknown): string | undefined => (typeof value === 'object' ? undefined : typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** @param values of the keys of the part; those that the document lacks are undefined */
export function createFormNodes({ keys }: FormPart, values: JsonObject, references: References = {}): FormNode[] {
  const { properties = {}, required = [] } = getFormSchema();
  return keys.map((key) => createNode(properties[key]!, values[key], [key], required.includes(key), references));
}

function createNode(schema: FormSchema, value: unknown, path: FieldPath, isRequired: boolean, references: References): FormNode {
  const pattern = toPattern(path);
  const base: NodeBase = { path, pointer: toJsonPointer(path), schema, value, label: labels[pattern]!, hint: hints[pattern] ?? schema.description, isRequired };
  if (schema.properties) return createGroup(base, references);
  if (schema.items) return createList(base, schema.items, references);
  const text = toText(value);
  if (text === undefined) return { ...base, kind: 'other' };
  if (schema.enum) return createChoice(base, pattern, text);
  if (schema.type === 'boolean') return value === undefined || typeof value === 'boolean' ? { ...base, kind: 'check', isChecked: value === true } : { ...base, kind: 'other' };
  if (schema.format === 'date-time') return createTime(base, text);
  // A single line cannot show what has several.
  const kind = isLongText(schema) || /[\n\r]/.test(text) ? 'text' : 'line';
  return { ...base, kind, text, type: getInputType(schema, text), isProse: isProse(schema) };
}

/** Short texts may have 300 characters and long texts more. Every other string is shorter, such as a language tag, or has no limit but a format or a pattern. */
const isProse = ({ type, maxLength = 0 }: FormSchema) => type === 'string' && maxLength >= 300;

function getInputType({ type, format }: FormSchema, text: string): TextNode['type'] {
  if (type === 'integer') return 'number';
  // A control for dates would hide anything else.
  if (format === 'date') return text === '' || isIsoDate(text) ? 'date' : 'text';
  if (format === 'email') return 'email';
  return format === 'uri-reference' ? 'url' : 'text';
}

function createGroup(base: NodeBase, references: References): FormNode {
  const { value, schema, path, isRequired } = base;
  if (value === undefined && !isRequired) return { ...base, kind: 'absent' };
  if (value !== undefined && !isObject(value)) return { ...base, kind: 'other' };
  const { properties = {}, required = [] } = schema;
  const getValue = (key: string) => (value && Object.hasOwn(value, key) ? value[key] : undefined);
  return { ...base, kind: 'group', nodes: Object.entries(properties).map(([key, child]) => createNode(child, getValue(key), [...path, key], required.includes(key), references)) };
}

/** Whether an entry is the same after it was a line among others. */
const isLine = (item: unknown) => typeof item === 'number' || (typeof item === 'string' && item !== '' && item === item.trim() && !/[\n\r\u2028\u2029\u0085\v\f]/.test(item));

/** Whether checkboxes can show a list: each entry once, and none that is unknown. */
const isSelection = (value: readonly unknown[], options: readonly Reference[]) =>
  new Set(value).size === value.length && value.every((item) => options.some(([id]) => id === item));

function createList(base: NodeBase, items: FormSchema, references: References): FormNode {
  const { value = [], path, hint } = base;
  if (!Array.isArray(value)) return { ...base, kind: 'other' };
  const options = references[toPattern(path)] ?? [];
  if (options.length && isSelection(value, options)) return { ...base, kind: 'picks', options, hint: undefined };
  const isShort = !items.properties && !items.enum && !isLongText(items);
  if (isShort && value.every(isLine))
    return { ...base, kind: 'lines', text: value.join('\n'), type: 'text', isProse: isProse(items), hint: hint === undefined ? linesHint : `${hint} ${linesHint}` };
  const itemLabel = labels[toPattern([...path, 0])]!;
  return { ...base, kind: 'list', itemLabel, nodes: value.map((item, i) => createNode(items, item, [...path, i], true, references)) };
}

function createChoice(base: NodeBase, pattern: string, text: string): ChoiceNode {
  const { schema, isRequired } = base;
  const { '': none, ...texts } = choiceTexts[pattern]!;
  const options = schema.enum!.map((value) => [value, texts[value]!] as const);
  const isUnknown = text !== '' && !schema.enum!.includes(text);
  return {
    ...base,
    kind: 'choice',
    text,
    options: [...(isRequired && text !== '' ? [] : [['', none ?? 'Choose'] as const]), ...options, ...(isUnknown ? [[text, text] as const] : [])],
  };
}

/** A time that a control for local times can show, with its offset. */
const timePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function createTime(base: NodeBase, text: string): FormNode {
  if (text === '') return { ...base, kind: 'time', text, offset: 'Z' };
  const [, minute, seconds = '', offset] = timePattern.exec(text) ?? [];
  if (minute === undefined) return { ...base, kind: /[\n\r]/.test(text) ? 'text' : 'line', text, type: 'text', isProse: false };
  return { ...base, kind: 'time', text: minute + (Number(seconds.slice(1)) ? seconds : ''), offset: offset! };
}
