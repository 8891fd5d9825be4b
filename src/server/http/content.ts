/** Bytes with a type and a tag: sent whole, packed, or not at all where the client has them. */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { matchesEtag, corsHeaders } from './problem.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Content {
  bytes: Bytes;
  type: string;
  /** Without quotes. */
  tag: string;
  /** Whether it is worth packing. */
  compressible: boolean;
  /** Filled as browsers ask for them. */
  compressed: Partial<Record<Encoding, Promise<Bytes>>>;
}

const brotli = promisify(brotliCompress);
const encoders = {
  br: (bytes: Bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  gzip: promisify(gzip) as (bytes: Bytes) => Promise<Bytes>,
};
type Encoding = keyof typeof encoders;
const encodings = Object.keys(encoders) as Encoding[];

const types: Record<string, string> = {
  avif: 'image/avif',
  css: 'text/css; charset=utf-8',
  gif: 'image/gif',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  ts: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
  woff2: 'font/woff2',
  xhtml: 'application/xhtml+xml; charset=utf-8',
};

/** By the ending of a name. */
export function typeOf(name: string): string {
  return types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

/** @param tag changes with the bytes; made from them where it is not given */
export function contentOf(bytes: Bytes, type: string, tag = digest(bytes)): Content {
  return { bytes, type, tag, compressible: bytes.length > 500 && /^text|json|svg/.test(type), compressed: {} };
}

const digest = (bytes: Bytes) => hash('sha256', bytes, 'base64url').slice(0, 22);

/** Answers with the content, in the best packing the client takes, or with 304. */
export function respond(content: Content, request: Request, headers: Record<string, string>): Response | Promise<Response> {
  const { bytes, type, tag, compressible, compressed } = content;
  const accepted = compressible ? (request.headers.get('Accept-Encoding') ?? '') : '';
  const encoding = accepted && encodings.find((one) => new RegExp(`\\b${one}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted));
  const etag = encoding ? `"${tag}-${encoding}"` : `"${tag}"`;
  const all: Record<string, string> = { ...corsHeaders, ETag: etag, ...headers };
  if (compressible) all['Vary'] = 'Accept-Encoding';
  if (matchesEtag(request, etag)) return new Response(null, { status: 304, headers: all });
  all['Content-Type'] = type;
  if (!encoding) return new Response(bytes, { headers: all });
  all['Content-Encoding'] = encoding;
  return (compressed[encoding] ??= encoders[encoding](bytes)).then((less) => new Response(less, { headers: all }));
}
