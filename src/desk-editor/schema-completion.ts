/** Completes keys and values of a JSON document from its JSON Schema. */
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { findNodeAtLocation, getLocation, parseTree, type JSONPath, type Node } from 'jsonc-parser';

/** The part of JSON Schema that the campaign's schema uses. */
export interface JsonSchema {
  type?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  enum?: readonly unknown[];
  const?: unknown;
}

function getChild({ properties, additionalProperties, items }: JsonSchema, key: JSONPath[number]): JsonSchema | undefined {
  if (typeof key === 'number') return items;
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

const findSchema = (schema: JsonSchema, path: JSONPath): JsonSchema | undefined =>
  path.reduce<JsonSchema | undefined>((current, key) => current && getChild(current, key), schema);

const emptyValues: Record<string, string> = { object: '{}', array: '[]', string: '""' };

/** What a new value begins with. */
function createValue({ type, enum: values, const: value }: JsonSchema): string {
  const only = value ?? values?.[0];
  return only === undefined ? (emptyValues[type ?? ''] ?? '') : JSON.stringify(only);
}

/** What a completion replaces: without quotes, because what is typed between them selects the options. */
interface Range {
  from: number;
  to: number;
}

/** @param cursor how far before the end of what is inserted the cursor is then */
function replace(view: EditorView, { from, to }: Range, insert: string, cursor = 0): void {
  const { doc } = view.state;
  const start = doc.sliceString(from - 1, from) === '"' ? from - 1 : from;
  const end = start < from && doc.sliceString(to, to + 1) === '"' ? to + 1 : to;
  view.dispatch({ changes: { from: start, to: end, insert }, selection: { anchor: start + insert.length - cursor } });
}

function applyKey(view: EditorView, range: Range, name: string, value: string): void {
  const after = view.state.doc.sliceString(range.to).replace(/^"/, '');
  const key = JSON.stringify(name);
  // A key that has a value already only gets another name.
  if (/^\s*:/.test(after)) return replace(view, range, key);
  const comma = /^\s*"/.test(after) ? ',' : '';
  const isEmpty = Object.values(emptyValues).includes(value);
  replace(view, range, `${key}: ${value}${comma}`, isEmpty ? comma.length + 1 : 0);
}

/** @param names of the keys that the object has */
function completeKeys({ properties = {}, required = [] }: JsonSchema, names: ReadonlySet<string>): Completion[] {
  return Object.entries(properties)
    .filter(([name]) => !names.has(name))
    .map(([name, child]) => ({
      label: name,
      type: 'property',
      ...(required.includes(name) && { detail: 'required', boost: 1 }),
      ...(child.description && { info: child.description }),
      apply: (view, _, from, to) => applyKey(view, { from, to }, name, createValue(child)),
    }));
}

function completeValues({ enum: values, const: value, type, description }: JsonSchema): Completion[] {
  const all = values ?? (value === undefined ? (type === 'boolean' ? [true, false] : []) : [value]);
  return all.map((one) => ({
    label: typeof one === 'string' ? one : JSON.stringify(one),
    type: 'enum',
    ...(description && { info: description }),
    apply: (view, _, from, to) => replace(view, { from, to }, JSON.stringify(one)),
  }));
}

const getKeys = (node: Node | undefined) => new Set((node?.children ?? []).flatMap(({ children }) => (typeof children?.[0]?.value === 'string' ? [children[0].value] : [])));

/** @returns a source that offers the keys which an object lacks, and the values that are allowed */
export function createSchemaCompletion(schema: JsonSchema): CompletionSource {
  return ({ state, pos, explicit }: CompletionContext) => {
    const text = state.doc.toString();
    const { path, previousNode, isAtPropertyKey } = getLocation(text, pos);
    const isInNode = previousNode && previousNode.offset <= pos && pos <= previousNode.offset + previousNode.length;
    if (!isInNode && !explicit) return null;
    const schemaHere = findSchema(schema, isAtPropertyKey ? path.slice(0, -1) : path);
    if (!schemaHere) return null;
    const range = isInNode ? getInnerRange(text, previousNode) : { from: pos, to: pos };
    if (!isAtPropertyKey) return toResult(range, completeValues(schemaHere));
    const root = parseTree(text);
    const names = getKeys(root && findNodeAtLocation(root, path.slice(0, -1)));
    if (isInNode) names.delete(String(previousNode.value));
    return toResult(range, completeKeys(schemaHere, names));
  };
}

const toResult = (range: Range, options: Completion[]): CompletionResult | null => (options.length ? { ...range, options } : null);

function getInnerRange(text: string, { offset, length }: Node): Range {
  if (text[offset] !== '"') return { from: offset, to: offset + length };
  const end = offset + length;
  return { from: offset + 1, to: length > 1 && text[end - 1] === '"' ? end - 1 : end };
}
