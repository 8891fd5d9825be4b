/** 300,000 hostile requests: what the server answers, how much memory it needs, and how long honest people wait beside them. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createFigure, type Bench } from '../figures.ts';
import { measureWithDatabases } from './databases.ts';
import { submission } from './fixtures.ts';
import { submissionsPath } from './load.ts';
import { startProcess } from './processes.ts';
import type { HostileOptions, HostileResult } from './hostile-clients.ts';

const hostileCount = 300_000;
/** Seconds in each round in which honest people are alone. */
const aloneSeconds = 5;
/** Honest people take this long between two requests, in milliseconds. */
const pause = 20;
const sampleMs = 250;
const clients = fileURLToPath(new URL('hostile-clients.ts', import.meta.url));

async function sendHostileRequests(options: HostileOptions): Promise<HostileResult> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', clients, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout)) as HostileResult;
}

/** Reads the document and sends a letter in turn, each over a new connection. @throws if the server refuses */
async function sendHonestRequests(url: string, times: number[], isDone: () => boolean): Promise<void> {
  for (let i = 0; !isDone(); i++) {
    const body = JSON.stringify({ id: randomUUID(), ...submission });
    const request = i % 2
      ? `POST ${submissionsPath} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
      : 'GET /campaigns/bench.json HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n';
    const start = performance.now();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(request);
    const [data] = (await once(socket, 'data')) as [Buffer];
    if (!/^HTTP\/1\.1 20[01] /.test(data.toString())) throw new Error(`beside hostile requests, the server answered ${data.toString()}`);
    times.push(performance.now() - start);
    socket.destroy();
    await delay(pause);
  }
}

const getP99 = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(0.99 * times.length)]!;

const bench: Bench = ({ rounds, quick }) =>
  measureWithDatabases(async (databases) => {
    const server = await startProcess(await databases.create('SQLite'));
    const count = (quick ? 6000 : hostileCount) / rounds;
    const results: HostileResult[] = [];
    const [aloneTimes, besideTimes, peaks]: number[][] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      const end = performance.now() + (quick ? 1 : aloneSeconds) * 1000;
      await sendHonestRequests(server.url, aloneTimes!, () => performance.now() > end);
      let [isRunning, peak] = [true, 0];
      const hostile = sendHostileRequests({ url: server.url, count, seed: round + 1 }).finally(() => (isRunning = false));
      const honest = sendHonestRequests(server.url, besideTimes!, () => !isRunning);
      while (isRunning) {
        peak = Math.max(peak, server.getMemory());
        await Promise.race([hostile, delay(sampleMs)]);
      }
      await honest;
      results.push(await hostile);
      peaks!.push(peak);
      console.error(`round ${round + 1} of ${rounds}: ${JSON.stringify(results.at(-1))}, ${Math.round(peak)} MB`);
    }
    const sum = (getValue: (result: HostileResult) => number) => [results.reduce((total, result) => total + getValue(result), 0)];
    const countStatuses = (isCounted: (status: number) => boolean) =>
      sum(({ statuses }) => Object.entries(statuses).reduce((total, [status, number]) => total + (isCounted(Number(status)) ? number : 0), 0));
    return [
      createFigure('hostile requests', '', sum(({ sent }) => sent)),
      createFigure('hostile requests answered with 5xx other than 503', '', countStatuses((status) => status >= 500 && status !== 503), { max: 0 }),
      createFigure('hostile requests answered with 503, because too many wait to be stored', '', countStatuses((status) => status === 503), { max: 0 }),
      createFigure('memory beside hostile requests, most of all rounds', 'MB', [Math.max(...peaks!)], { max: 300 }),
      createFigure('memory in the last round, to the first', 'MB', peaks!.slice(-1), undefined, peaks!.slice(0, 1)),
      createFigure('99th percentile of honest requests beside them, to alone', 'ms', [getP99(besideTimes!)], { max: 100 }, [getP99(aloneTimes!)]),
    ];
  });
export default bench;
