/** Node's HTTP server: limits for slow clients, and a stop that lets requests in progress end. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** In milliseconds. */
export interface Limits {
  headersTimeout: number;
  requestTimeout: number;
  connectionsCheckingInterval: number;
  /** How long a connection may carry nothing in either direction. */
  idle: number;
}

// Node's defaults let a slow body take five minutes, and a slow reader forever.
const defaultLimits: Limits = { headersTimeout: 5000, requestTimeout: 15_000, connectionsCheckingInterval: 1000, idle: 30_000 };
/** How long a stop waits for requests in progress, in milliseconds. */
const shutdownTimeout = 10_000;

export function createHttpServer(app: Hono, limits = defaultLimits): Server {
  // HTTP/1.0 needs no Host header, and health checks may not send one.
  const listener = getRequestListener(app.fetch, { hostname: 'localhost' });
  const server = createServer(limits, (request, response) => void listener(request, response));
  server.timeout = limits.idle;
  return server;
}

/** @throws the error of the port */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
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
