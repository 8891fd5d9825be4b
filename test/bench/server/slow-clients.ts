/** Clients that keep connections busy for as long as a server lets them. */
import { connect, type Socket } from 'node:net';
import { submissionsPath } from './load.ts';

const get = 'GET /campaigns/bench.json HTTP/1.1\r\nHost: bench\r\n\r\n';
const bodyBytes = 60_000;

interface Client {
  count: number;
  onConnect: (socket: Socket) => void;
  /** Called each second. */
  onTick?: (socket: Socket) => void;
}

const clients: Client[] = [
  // Headers and bodies that arrive byte after byte.
  {
    count: 500,
    onConnect: (socket) => socket.write('GET / HTTP/1.1\r\nHost: bench\r\nX-Slow: '),
    onTick: (socket) => socket.write('x'),
  },
  {
    count: 500,
    onConnect: (socket) =>
      socket.write(`POST ${submissionsPath} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nContent-Length: ${bodyBytes}\r\n\r\n${' '.repeat(bodyBytes / 2)}`),
    onTick: (socket) => socket.write(' '),
  },
  // Readers that request much and read nothing.
  { count: 200, onConnect: (socket) => socket.pause().write(get.repeat(200)) },
  // Requests that do not wait for the responses to those before.
  { count: 300, onConnect: pipeline },
];

/** Sends ten requests at once, and the next ten when the responses to those before have arrived. */
function pipeline(socket: Socket): void {
  const batchSize = 10;
  const marker = 'HTTP/1.1 ';
  let [responses, rest] = [0, ''];
  socket.setEncoding('latin1').on('data', (text: string) => {
    responses += (rest + text).split(marker).length - 1;
    // A response may begin at the end of one chunk.
    rest = text.slice(1 - marker.length);
    if (responses < batchSize) return;
    responses -= batchSize;
    socket.write(get.repeat(batchSize));
  });
  socket.write(get.repeat(batchSize));
}

/** Connects all clients, and again whenever the server ends a connection. @returns a function that disconnects them */
export function connectSlowClients(url: string): () => void {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isStopped = false;
  const open = (client: Client) => {
    const socket = connect(Number(port), hostname, () => client.onConnect(socket));
    sockets.add(socket);
    const timer = setInterval(() => socket.readyState === 'open' && client.onTick?.(socket), 1000);
    socket.on('error', () => undefined); // resets are what the server is expected to do
    socket.once('close', () => {
      clearInterval(timer);
      sockets.delete(socket);
      if (!isStopped) open(client);
    });
  };
  for (const client of clients) for (let i = 0; i < client.count; i++) open(client);
  return () => {
    isStopped = true;
    for (const socket of sockets) socket.destroy();
  };
}
