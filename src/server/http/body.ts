/** What stands before a submission is looked at: each guard is made by a factory, and answers with a value or a refusal. */
import type { IncomingMessage } from 'node:http';
import type { ProblemInput } from './problem.ts';

/** Carries a refusal up to whoever answers. */
export class HttpError extends Error {
  override readonly name = 'Refused';
  readonly refusal: ProblemInput;

  constructor(refusal: ProblemInput) {
    super(refusal.type);
    this.refusal = refusal;
  }
}

/**
 * Reads a body and counts it as it comes: what a client says about its length decides nothing.
 * @param max bytes
 * @returns the bytes; rejects with `too-large`
 * @example
 * const read = bodyReader(64 * 1024);
 * const bytes = await read(request.body);
 */
export function readBody(max: number): (body: IncomingMessage | ReadableStream<Uint8Array> | null) => Promise<Buffer> {
  return async (body) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    // The rest of a message is left to the server, which can still answer while it lets it run dry.
    const stream = body && 'iterator' in body ? body.iterator({ destroyOnReturn: false }) : (body ?? []);
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > max) throw new HttpError({ type: 'too-large' });
      chunks.push(chunk);
    }
    return chunks.length === 1 ? Buffer.from(chunks[0]!) : Buffer.concat(chunks);
  };
}

/**
 * Takes the listed content types, in UTF-8 and not compressed.
 * @returns the type without parameters, in small letters
 * @throws Refused with `unsupported-type`
 * @example
 * const typeOf = contentTypes(['application/json', 'text/plain']);
 * typeOf(new Headers({ 'Content-Type': 'text/plain;charset=UTF-8' })); // 'text/plain'
 */
export function requireContentType<T extends string>(types: readonly T[]): (headers: Headers) => T {
  return (headers) => {
    const [name, ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(/\s*;\s*/);
    const type = types.find((one) => one === name?.trim());
    const charset = parameters.find((one) => one.startsWith('charset='))?.slice(8).replaceAll('"', '').trim();
    const plain = /^(identity)?$/.test(headers.get('Content-Encoding') ?? '');
    if (type === undefined || !plain || !/^(utf-?8|us-ascii)?$/.test(charset ?? ''))
      throw new HttpError({ type: 'unsupported-type' });
    return type;
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads bytes as UTF-8 and nothing else.
 * @throws Refused with `invalid`
 */
export function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new HttpError({ type: 'invalid' });
  }
}

/**
 * Parses JSON that is nested at most so deep: deeper, and whoever walks through it by recursion falls over.
 * @throws Refused with `invalid`
 * @example
 * const parse = jsonReader(16);
 * parse('{"a":[1]}'); // { a: [1] }
 */
export function parseJsonBody(maxDepth: number): (text: string) => unknown {
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new HttpError({ type: 'invalid' });
    }
    let level: unknown[] = [value];
    for (let depth = 0; level.length; depth++) {
      if (depth > maxDepth) throw new HttpError({ type: 'invalid' });
      level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
    }
    return value;
  };
}

/**
 * Whether a page of this origin may send to a campaign: any, or those it lists. A request without an origin is no
 * page's, and the endpoint's own pages are always welcome; `null`, which a sandboxed frame sends, only where it is listed.
 * @example
 * const allows = origins(['https://actions.example']);
 * allows({ origins: ['https://partner.example'] }, 'https://evil.example'); // false
 */
export function isAllowedOrigin(own: readonly string[]) {
  return (campaign: { origins?: string[] | undefined }, origin: string | null, requestUrl: string): boolean =>
    !campaign.origins ||
    origin === null ||
    campaign.origins.includes(origin) ||
    own.includes(origin) ||
    origin === new URL(requestUrl).origin;
}
