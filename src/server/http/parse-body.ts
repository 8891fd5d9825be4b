/** What happens to a body before a submission is validated: content type, encoding, form, JSON. */
import { decodeUtf8 } from '../../utils/decode-utf8.ts';
import { ProblemError } from '../problems.ts';

/**
 * Accepts the listed content types, in UTF-8 and not compressed.
 * @throws ProblemError `unsupported-type`
 * @example
 * const assertContentType = requireContentType(['application/json', 'text/plain']);
 * assertContentType(new Headers({ 'Content-Type': 'text/plain;charset=UTF-8' }));
 */
export function requireContentType(types: readonly string[]): (headers: Headers) => void {
  return (headers) => {
    const [type = '', ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(';').map((part) => part.trim());
    const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '').trim();
    const isPlain = /^(identity)?$/.test(headers.get('Content-Encoding') ?? '');
    if (!types.includes(type) || !isPlain || !/^(utf-?8|us-ascii)?$/.test(charset ?? '')) throw new ProblemError({ type: 'unsupported-type' });
  };
}

/** Whether a request is a form of a page without scripts. */
export const isForm = (headers: Headers): boolean => /^application\/x-www-form-urlencoded\b/i.test(headers.get('Content-Type') ?? '');

/** @throws ProblemError `invalid` where the bytes are not UTF-8 */
export function decodeBody(bytes: BufferSource): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    throw new ProblemError({ type: 'invalid' });
  }
}

/**
 * Parses a plain form. `URLSearchParams` alone would replace percent-encoding that is not UTF-8 by U+FFFD.
 * @throws ProblemError `invalid`
 */
export function parseForm(text: string): URLSearchParams {
  try {
    decodeURIComponent(text);
  } catch {
    throw new ProblemError({ type: 'invalid' });
  }
  return new URLSearchParams(text);
}

/** @param maxSize in bytes, of the decoded names and values @throws ProblemError `too-large` */
export function assertFormSize(form: URLSearchParams, maxSize: number): void {
  let size = 0;
  for (const [name, value] of form) size += Buffer.byteLength(name) + Buffer.byteLength(value);
  if (size > maxSize) throw new ProblemError({ type: 'too-large' });
}

/**
 * Parses JSON nested at most `maxDepth` deep: recursion over deeper input would overflow the stack.
 * @throws ProblemError `invalid`
 * @example
 * const parse = createJsonParser(16);
 * parse('{"a":[1]}'); // { a: [1] }
 */
export function createJsonParser(maxDepth: number): (text: string) => unknown {
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new ProblemError({ type: 'invalid' });
    }
    let level: unknown[] = [value];
    for (let depth = 0; level.length; depth++) {
      if (depth > maxDepth) throw new ProblemError({ type: 'invalid' });
      level = level.flatMap((item) => (typeof item === 'object' && item !== null ? (Object.values(item) as unknown[]) : []));
    }
    return value;
  };
}
