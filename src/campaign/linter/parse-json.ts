/** JSON, with the places of everything in it. Strict: what a browser would refuse is refused here, in words. */
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { toJsonPointer } from '../json-pointer.ts';
import { error, formatPath, type DiagnosticInput } from './diagnostic.ts';

/** Far deeper than a campaign is, far less than where a parser overflows. */
const maxDepth = 64;

/** By jsonc-parser's codes, whose enum is not there at run time. */
const parseErrorMessages: Record<number, string> = {
  2: 'this is not a number that JSON knows',
  3: 'a name in "double quotes" is wanted here',
  4: 'a value is wanted here',
  5: 'a colon is missing here',
  6: 'a comma is missing here',
  7: 'the closing } is missing',
  8: 'the closing ] is missing',
  9: 'the document has ended before this; delete what follows, or a bracket too many',
  10: 'JSON takes no comments; delete this one',
  11: 'JSON takes no comments; delete this one',
  12: 'this text is not closed; it ends with a straight double quote in the same line, and \\n stands for a new line',
  14: 'this text holds a \\u that is not followed by four hexadecimal digits',
  15: 'this text holds a backslash that JSON does not know; write \\\\ for a backslash and \\n for a new line',
  16: 'this text holds a control character; write \\n for a new line and \\t for a tab',
};

function sentence(code: number, text: string, offset: number): string {
  const here = text[offset];
  if ((code === 3 || code === 4) && (here === '}' || here === ']')) return `delete the comma before this ${here}`;
  if (here !== undefined && /[“”„‟‘’‚«»'`]/.test(here)) return 'names and texts stand in straight double quotes: "…"';
  if (code === 4 && offset >= text.trimEnd().length) return 'the document ends too early';
  return parseErrorMessages[code] ?? 'this is not JSON; texts stand in "double quotes", else only numbers, true, false and null';
}

function nestingDepth(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.replace(/"(?:\\.|[^"\\])*"/g, '').matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Keys that stand twice in one object: only the last would count, and nobody would know. */
function* findDuplicateKeys(node: Node, path: readonly PropertyKey[] = []): Generator<DiagnosticInput> {
  const seen = new Set<string>();
  for (const [i, child] of (node.children ?? []).entries()) {
    if (child.type !== 'property') {
      yield* findDuplicateKeys(child, [...path, i]);
      continue;
    }
    const [key, value] = child.children!;
    const name = key!.value as string;
    const at = [...path, name];
    if (seen.has(name)) yield { ...error(at, `${formatPath(at)} stands here a second time`), offset: key!.offset };
    seen.add(name);
    if (value) yield* findDuplicateKeys(value, at);
  }
}

export interface Parsed {
  /** Missing where the text is no JSON. */
  value?: unknown;
  remarks: DiagnosticInput[];
  /** Where the value of a path begins, or its key, or the object that lacks it. */
  offsetOf: (path: readonly PropertyKey[], key?: boolean) => number;
}

export function parseWithPositions(text: string): Parsed {
  const start = () => 0;
  if (!text.trim()) return { remarks: [error([], 'the document is empty')], offsetOf: start };
  if (nestingDepth(text) > maxDepth) return { remarks: [error([], 'the document is nested too deeply')], offsetOf: start };

  const found: ParseError[] = [];
  const tree = parseTree(text, found, { disallowComments: true, allowTrailingComma: false });
  const remarks: DiagnosticInput[] = [];
  for (const { error: code, offset } of found as { error: number; offset: number }[]) {
    if (remarks.at(-1)?.offset === offset) continue;
    const message = sentence(code, text, offset);
    remarks.push({ ...error([], message), offset });
    // Behind a comment or a comma too many the rest is still read right; behind anything else it is guesswork.
    if (code !== 10 && !message.startsWith('delete the comma')) break;
  }
  if (remarks.length || !tree) return { remarks, offsetOf: start };

  const places = new Map<string, { value: number; key: number }>();
  const note = (node: Node, at: string, key = node) => {
    places.set(at, { value: node.offset, key: key.offset });
    for (const [i, child] of (node.children ?? []).entries()) {
      if (child.type !== 'property') note(child, at + toJsonPointer([i]));
      else note(child.children![1]!, at + toJsonPointer([child.children![0]!.value as string]), child.children![0]);
    }
  };
  note(tree, '');
  const offsetOf: Parsed['offsetOf'] = (path, key) =>
    places.get(toJsonPointer(path))?.[key ? 'key' : 'value'] ?? offsetOf(path.slice(0, -1));
  try {
    return { value: JSON.parse(text), remarks: [...findDuplicateKeys(tree)], offsetOf };
  } catch (refusal) {
    // The last word is the browser's own parser's.
    return { remarks: [error([], `this is not JSON: ${(refusal as Error).message}`)], offsetOf };
  }
}
