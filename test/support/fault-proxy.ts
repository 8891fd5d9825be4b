import { createServer, request as sendRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { close, listen } from './port.ts';

/**
 * What the proxy does to one request.
 * - `pass`: forwards it
 * - `refused`: closes the connection before the upstream sees the request
 * - `reset-before`: the same, with a reset
 * - `reset-after`: the upstream handles the request, but its response never arrives
 * - `stall`: never responds, and keeps the connection open
 * - `stall-after`: the same, but the upstream handles the request
 * - `repeated`: sends the request to the upstream twice, and passes on the second response
 * - `cut`: sends half of the response body, then closes the connection
 * - `changed`: adds one byte, a space, to the response body
 * - `html`: responds with a captive portal's page and status 200
 * - `redirect`: leads to that page
 * - `echo`: responds with the body of the request
 * - `{ status, retryAfter }`: responds with an error, as a gateway does; retryAfter is in seconds, or an HTTP date
 */
export type Fault =
  | 'pass'
  | 'refused'
  | 'reset-before'
  | 'reset-after'
  | 'stall'
  | 'stall-after'
  | 'repeated'
  | 'cut'
  | 'changed'
  | 'html'
  | 'redirect'
  | 'echo'
  | { status: number; retryAfter?: number | string };

export interface ProxiedRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Chooses the fault for a request; `count` is 1 for the first request. */
export type ChooseFault = (request: ProxiedRequest, count: number) => Fault | Promise<Fault>;

export interface FaultProxy {
  /** The proxy's origin: give this to the page instead of the upstream's. */
  url: string;
  /** Every request that arrived here, with what was done to it. */
  requests: (ProxiedRequest & { fault: Fault })[];
  /** Closes the connections that `stall` and `stall-after` have kept open, as a gateway does after a while. */
  closeStalled(): void;
  close(): Promise<void>;
}

// Gateways may let the page read their response, which is harder to handle for the page than a network error.
const READABLE = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };

const portalPath = '/captive-portal';

/**
 * Starts a proxy in front of an upstream that applies the chosen fault to each request.
 *
 * @param extraHeaders added to each response of the upstream
 */
export async function startFaultProxy(
  upstream: string,
  chooseFault: ChooseFault,
  extraHeaders: Readonly<Record<string, string>> = {},
): Promise<FaultProxy> {
  const requests: FaultProxy['requests'] = [];
  const stalled = new Set<Socket>();
  let count = 0;

  const server = createServer((request, response) => {
    void respond().catch(() => request.socket.destroy());

    async function respond(): Promise<void> {
      const body = await buffer(request);
      const { method = 'GET', url: path = '/' } = request;
      const proxied = { method, path, headers: request.headers, body: body.toString() };
      const fault = await chooseFault(proxied, ++count);
      requests.push({ ...proxied, fault });

      if (fault === 'stall') return void stalled.add(request.socket);
      if (fault === 'refused') return void request.socket.destroy();
      if (fault === 'reset-before') return void request.socket.resetAndDestroy();
      if (fault === 'echo') return void response.writeHead(200, { ...READABLE, 'content-type': 'application/json' }).end(body);
      if (fault === 'redirect' && path !== portalPath) return void response.writeHead(302, { ...READABLE, location: portalPath }).end();
      if (fault === 'html' || fault === 'redirect' || path === portalPath) {
        response.writeHead(200, { ...READABLE, 'content-type': 'text/html' });
        return void response.end('<!doctype html><title>Sign in</title><h1>Welcome to the airport</h1>');
      }
      if (typeof fault === 'object') {
        const { status, retryAfter } = fault;
        response.writeHead(status, { ...READABLE, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) });
        return void response.end();
      }

      // A compressed body cannot be changed by appending a byte.
      if (fault === 'changed') delete request.headers['accept-encoding'];
      if (fault === 'repeated') await buffer(await forward(new URL(path, upstream), request, body));
      const upstreamResponse = await forward(new URL(path, upstream), request, body);
      const content = await buffer(upstreamResponse);
      if (fault === 'stall-after') return void stalled.add(request.socket);
      if (fault === 'reset-after') return void request.socket.destroy();
      const { 'transfer-encoding': _, ...headers } = upstreamResponse.headers;
      for (const [name, value] of Object.entries(extraHeaders)) response.appendHeader(name, value);
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.appendHeader(name, value);
      response.statusCode = upstreamResponse.statusCode ?? 502;
      if (fault === 'pass' || fault === 'repeated') return void response.end(content);
      response.setHeader('content-length', content.length + Number(fault === 'changed'));
      if (fault === 'changed') return void response.end(Buffer.concat([content, Buffer.from(' ')]));
      response.write(content.subarray(0, content.length / 2), () => request.socket.destroy());
    }
  });

  const url = await listen(server);
  return {
    url,
    requests,
    closeStalled() {
      for (const socket of stalled) socket.destroy();
      stalled.clear();
    },
    close: () => close(server),
  };
}

function forward(url: URL, { method, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sendRequest(url, { method, headers }, resolve).once('error', reject).end(body);
  });
}
