/** Gets a page of another site, and nothing from inside the server's own network. */
import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { isPublicAddress } from './public-address.ts';

export type PageFailure =
  | 'invalid-address'
  | 'unknown-host'
  | 'private-address'
  | 'port'
  | 'certificate'
  | 'unreachable'
  | 'timeout'
  | 'too-many-redirects'
  | 'unreadable';

/** Why a page cannot be fetched. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly reason: PageFailure;

  constructor(reason: PageFailure, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

export interface FetchedPage {
  /** After redirects. */
  url: URL;
  redirects: number;
  status: number;
  /** Every value of each header, by its name in lower case. */
  headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** Empty if the page is not HTML. */
  text: string;
  /** Whether the page is longer than what was read. */
  isTruncated: boolean;
}

export interface FetchOptions {
  /** Says honestly who asks. */
  userAgent: string;
  /** The addresses of a host. */
  resolve?: (hostname: string) => Promise<readonly string[]>;
  isAllowedAddress?: (address: string) => boolean;
  isAllowedPort?: (port: string) => boolean;
  /** For all requests together, in milliseconds. */
  timeLimit?: number;
  /** In bytes, uncompressed. */
  sizeLimit?: number;
}

export type FetchPage = (url: URL, options: Pick<FetchOptions, 'userAgent'>) => Promise<FetchedPage>;

const maxRedirects = 5;
/** Long policies are sent in headers. */
const maxHeaderSize = 64 * 1024;

const resolveHost = async (hostname: string) => (await lookup(hostname, { all: true })).map(({ address }) => address);
/** The others would let someone look for services that are open. An empty port is the usual one. */
const isUsualPort = (port: string) => port === '';

/**
 * Fetches a page. The host is resolved once for each request, and the connection goes to the address that was checked, so that a name
 * cannot mean another address a moment later. Redirects are followed in the same way. No cookie is sent or kept.
 * @throws PageError
 */
export async function fetchPage(url: URL, options: FetchOptions): Promise<FetchedPage> {
  const { timeLimit = 10_000 } = options;
  const signal = AbortSignal.timeout(timeLimit);
  try {
    return await followRedirects(url, options, signal);
  } catch (error) {
    if (signal.aborted) throw new PageError('timeout', { cause: error });
    throw error instanceof PageError ? error : new PageError(classify(error), { cause: error });
  }
}

function classify(error: unknown): PageFailure {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'unknown-host';
  if (/^(CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL|EPROTO|HOSTNAME_MISMATCH)/.test(code)) return 'certificate';
  return /^(HPE_|Z_|ERR_)/.test(code) ? 'unreadable' : 'unreachable';
}

async function followRedirects(first: URL, options: FetchOptions, signal: AbortSignal): Promise<FetchedPage> {
  let url = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const response = await sendRequest(url, options, signal);
    const status = response.statusCode!;
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
      const isHtml = isHtmlType(response.headers['content-type']);
      const body = isHtml ? await readBody(response, options.sizeLimit ?? 2 * 1024 * 1024) : { text: '', isTruncated: false };
      response.destroy();
      return { url, redirects, status, headers: response.headersDistinct, ...body };
    }
    response.destroy();
    if (!URL.canParse(location, url)) throw new PageError('unreadable');
    url = new URL(location, url);
  }
  throw new PageError('too-many-redirects');
}

export const isHtmlType = (type: string | undefined) => /^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(type ?? '');

async function sendRequest(url: URL, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { userAgent, isAllowedPort = isUsualPort } = options;
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw new PageError('invalid-address');
  if (!isAllowedPort(url.port)) throw new PageError('port');
  const addresses = await raceWith(signal, findAddresses(url.hostname.replace(/^\[|\]$/g, ''), options));
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    send(url, {
      // A connection of its own, which no other request can have opened.
      agent: false,
      lookup: createLookup(addresses),
      signal,
      maxHeaderSize,
      headers: { 'User-Agent': userAgent, Accept: 'text/html,application/xhtml+xml;q=0.9', 'Accept-Encoding': 'gzip, br', 'Accept-Language': 'en,*;q=0.5' },
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

/** A look-up of a name cannot be stopped. */
function raceWith<T>(signal: AbortSignal, result: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new PageError('timeout')), { once: true }));
  return Promise.race([result, aborted]);
}

/** @throws PageError if one of the addresses is not allowed: a name that also means an inner address is not one of a public site */
async function findAddresses(hostname: string, { resolve = resolveHost, isAllowedAddress = isPublicAddress }: FetchOptions): Promise<readonly string[]> {
  const addresses = isIP(hostname) ? [hostname] : await resolve(hostname);
  if (!addresses.length) throw new PageError('unknown-host');
  if (!addresses.every(isAllowedAddress)) throw new PageError('private-address');
  return addresses;
}

/** Answers with the addresses that were checked. Node asks for none if the host is an address itself. */
const createLookup = (addresses: readonly string[]): LookupFunction => (_, { all }, callback) => {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  if (all) callback(null, entries);
  else callback(null, entries[0]!.address, entries[0]!.family);
};

async function readBody(response: IncomingMessage, sizeLimit: number): Promise<Pick<FetchedPage, 'text' | 'isTruncated'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isTruncated = false;
  // Leaving the loop ends the connection.
  for await (const chunk of decompress(response) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    isTruncated = size > sizeLimit;
    if (isTruncated) break;
  }
  return { text: decode(Buffer.concat(chunks).subarray(0, sizeLimit), response.headers['content-type']), isTruncated };
}

function decompress(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return response;
  if (!['gzip', 'x-gzip', 'deflate', 'br'].includes(encoding)) throw new PageError('unreadable');
  return pipeline(response, encoding === 'br' ? createBrotliDecompress() : createUnzip(), () => {});
}

/** Names and addresses of ours are ASCII, so that an unknown encoding hides nothing of them. */
function decode(bytes: Buffer, type = ''): string {
  const [, charset = 'utf-8'] = /;\s*charset="?([\w-]{1,40})/i.exec(type) ?? [];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
