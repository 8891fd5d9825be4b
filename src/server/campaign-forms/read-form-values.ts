/** From what a form has sent to the values of a document. What the form did not change stays exactly as it was. */
import type { CheckNode, ChoiceNode, FormNode, GroupNode, ListNode, PicksNode, TextNode, TimeNode } from './form-nodes.ts';
import { normalizeLineBreaks } from '../../campaign/text.ts';
import { replaceValues, type JsonObject } from './form-schema.ts';
import { isObject } from '../../utils/is-object.ts';

/** The name of the control with the offset of a time. */
export const getOffsetName = (pointer: string): string => `${pointer}@offset`;
/** The name of the checkboxes of a list, which could be a control with lines as well. */
export const getPickName = (pointer: string): string => `${pointer}@pick`;

/** @param nodes of the form as the page had it @returns the values of their keys; undefined for those that the document lacks */
export function readFormValues(nodes: readonly FormNode[], form: URLSearchParams): Map<string, unknown> {
  return new Map(nodes.map((node) => [String(node.path.at(-1)), readNode(node, form)]));
}

function readNode(node: FormNode, form: URLSearchParams): unknown {
  switch (node.kind) {
    case 'line':
    case 'text':
      return readText(node, form);
    case 'lines':
      return readLines(node, form);
    case 'choice':
      return readChoice(node, form);
    case 'time':
      return readTime(node, form);
    case 'check':
      return readCheck(node, form);
    case 'group':
      return readGroup(node, form);
    case 'list':
      return readList(node, form);
    case 'picks':
      return readPicks(node, form);
    case 'absent':
    case 'other':
      return node.value;
  }
}

/** A number that cannot be read stays a text, so that it is shown again, with its error. */
const parseValue = (text: string, type: string | undefined): string | number => (type === 'integer' && /^\s*-?\d{1,15}\s*$/.test(text) ? Number(text) : text);

function readText({ pointer, text, value, schema }: TextNode, form: URLSearchParams): unknown {
  const sent = form.get(pointer);
  if (sent === null || normalizeLineBreaks(sent) === normalizeLineBreaks(text)) return value;
  return sent.trim() === '' ? undefined : parseValue(normalizeLineBreaks(sent), schema.type);
}

function readLines({ pointer, text, value, schema, isRequired }: TextNode, form: URLSearchParams): unknown {
  const sent = form.get(pointer);
  if (sent === null || normalizeLineBreaks(sent) === text) return value;
  const lines = normalizeLineBreaks(sent).split('\n').map((line) => line.trim()).filter(Boolean);
  // Without entries, such a list may mean the opposite of no list: a campaign without partners counts any.
  if (!lines.length) return isRequired ? [] : undefined;
  return lines.map((line) => parseValue(line, schema.items!.type));
}

function readChoice({ pointer, text, value }: ChoiceNode, form: URLSearchParams): unknown {
  const sent = form.get(pointer);
  if (sent === null || sent === text) return value;
  return sent || undefined;
}

/** Browsers leave out seconds, and parts of them, that are zero. */
const shorten = (time: string) => time.replace(/(?<=T\d\d:\d\d)(?::00(?:\.0+)?|(:\d\d)\.0+)$/, '$1');

function readTime({ pointer, text, offset, value }: TimeNode, form: URLSearchParams): unknown {
  const sent = form.get(pointer)?.trim();
  const sentOffset = form.get(getOffsetName(pointer)) ?? offset;
  if (sent === undefined || (shorten(sent) === shorten(text) && (sent === '' || sentOffset === offset))) return value;
  if (sent === '') return undefined;
  return `${sent}${/T\d\d:\d\d$/.test(sent) ? ':00' : ''}${sentOffset}`;
}

function readCheck({ pointer, value }: CheckNode, form: URLSearchParams): unknown {
  // A hidden value beside the checkbox says that the form has it.
  if (!form.has(pointer)) return value;
  if (form.getAll(pointer).includes('true')) return true;
  return value === undefined ? undefined : false;
}

function readGroup({ nodes, value, schema }: GroupNode, form: URLSearchParams): JsonObject | undefined {
  const group = replaceValues(isObject(value) ? value : {}, Object.keys(schema.properties!), readFormValues(nodes, form));
  return value === undefined && !Object.keys(group).length ? undefined : group;
}

/** The order of entries stays, and new ones follow in the order of the other part. */
function readPicks({ pointer, value, options, isRequired }: PicksNode, form: URLSearchParams): unknown {
  const base = (value ?? []) as string[];
  const name = getPickName(pointer);
  if (!form.has(name)) return value;
  const sent = new Set(form.getAll(name).filter(Boolean));
  if (sent.size === base.length && base.every((id) => sent.has(id))) return value;
  const list = [...base.filter((id) => sent.has(id)), ...options.map(([id]) => id).filter((id) => sent.has(id) && !base.includes(id))];
  return list.length || isRequired ? list : undefined;
}

/** An entry stays, also if it is empty: it has a button of its own to remove it. */
function readList({ nodes, value }: ListNode, form: URLSearchParams): unknown {
  if (!nodes.length) return value;
  return nodes.map((node) => {
    const item = readNode(node, form);
    return item === undefined ? '' : item;
  });
}
