/** The memory of a server that is idle, under load, and attacked with slow connections. */
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
}

async function measureMemory(env: Record<string, string>, duration: number): Promise<MemoryUse> {
  const server = await startProcess(env);
  await delay(1000);
  const idle = server.getMemory();
  const load = await getPeak(server, sendSubmissions([server.url], { duration }));
  const disconnect = connectSlowClients(server.url);
  const slowClients = await getPeak(server, delay(duration * 1000));
  const { status } = await fetch(`${server.url}/campaigns/bench.json`);
  disconnect();
  await server.stop();
  if (status !== 200) throw new Error(`under slow connections, the server answered ${status}`);
  return { idle, load, slowClients };
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
      ];
    });
  });
export default bench;
