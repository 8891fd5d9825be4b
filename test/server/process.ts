/** Starts the server in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** The lines that it has printed so far. */
  stdoutLines: string[];
  stderrLines: string[];
  /** @returns its exit code, or the signal that ended it */
  stop(signal: NodeJS.Signals): Promise<number | string>;
}

const childProcesses = new Set<ChildProcess>();
process.once('exit', () => childProcesses.forEach((child) => child.kill('SIGKILL')));

/** The environment variables that every process needs. */
export const inheritedEnv = Object.fromEntries(
  ['PATH', 'HOME', 'NODE_COMPILE_CACHE'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
);

/** Starts the server on a free port and waits until it listens. @throws if it exits before that @param cwd the folder that contains its data without `DATA_DIR` */
export async function startServerProcess(env: Record<string, string>, cwd?: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [program, 'serve', '--demo'], {
    cwd,
    // Tests send more than people do.
    env: { ...inheritedEnv, PORT: '0', CAMPAIGN_LIMIT: '1000000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  childProcesses.add(child);
  const printed: string[] = [];
  const reported: string[] = [];
  createInterface(child.stderr).on('line', (line) => reported.push(line));
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => {
    childProcesses.delete(child);
    return (code ?? signal) as number | string;
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      printed.push(line);
      const [, address] = /^listening on (http:\/\/\S+)$/.exec(line) ?? [];
      if (address) resolve(address);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}:\n${reported.join('\n')}`)));
  });
  return {
    url,
    child,
    stdoutLines: printed,
    stderrLines: reported,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
