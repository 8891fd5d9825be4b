/** Starts the servers that are measured, each as its own process. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { memoryOptions } from '../../support/memory-options.ts';

const resolvePath = (file: string) => fileURLToPath(new URL(file, import.meta.url));
/** Not the source, because stripping types takes time and memory. */
const program = resolvePath('../../../dist/server/dist/lib/cli/bin.js');

export interface BenchProcess {
  url: string;
  /** Milliseconds from its start until it listened. */
  startTime: number;
  /** Returns its resident memory in megabytes. */
  getMemory(): number;
  stop(): Promise<void>;
}

const running = new Set<BenchProcess>();

/** What `floor.ts` serves. */
export type FloorName = 'nothing-stored' | 'one-by-one' | 'node-http';

/**
 * Starts our server as it is published, or with `floor` one of the floors.
 *
 * @throws if it ends before it listens
 */
export async function startProcess(env: Record<string, string>, floor?: FloorName): Promise<BenchProcess> {
  const start = performance.now();
  const args = floor ? [resolvePath('floor.ts'), floor] : [program, 'serve'];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...memoryOptions, ...args], {
    env: { PATH: process.env['PATH'], PORT: '0', PUBLIC_URL: 'https://campaign.example', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Shown only if the server does not start: each client that disconnects during a request adds a line.
  const errors: string[] = [];
  createInterface(child.stderr).on('line', (line) => errors.push(line));
  const exit = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, address] = /^listening on (\S+)$/.exec(line) ?? [];
      if (address) resolve(address);
    });
    void exit.then(() => reject(new Error(`the server did not start:\n${errors.join('\n')}`)));
  });
  const server: BenchProcess = {
    url,
    startTime: performance.now() - start,
    getMemory: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
    async stop() {
      running.delete(server);
      child.kill('SIGTERM');
      await exit;
    },
  };
  running.add(server);
  return server;
}

/** Stops the servers that are still running, also when a bench has failed. */
export async function stopAllProcesses(): Promise<void> {
  for (const process of [...running]) await process.stop();
}
