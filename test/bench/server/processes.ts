/** Starts the servers that are measured and the load generator, each as its own process. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { LoadOptions, LoadResult } from './load.ts';

const compileCache = join(tmpdir(), 'action-widgets-bench-compiled');
const resolvePath = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export interface BenchProcess {
  url: string;
  /** Milliseconds from its start until it listened. */
  startTime: number;
  /** Returns its resident memory in megabytes. */
  getMemory(): number;
  stop(): Promise<void>;
}

/**
 * Starts our server, or with `floor` one of the floors.
 *
 * @throws if it ends before it listens
 */
export async function startProcess(env: Record<string, string>, floor?: 'nothing' | 'bare', folder = ''): Promise<BenchProcess> {
  const start = performance.now();
  const args = floor ? [resolvePath('floor.ts'), floor, folder] : [resolvePath('../../../src/cli/bin.ts'), 'serve', '--demo'];
  const child = spawn(process.execPath, args, {
    // The package is compiled, and stripping types takes time and 25 MB, so start from a compile cache.
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compileCache, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, address] = /^listening on (\S+)$/.exec(line) ?? [];
      if (address) resolve(address);
    });
    void exit.then(() => reject(new Error('the server did not start')));
  });
  return {
    url,
    startTime: performance.now() - start,
    getMemory: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
    async stop() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** @throws if a response had an unexpected status */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const child = spawn(process.execPath, [resolvePath('load.ts'), JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const result = JSON.parse(await text(child.stdout)) as LoadResult;
  const isExpected = Object.keys(result.statuses).every((status) => /^(200|201|304)$/.test(status));
  if (!isExpected || result.failed) throw new Error(`under load: ${JSON.stringify(result)}`);
  return result;
}
