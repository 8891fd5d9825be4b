import { createServer, request as send, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { close, listen } from './port.ts';

/**
 * What happens to one request.
 * - `pass`: nothing
 * - `refused`: the line breaks before the upstream sees it
 * - `reset-after`: the upstream has done its work, but the answer never arrives
 * - `stall`: never an answer, and the line stays open
 * - `cut`: half of the answer's body, then the line breaks
 * - `changed`: the answer's body has one byte more, a blank
 * - `html`: a captive portal's page with status 200
 * - `{ status, retryAfter }`: an error of something in between; retryAfter is in seconds, or an HTTP date
 */
export type Fault =
  | 'pass'
  | 'refused'
  | 'reset-after'
  | 'stall'
  | 'cut'
  | 'changed'
  | 'html'
  | { status: number; retryAfter?: number | string };

export interface Asked {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface FaultProxy {
  /** The proxy's origin: give this to the page instead of the upstream's. */
  url: string;
  /** Every request that arrived here, with what was done to it. */
  seen: (Asked & { fault: Fault })[];
  close(): Promise<void>;
}

// What stands between may well let the page read its answer, which is worse for the page than a network error.
const READABLE = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };

/**
 * A proxy in front of an upstream that does to each request what `choose` says, which may take its time; `count` is 1
 * for the first of all.
 *
 * @param headers put onto each answer of the upstream, beside its own
 */
export async function startFaultProxy(
  upstream: string,
  choose: (asked: Asked, count: number) => Fault | Promise<Fault>,
  headers: Readonly<Record<string, string>> = {},
): Promise<FaultProxy> {
  const seen: FaultProxy['seen'] = [];
  let count = 0;

  const server = createServer((request, response) => {
    void answer().catch(() => request.socket.destroy());

    async function answer(): Promise<void> {
      const body = await buffer(request);
      const { method = 'GET', url: path = '/' } = request;
      const asked = { method, path, headers: request.headers, body: body.toString() };
      const fault = await choose(asked, ++count);
      seen.push({ ...asked, fault });

      if (fault === 'stall') return;
      if (fault === 'refused') return void request.socket.destroy();
      if (fault === 'html') {
        response.writeHead(200, { ...READABLE, 'content-type': 'text/html' });
        return void response.end('<!doctype html><title>Sign in</title><h1>Welcome to the airport</h1>');
      }
      if (typeof fault === 'object') {
        const { status, retryAfter } = fault;
        response.writeHead(status, { ...READABLE, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) });
        return void response.end();
      }

      // What is packed could not be changed.
      if (fault === 'changed') delete request.headers['accept-encoding'];
      const reply = await forward(new URL(path, upstream), request, body);
      const content = await buffer(reply);
      if (fault === 'reset-after') return void request.socket.destroy();
      const { 'transfer-encoding': _, ...kept } = reply.headers;
      const status = reply.statusCode ?? 502;
      for (const [name, value] of Object.entries(headers)) response.appendHeader(name, value);
      for (const [name, value] of Object.entries(kept)) if (value !== undefined) response.appendHeader(name, value);
      response.statusCode = status;
      if (fault === 'pass') return void response.end(content);
      response.setHeader('content-length', content.length + Number(fault === 'changed'));
      if (fault === 'changed') return void response.end(Buffer.concat([content, Buffer.from(' ')]));
      response.write(content.subarray(0, content.length / 2), () => request.socket.destroy());
    }
  });

  const url = await listen(server);
  return { url, seen, close: () => close(server) };
}

function forward(url: URL, { method, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    send(url, { method, headers }, resolve).once('error', reject).end(body);
  });
}
