/** Sends one message to one webhook. */
import http from 'node:http';
import https from 'node:https';
import { isPublicHost, lookupPublic } from './addresses.ts';

export interface PostRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Whether the host may have an address that is not public. */
  allowsInternal: boolean;
  /** Ends the request. */
  signal: AbortSignal;
}

/** In milliseconds. Receivers answer before they work on a message. */
const timeout = 15_000;
/** What a receiver says is not read: only its end, so that the connection can be used again. */
const maxResponseBytes = 64 * 1024;

/** Connections of webhooks on the desk are never those that may lead to the network of the server. */
const agents = {
  http: new http.Agent({ keepAlive: true, timeout }),
  https: new https.Agent({ keepAlive: true, timeout }),
  public: new https.Agent({ keepAlive: true, timeout }),
};

/** @returns the status; redirects are not followed @throws an error with a `code` */
export function post({ url, headers, body, allowsInternal, signal }: PostRequest): Promise<number> {
  const target = new URL(url);
  const isHttps = target.protocol === 'https:';
  // Names are checked when they are looked up, which addresses never are.
  if (!allowsInternal && (!isHttps || !isPublicHost(target.hostname))) return Promise.reject(Object.assign(new Error('the host is not public'), { code: 'EPRIVATE' }));
  const options = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'action-widgets-server', ...headers },
    agent: isHttps ? (allowsInternal ? agents.https : agents.public) : agents.http,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    ...(!allowsInternal && { lookup: lookupPublic }),
  };
  return new Promise((resolve, reject) => {
    const request = (isHttps ? https : http).request(target, options, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        if ((length += chunk.length) > maxResponseBytes) request.destroy();
      });
      // The status decides, even if the rest of the answer never comes.
      response.on('error', () => {});
      response.once('close', () => resolve(response.statusCode!));
    });
    request.once('error', reject);
    request.end(body);
  });
}
