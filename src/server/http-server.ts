/** Node's HTTP server: limits for slow clients, and a stop that lets requests in progress end. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** In milliseconds. */
export interface Limits {
  headersTimeout: number;
  /** After this time, a body must have arrived at `minRate` on average. */
  bodyTimeout: number;
  /** In bytes per second. */
  minRate: number;
  connectionsCheckingInterval: number;
  /** How long a connection may carry nothing in either direction during a request. */
  idle: number;
  /** How long a connection stays open between two requests. */
  keepAliveTimeout: number;
}

const defaultLimits: Limits = {
  headersTimeout: 5000,
  bodyTimeout: 15_000,
  // A letter must get through from a village with a poor connection; a client that sends byte by byte must not.
  minRate: 300,
  connectionsCheckingInterval: 1000,
  idle: 30_000,
  // Longer than that of common proxies (nginx: 60 s and 75 s), which would otherwise send a request into a connection that closes.
  keepAliveTimeout: 80_000,
};
/** How long a stop waits for requests in progress, in milliseconds. */
const shutdownTimeout = 10_000;

export function createHttpServer(app: Hono, limits = defaultLimits): Server {
  const { headersTimeout, keepAliveTimeout, connectionsCheckingInterval, idle } = limits;
  // HTTP/1.0 needs no Host header, and health checks may not send one.
  const listener = getRequestListener(app.fetch, { hostname: 'localhost' });
  const rateCheck = createRateCheck(limits);
  const server = createServer({ headersTimeout, requestTimeout: 0, keepAliveTimeout, connectionsCheckingInterval }, (request, response) => {
    // Two of them may mean two different servers to a proxy and to us: RFC 9112, section 3.2.
    if ((request.headersDistinct['host']?.length ?? 0) > 1) {
      response.writeHead(400, { Connection: 'close' }).end();
      return;
    }
    rateCheck.add(request);
    void listener(request, response);
  });
  server.timeout = idle;
  const timer = setInterval(() => rateCheck.closeSlowConnections(), connectionsCheckingInterval).unref();
  server.once('close', () => clearInterval(timer));
  return server;
}

/** Node has only a fixed time for a whole request, in which a slow client does not get far. */
function createRateCheck({ bodyTimeout, minRate }: Limits) {
  const startByRequest = new Map<IncomingMessage, { time: number; bytes: number }>();
  return {
    add(request: IncomingMessage): void {
      startByRequest.set(request, { time: performance.now(), bytes: request.socket.bytesRead });
      request.once('close', () => startByRequest.delete(request));
    },
    closeSlowConnections(): void {
      for (const [request, { time, bytes }] of startByRequest) {
        // It has arrived; how slowly its response is read is another matter.
        if (request.complete) continue;
        const duration = performance.now() - time;
        if (duration > bodyTimeout && request.socket.bytesRead - bytes < (minRate * duration) / 1000) request.socket.destroy();
      }
    },
  };
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
