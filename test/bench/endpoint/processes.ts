/** What is measured, and what measures it: each is a process. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Load, Loaded } from './load.ts';

const cache = join(tmpdir(), 'action-widgets-bench-compiled');
const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export interface Program {
  url: string;
  /** Milliseconds from its start until it listened. */
  started: number;
  /** Resident memory now, in megabytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts the endpoint, or with `floor` one of the floors. @throws where it does not come to listen */
export async function start(env: Record<string, string>, floor?: 'nothing' | 'bare', folder = ''): Promise<Program> {
  const began = performance.now();
  const args = floor ? [path('floor.ts'), floor, folder] : [path('../../../src/server/server.ts')];
  const child = spawn(process.execPath, args, {
    // As the package runs, which is compiled: taking the types out takes time and 25 MB.
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: cache, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, address] = /^listening on (\S+)$/.exec(line) ?? [];
      if (address) resolve(address);
    });
    void ended.then(() => reject(new Error('it did not start')));
  });
  return {
    url,
    started: performance.now() - began,
    memory: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** @throws where an answer was none of those that are expected */
export async function load(options: Load): Promise<Loaded> {
  const child = spawn(process.execPath, [path('load.ts'), JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const loaded = JSON.parse(await text(child.stdout)) as Loaded;
  const good = Object.entries(loaded.statuses).every(([status]) => /^(200|201|304)$/.test(status));
  if (!good || loaded.failed) throw new Error(`under load: ${JSON.stringify(loaded)}`);
  return loaded;
}
