/** Node's HTTP server: limits for slow and greedy clients, and a stop that lets requests in progress end. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { createConnections, type ConnectionLimits } from './connections.ts';
import { runWithRequestId, toRequestId } from './logger.ts';

/** Times are in milliseconds. */
export interface Limits extends ConnectionLimits {
  headersTimeout: number;
  /** In bytes. */
  maxHeaderSize: number;
  connectionsCheckingInterval: number;
  /** How long a connection stays open between two requests. */
  keepAliveTimeout: number;
  maxConnections: number;
}

export const defaultLimits: Limits = {
  headersTimeout: 5000,
  maxHeaderSize: 16 * 1024,
  bodyTimeout: 15_000,
  // A letter must get through from a village with a poor connection; a client that sends byte by byte must not.
  minRate: 300,
  connectionsCheckingInterval: 1000,
  idle: 30_000,
  // Longer than that of common proxies (nginx: 60 s and 75 s), which would otherwise send a request into a connection that closes.
  keepAliveTimeout: 80_000,
  maxPipelined: 32,
  maxPendingBytes: 64 * 1024 * 1024,
  maxConnections: 4000,
};
/** Other characters would mean something in a policy, where the host is named. */
const hostPattern = /^[\w.:[\]-]*$/;
/** How long a stop waits for requests in progress, in milliseconds. */
const shutdownTimeout = 10_000;
/** How long it waits before it reports refused connections again, in milliseconds. */
const reportInterval = 60_000;

interface HttpServerOptions {
  /** Takes one line about connections that were refused. */
  report?: (line: string) => void;
  /** Whether the request id of a proxy with this address is used. */
  isTrustedProxy?: (address: string) => boolean;
}

export function createHttpServer(app: Hono, limits = defaultLimits, { report, isTrustedProxy }: HttpServerOptions = {}): Server {
  const { headersTimeout, maxHeaderSize, keepAliveTimeout, connectionsCheckingInterval, idle, maxConnections } = limits;
  // HTTP/1.0 needs no Host header, and health checks may not send one.
  const respond = getRequestListener(app.fetch, { hostname: 'localhost' });
  const connections = createConnections((request, response) => {
    const isFromProxy = isTrustedProxy?.(request.socket.remoteAddress ?? '');
    const id = toRequestId(isFromProxy ? request.headers['x-request-id'] : undefined);
    response.setHeader('X-Request-Id', id);
    runWithRequestId(id, () => void respond(request, response));
  }, limits);
  const options = { headersTimeout, maxHeaderSize, requestTimeout: 0, keepAliveTimeout, connectionsCheckingInterval };
  const server = createServer(options, (request, response) => {
    // Two of them may mean two different servers to a proxy and to us: RFC 9112, section 3.2.
    const hosts = request.headersDistinct['host'] ?? [];
    if (hosts.length > 1 || !hosts.every((host) => hostPattern.test(host))) response.writeHead(400, { Connection: 'close' }).end();
    else connections.listener(request, response);
  });
  server.timeout = idle;
  server.maxConnections = maxConnections;
  let reportTime = -Infinity;
  server.on('drop', () => {
    // The next client finds room.
    server.closeIdleConnections();
    if (performance.now() - reportTime < reportInterval) return;
    reportTime = performance.now();
    report?.(`refused a connection: ${maxConnections} are open`);
  });
  const timer = setInterval(connections.closeSlowConnections, connectionsCheckingInterval).unref();
  server.once('close', () => clearInterval(timer));
  return server;
}

/** @throws the error of the port */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Beyond the usual 511 that wait to be accepted, the system drops packets, and a client tries again only after a second or more.
    server.listen({ port, host, backlog: server.maxConnections }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Takes no new requests, and resolves when those in progress have been answered. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive becomes idle only after its response has been sent.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const forceCloseTimer = setTimeout(() => server.closeAllConnections(), shutdownTimeout);
  await closed;
  clearInterval(idle);
  clearTimeout(forceCloseTimer);
}
