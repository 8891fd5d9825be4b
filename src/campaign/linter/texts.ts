/** Texts that cannot be stored, sent or seen, wherever they are in a document. */
import { hasVisibleText } from '../text.ts';
import { error, formatPath, warning, type DiagnosticInput, type Path } from './diagnostic.ts';

/** Half a surrogate pair breaks links, and a database refuses NUL: a form that sends such a text is refused. */
function describeError(text: string): string | undefined {
  if (!text.isWellFormed()) return 'contains half a character; write all of it, an emoji as \\ud83d\\ude00 or as itself';
  return text.includes('\0') ? 'contains the character NUL, \\u0000; delete it' : undefined;
}

export function* checkTexts(value: unknown, path: Path = []): Generator<DiagnosticInput> {
  if (typeof value === 'string') {
    const message = describeError(value);
    if (message) yield error(path, `${formatPath(path)} ${message}`);
    else if (value && !hasVisibleText(value)) yield warning(path, `${formatPath(path)} has no visible character`);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* checkTexts(item, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const message = describeError(key);
      if (message) yield { ...error([...path, key], `this key ${message}`), key: true };
      yield* checkTexts(item, [...path, key]);
    }
  }
}
