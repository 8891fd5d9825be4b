/**
 * Responds with content that stays in memory. Its ETag and its compressed forms are kept as long as the content is: hono's
 * `etag()` and `compress()` would hash and compress it again for each request.
 */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';
import type { Content } from '../content.ts';
import { publicHeaders } from './json-response.ts';

type Bytes = Content['bytes'];

const brotli = promisify(brotliCompress);
const compressors = {
  // Quality 10 would take a third of a second for the largest document.
  br: (bytes: Bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }) as Promise<Bytes>,
  gzip: promisify(gzip) as (bytes: Bytes) => Promise<Bytes>,
};
type Encoding = keyof typeof compressors;
/** The best one first. */
const encodings: readonly Encoding[] = ['br', 'gzip'];

interface Representations {
  /** Without quotes. */
  etag: string;
  isCompressible: boolean;
  /** Filled when a client first accepts the encoding. */
  compressed: Partial<Record<Encoding, Promise<Bytes>>>;
}

const representationsCache = new WeakMap<Content, Representations>();

function getRepresentations(content: Content): Representations {
  let representations = representationsCache.get(content);
  if (!representations) {
    const { bytes, type } = content;
    const etag = hash('sha256', bytes, 'base64url').slice(0, 22);
    representations = { etag, isCompressible: bytes.length > 500 && /^text|json|svg/.test(type), compressed: {} };
    representationsCache.set(content, representations);
  }
  return representations;
}

function negotiateEncoding(acceptEncoding: string): Encoding | undefined {
  const accepted = parseAccept(acceptEncoding).filter(({ q }) => q > 0).map(({ type }) => type);
  return encodings.find((encoding) => accepted.includes(encoding));
}

/** Whether the client already has this version: RFC 9110, section 13.1.2. */
function matchesEtag(request: Request, etag: string): boolean {
  const header = request.headers.get('If-None-Match');
  return header !== null && (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag));
}

/** Responds with the content, in the best encoding that the client accepts, or with 304. */
export function respond(content: Content, request: Request, headers: Record<string, string>): Response | Promise<Response> {
  const { etag, isCompressible, compressed } = getRepresentations(content);
  const acceptEncoding = isCompressible ? request.headers.get('Accept-Encoding') : null;
  const encoding = acceptEncoding ? negotiateEncoding(acceptEncoding) : undefined;
  const quotedEtag = encoding ? `"${etag}-${encoding}"` : `"${etag}"`;
  const all: Record<string, string> = { ...publicHeaders, ETag: quotedEtag, ...headers };
  if (isCompressible) all['Vary'] = 'Accept-Encoding';
  if (matchesEtag(request, quotedEtag)) return new Response(null, { status: 304, headers: all });
  all['Content-Type'] = content.type;
  if (!encoding) return new Response(content.bytes, { headers: all });
  all['Content-Encoding'] = encoding;
  return (compressed[encoding] ??= compressors[encoding](content.bytes)).then((body) => new Response(body, { headers: all }));
}
