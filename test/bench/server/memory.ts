/** The memory of a server that is idle, under load, and attacked with slow connections, and how fast it still answers. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createFigure, interleave, type Bench } from '../figures.ts';
import { databaseNames, measureWithDatabases } from './databases.ts';
import { sendSubmissions } from './load.ts';
import { startProcess, type BenchProcess } from './processes.ts';
import { connectSlowClients } from './slow-clients.ts';

const sampleMs = 250;

/** Megabytes; the largest during each phase. */
interface MemoryUse {
  idle: number;
  load: number;
  slowClients: number;
  /** Of requests with a connection of their own while others are slow, in milliseconds. */
  p99: number;
}

async function measureMemory(env: Record<string, string>, duration: number): Promise<MemoryUse> {
  const server = await startProcess(env);
  await delay(1000);
  const idle = server.getMemory();
  const load = await getPeak(server, sendSubmissions([server.url], { duration }));
  const disconnect = connectSlowClients(server.url);
  const times: number[] = [];
  const slowClients = await getPeak(server, sendRequests(server.url, duration, times));
  disconnect();
  await server.stop();
  return { idle, load, slowClients, p99: times.sort((a, b) => a - b)[Math.floor(0.99 * times.length)]! };
}

/** Sends one request after the other, each over a new connection. @throws if the server refuses one */
async function sendRequests(url: string, duration: number, times: number[]): Promise<void> {
  const end = performance.now() + duration * 1000;
  while (performance.now() < end) {
    const start = performance.now();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /campaigns/bench.json HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n');
    const [data] = (await once(socket, 'data')) as [Buffer];
    if (!data.toString().startsWith('HTTP/1.1 200')) throw new Error(`under slow connections, the server answered ${data.toString()}`);
    times.push(performance.now() - start);
    socket.destroy();
    await delay(20);
  }
}

async function getPeak(server: BenchProcess, phase: Promise<unknown>): Promise<number> {
  let [peak, isRunning] = [0, true];
  const end = phase.finally(() => (isRunning = false));
  while (isRunning) {
    peak = Math.max(peak, server.getMemory());
    await Promise.race([end, delay(sampleMs)]);
  }
  return peak;
}

const bench: Bench = ({ rounds, quick }) =>
  measureWithDatabases(async (databases) => {
    const variants: Record<string, () => Promise<MemoryUse>> = {};
    for (const name of databaseNames) {
      const env = await databases.create(name);
      variants[name] = () => measureMemory(env, quick ? 2 : 8);
    }
    // The peaks differ little between rounds, and each round takes long.
    const results = await interleave(Math.min(rounds, 3), variants);
    return databaseNames.flatMap((name) => {
      const getValues = (phase: keyof MemoryUse) => results[name]!.map((use) => use[phase]);
      return [
        createFigure(`memory, idle, ${name}`, 'MB', getValues('idle'), { max: 110 }),
        createFigure(`memory, under load, ${name}`, 'MB', getValues('load'), { max: 250 }),
        createFigure(`memory, with 1,500 slow or pipelining connections, ${name}`, 'MB', getValues('slowClients'), { max: 300 }),
        createFigure(`99th percentile of a GET beside them, over a new connection, ${name}`, 'ms', getValues('p99'), { max: 100 }),
      ];
    });
  });
export default bench;
