/** What happens to a body before a submission is validated: content type, encoding, form, JSON. */
import { MIMEType } from 'node:util';
import { decodeUtf8 } from '../../utils/decode-utf8.ts';
import { ProblemError } from '../problems.ts';

/** @returns undefined without a valid content type */
function getContentType(headers: Headers): MIMEType | undefined {
  try {
    return new MIMEType(headers.get('Content-Type') ?? '');
  } catch {
    return undefined;
  }
}

/**
 * Accepts the listed content types, in UTF-8 and not compressed.
 * @throws ProblemError `unsupported-type`
 * @example
 * const assertContentType = requireContentType(['application/json', 'text/plain']);
 * assertContentType(new Headers({ 'Content-Type': 'text/plain;charset=UTF-8' }));
 */
export function requireContentType(types: readonly string[]): (headers: Headers) => void {
  return (headers) => {
    const type = getContentType(headers);
    const isUtf8 = /^(utf-?8|us-ascii)?$/i.test(type?.params.get('charset') ?? '');
    const isPlain = /^(identity)?$/.test(headers.get('Content-Encoding') ?? '');
    if (!type || !types.includes(type.essence) || !isUtf8 || !isPlain) throw new ProblemError({ type: 'unsupported-type' });
  };
}

/** Whether a request is a form of a page without scripts. */
export const isForm = (headers: Headers): boolean => getContentType(headers)?.essence === 'application/x-www-form-urlencoded';

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
