/** What a connection may hold: one response at a time, few requests ahead of it, and nothing for long without progress. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { maxSubmissionBytes } from '../campaign/schema/submission.schema.ts';

export interface ConnectionLimits {
  /** In milliseconds. After this time, a body must have arrived at `minRate` on average. */
  bodyTimeout: number;
  /** In bytes per second, in either direction. */
  minRate: number;
  /** How long a connection may carry nothing in either direction during a request, in milliseconds. */
  idle: number;
  /** Requests that a connection may send ahead of their responses. Browsers and proxies send none. */
  maxPipelined: number;
  /** Bytes of all bodies whose requests are in progress. */
  maxPendingBytes: number;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

interface Connection {
  /** In the order of their responses. */
  waiting: Exchange[];
  /** The exchange in progress, or the last one. */
  exchange?: Exchange;
  startTime: number;
  /** `bytesRead` of the socket when the exchange started. */
  startBytes: number;
  /** When the client had last accepted something, as far as checks have seen, and how much in all. */
  acceptedTime: number;
  acceptedBytes: number;
}

export interface Connections {
  listener: RequestListener;
  closeSlowConnections: () => void;
}

/** The largest body that is read, which is that of a form. */
const maxBodyBytes = 3 * maxSubmissionBytes;

/** Node has only a fixed time for a whole request, in which a slow client does not get far, and starts all pipelined requests at once. */
export function createConnections(respond: RequestListener, { bodyTimeout, minRate, idle, maxPipelined, maxPendingBytes }: ConnectionLimits): Connections {
  const connections = new Map<Socket, Connection>();
  /** The sizes of bodies, the oldest request first. */
  const bodies = new Map<Socket, number>();
  let pendingBytes = 0;
  /** Those whose next request has waited for the response to the one before. */
  const ready: Connection[] = [];

  function open(socket: Socket): Connection {
    const connection = { waiting: [], startTime: 0, startBytes: 0, acceptedTime: 0, acceptedBytes: 0 };
    connections.set(socket, connection);
    socket.once('close', () => {
      connections.delete(socket);
      releaseBody(socket);
    });
    return connection;
  }

  function releaseBody(socket: Socket): void {
    pendingBytes -= bodies.get(socket) ?? 0;
    bodies.delete(socket);
  }

  /** Where the bodies would need too much memory, those that have taken longest give way. */
  function reserveBody({ headers, socket }: IncomingMessage): void {
    const size = headers['transfer-encoding'] ? maxBodyBytes : Math.min(Number(headers['content-length'] ?? 0), maxBodyBytes);
    if (!size) return;
    bodies.set(socket, size);
    pendingBytes += size;
    for (const oldest of bodies.keys()) {
      if (pendingBytes <= maxPendingBytes) break;
      releaseBody(oldest);
      oldest.destroy();
    }
  }

  function start(connection: Connection, exchange: Exchange): void {
    const { request, response } = exchange;
    const { socket } = request;
    const time = performance.now();
    Object.assign(connection, { exchange, startTime: time, startBytes: socket.bytesRead, acceptedTime: time, acceptedBytes: countAccepted(socket) });
    reserveBody(request);
    response.once('close', () => {
      releaseBody(socket);
      if (connection.waiting.length) enqueue(connection);
    });
    respond(request, response);
  }

  function enqueue(connection: Connection): void {
    if (ready.push(connection) === 1) setImmediate(startNext);
  }

  /** Node accepts one connection each time that it looks for events: the more is done in between, the longer new clients wait. */
  function startNext(): void {
    const connection = ready.shift()!;
    if (ready.length) setImmediate(startNext);
    const exchange = connection.waiting.shift()!;
    if (!exchange.request.socket.destroyed) start(connection, exchange);
  }

  /** Whether a body arrives too slowly, or a response is read too slowly. */
  function isSlow(socket: Socket, connection: Connection, { request, response }: Exchange, time: number): boolean {
    const duration = time - connection.startTime;
    if (!request.complete) return duration > bodyTimeout && socket.bytesRead - connection.startBytes < (minRate * duration) / 1000;
    if (response.writableFinished) return false;
    const accepted = countAccepted(socket);
    // Where nothing waits to be sent, it is we who are slow.
    if (accepted !== connection.acceptedBytes || !socket.writableLength) {
      Object.assign(connection, { acceptedTime: time, acceptedBytes: accepted });
      return false;
    }
    return time - connection.acceptedTime > idle + (1000 * socket.writableLength) / minRate;
  }

  return {
    listener(request, response) {
      const { socket } = request;
      if (socket.destroyed) return;
      const connection = connections.get(socket) ?? open(socket);
      const current = connection.exchange?.response;
      const isFree = !connection.waiting.length && (!current || current.closed);
      if (isFree) start(connection, { request, response });
      else if (connection.waiting.length < maxPipelined) connection.waiting.push({ request, response });
      else socket.destroy();
    },
    closeSlowConnections() {
      const time = performance.now();
      for (const [socket, connection] of connections)
        if (connection.exchange && isSlow(socket, connection, connection.exchange, time)) socket.destroy();
    },
  };
}

/** The socket counts a chunk when all of it has been accepted. */
const countAccepted = (socket: Socket) => socket.bytesWritten - socket.writableLength;
