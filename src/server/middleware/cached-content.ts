/**
 * A response body kept in memory with its ETag and its compressed forms. hono's `etag()` and `compress()` would hash and
 * compress it again for each request.
 */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';
import { publicHeaders } from './responses.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface CachedContent {
  bytes: Bytes;
  type: string;
  /** Without quotes. */
  etag: string;
  compressible: boolean;
  /** Filled when a client first accepts the encoding. */
  compressed: Partial<Record<Encoding, Promise<Bytes>>>;
}

const brotli = promisify(brotliCompress);
const compressors = {
  // Quality 10 would take a third of a second for the largest document.
  br: (bytes: Bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }) as Promise<Bytes>,
  gzip: promisify(gzip) as (bytes: Bytes) => Promise<Bytes>,
};
type Encoding = keyof typeof compressors;
/** The best one first. */
const encodings: readonly Encoding[] = ['br', 'gzip'];

export function createCachedContent(body: string | Bytes, type: string): CachedContent {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const etag = hash('sha256', bytes, 'base64url').slice(0, 22);
  return { bytes, type, etag, compressible: bytes.length > 500 && /^text|json|svg/.test(type), compressed: {} };
}

function negotiateEncoding(acceptEncoding: string): Encoding | undefined {
  const accepted = parseAccept(acceptEncoding).filter(({ q }) => q > 0).map(({ type }) => type);
  return encodings.find((encoding) => accepted.includes(encoding));
}

/** Whether the client already has this version: RFC 9110, section 13.1.2. */
export function matchesEtag(request: Request, etag: string): boolean {
  const header = request.headers.get('If-None-Match');
  return header !== null && (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag));
}

/** Responds with the content, in the best encoding that the client accepts, or with 304. */
export function respond(content: CachedContent, request: Request, headers: Record<string, string>): Response | Promise<Response> {
  const { bytes, type, etag, compressible, compressed } = content;
  const acceptEncoding = compressible ? request.headers.get('Accept-Encoding') : null;
  const encoding = acceptEncoding ? negotiateEncoding(acceptEncoding) : undefined;
  const quotedEtag = encoding ? `"${etag}-${encoding}"` : `"${etag}"`;
  const all: Record<string, string> = { ...publicHeaders, ETag: quotedEtag, ...headers };
  if (compressible) all['Vary'] = 'Accept-Encoding';
  if (matchesEtag(request, quotedEtag)) return new Response(null, { status: 304, headers: all });
  all['Content-Type'] = type;
  if (!encoding) return new Response(bytes, { headers: all });
  all['Content-Encoding'] = encoding;
  return (compressed[encoding] ??= compressors[encoding](bytes)).then((body) => new Response(body, { headers: all }));
}
