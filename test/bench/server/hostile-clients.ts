/** Sends hostile requests to a server, in its own process: `node hostile-clients.ts '{"url": …}'` prints what was answered as JSON. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createHostileRequests, type HostileRequest } from './hostile-requests.ts';

export interface HostileOptions {
  url: string;
  count: number;
  seed: number;
}

export interface HostileResult {
  sent: number;
  /** Number of responses by status. */
  statuses: Record<string, number>;
  /** Requests whose connection was ended without a response, by the server or by the client. */
  unanswered: number;
  /** Connections that were open when the client gave up waiting. */
  silent: number;
  slow: number;
}

const clients = 32;
const maxSlow = 400;
/** How long a client waits for the next byte, in milliseconds. */
const maxSilence = 5000;

async function sendAll({ url, count, seed }: HostileOptions): Promise<HostileResult> {
  const port = Number(new URL(url).port);
  const requests = createHostileRequests(seed);
  const result: HostileResult = { sent: 0, statuses: {}, unanswered: 0, silent: 0, slow: 0 };
  const slowSockets = new Set<Socket>();

  function open({ count, slow }: HostileRequest): Socket {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let [responses, rest] = [0, ''];
    if (slow !== 'reader')
      socket.setEncoding('latin1').on('data', (text: string) => {
        const received = rest + text;
        for (const [, status] of received.matchAll(/HTTP\/1\.1 ([2-5]\d\d) [A-Z]/g)) {
          responses++;
          result.statuses[status!] = (result.statuses[status!] ?? 0) + 1;
        }
        // A response may begin at the end of one chunk.
        rest = received.slice(-14).replace(/^.*HTTP\/1\.1 [2-5]\d\d [A-Z]/s, '');
      });
    // Resets are what the server is expected to do.
    socket.on('error', () => undefined).once('end', () => socket.end());
    socket.once('close', () => (result.unanswered += Math.max(0, count - responses)));
    return socket;
  }

  /** Stays until the server ends the connection; the others do not wait for it. */
  function sendSlowly(request: HostileRequest): void {
    result.slow++;
    const socket = open(request);
    slowSockets.add(socket);
    if (request.slow === 'reader') {
      socket.pause().write(request.bytes);
      socket.once('close', () => slowSockets.delete(socket));
      return;
    }
    const half = request.bytes.length >> 1;
    let position = half;
    socket.write(request.bytes.subarray(0, half));
    const timer = setInterval(() => socket.write(request.bytes.subarray(position, ++position)), 1000);
    socket.once('close', () => {
      clearInterval(timer);
      slowSockets.delete(socket);
    });
  }

  async function runClient(): Promise<void> {
    while (result.sent < count) {
      const request = requests.next().value;
      if (request.slow && slowSockets.size >= maxSlow) continue;
      result.sent += request.count;
      if (request.slow) {
        sendSlowly(request);
        continue;
      }
      const socket = open(request);
      socket.setTimeout(maxSilence, () => {
        result.silent++;
        socket.destroy();
      });
      socket.write(request.bytes);
      if (request.isCutOff) socket.end();
      if (!socket.closed) await once(socket, 'close').catch(() => undefined);
    }
  }

  await Promise.all(Array.from({ length: clients }, runClient));
  for (const socket of slowSockets) socket.destroy();
  return result;
}

console.log(JSON.stringify(await sendAll(JSON.parse(process.argv[2]!) as HostileOptions)));
process.exit();
