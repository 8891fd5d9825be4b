/** Parses JSON and remembers where everything is. Strict: anything that a browser would reject is an error here, with an explanation. */
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { toJsonPointer } from '../json-pointer.ts';
import { error, formatPath, type DiagnosticInput } from './diagnostic.ts';

/** Far deeper than a campaign, and far less than what overflows a parser. */
const maxDepth = 64;

/** By the error codes of jsonc-parser, whose enum does not exist at run time. */
const parseErrorMessages: Record<number, string> = {
  2: 'this is not a JSON number',
  3: 'expected a name in "double quotes"',
  4: 'expected a value',
  5: 'expected a colon',
  6: 'expected a comma',
  7: 'the closing } is missing',
  8: 'the closing ] is missing',
  9: 'the document ends before this; delete the rest, or an extra bracket',
  10: 'JSON does not allow comments; delete this one',
  11: 'JSON does not allow comments; delete this one',
  12: 'this text is not closed; end it with a straight double quote on the same line, and write \\n for a new line',
  14: 'this text contains \\u without four hexadecimal digits after it',
  15: 'this text contains an invalid backslash; write \\\\ for a backslash and \\n for a new line',
  16: 'this text contains a control character; write \\n for a new line and \\t for a tab',
};

function describeParseError(code: number, text: string, offset: number): string {
  const character = text[offset];
  if ((code === 3 || code === 4) && (character === '}' || character === ']')) return `delete the comma before this ${character}`;
  if (character !== undefined && /[“”„‟‘’‚«»'`]/.test(character)) return 'names and texts need straight double quotes: "…"';
  if (code === 4 && offset >= text.trimEnd().length) return 'the document ends too early';
  return parseErrorMessages[code] ?? 'this is not JSON; a text needs "double quotes", and anything else must be a number, true, false or null';
}

/** Reads each character once; a regular expression would start again at every quote of a text that is not closed. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (isInString && character === '\\') i++;
    else if (character === '"') isInString = !isInString;
    else if (!isInString && (character === '{' || character === '[') && ++depth > maxDepth) return true;
    else if (!isInString && (character === '}' || character === ']')) depth--;
  }
  return false;
}

/** Keys that appear twice in one object: only the last one would count, without any warning. */
function* findDuplicateKeys(node: Node, path: readonly PropertyKey[] = []): Generator<DiagnosticInput> {
  const names = new Set<string>();
  for (const [i, child] of (node.children ?? []).entries()) {
    if (child.type !== 'property') {
      yield* findDuplicateKeys(child, [...path, i]);
      continue;
    }
    const [key, value] = child.children!;
    const name = key!.value as string;
    const keyPath = [...path, name];
    if (names.has(name)) yield { ...error(keyPath, `${formatPath(keyPath)} appears twice in this object`), offset: key!.offset };
    names.add(name);
    if (value) yield* findDuplicateKeys(value, keyPath);
  }
}

/** By JSON Pointer: where a value begins, and its key. */
function findOffsets(root: Node): Map<string, { value: number; key: number }> {
  const offsets = new Map<string, { value: number; key: number }>();
  const visit = (node: Node, pointer: string, key = node) => {
    offsets.set(pointer, { value: node.offset, key: key.offset });
    for (const [i, child] of (node.children ?? []).entries()) {
      if (child.type !== 'property') visit(child, pointer + toJsonPointer([i]));
      else visit(child.children![1]!, pointer + toJsonPointer([child.children![0]!.value as string]), child.children![0]);
    }
  };
  visit(root, '');
  return offsets;
}

export interface ParseResult {
  /** Missing if the text is not JSON. */
  value?: unknown;
  problems: Iterable<DiagnosticInput>;
  /** Where the value at a path begins, or its key; for a missing value, the object that lacks it. */
  getOffset: (path: readonly PropertyKey[], key?: boolean) => number;
}

export function parseWithPositions(text: string): ParseResult {
  const fail = (...problems: DiagnosticInput[]): ParseResult => ({ problems, getOffset: () => 0 });
  if (!text.trim()) return fail(error([], 'the document is empty'));
  if (isTooDeep(text)) return fail(error([], 'the document is nested too deeply'));

  const parseErrors: ParseError[] = [];
  const tree = parseTree(text, parseErrors, { disallowComments: true, allowTrailingComma: false });
  const problems: DiagnosticInput[] = [];
  for (const { error: code, offset } of parseErrors as { error: number; offset: number }[]) {
    if (problems.at(-1)?.offset === offset) continue;
    const message = describeParseError(code, text, offset);
    problems.push({ ...error([], message), offset });
    // After a comment or an extra comma the rest is still parsed correctly; after any other error it is guesswork.
    if (code !== 10 && !message.startsWith('delete the comma')) break;
  }
  if (problems.length || !tree) return fail(...problems);

  try {
    const offsets = findOffsets(tree);
    const getOffset: ParseResult['getOffset'] = (path, key) =>
      offsets.get(toJsonPointer(path))?.[key ? 'key' : 'value'] ?? getOffset(path.slice(0, -1));
    return { value: JSON.parse(text), problems: findDuplicateKeys(tree), getOffset };
  } catch (refusal) {
    // The engine's own parser has the last word.
    return fail(error([], `this is not JSON: ${(refusal as Error).message}`));
  }
}
