/** Runs the command line, in this process or in its own, with two campaigns. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../src/cli/cli.ts';
import { createLetterCampaign, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';

export const program = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

export const campaign = createPostcardCampaign({ id: 'free-two' });
campaign.people![0]!.place = 'Prey Sar';
/** A folder with one campaign that has postcards, and one that has none. */
export const campaignsFolder = createTempFolder();
for (const document of [campaign, createLetterCampaign({ id: 'letter' })])
  writeFileSync(join(campaignsFolder, `${document.id}.json`), JSON.stringify(document));

export interface CliProcess {
  child: ChildProcessWithoutNullStreams;
  /** What it has printed so far. */
  output: { stdout: string; stderr: string };
  /** Its exit code, or null if a signal ended it. */
  exitCode: Promise<number | null>;
}

export const startCli = (args: string[], env: NodeJS.ProcessEnv = process.env, cwd = process.cwd()): CliProcess =>
  observe(spawn(process.execPath, [program, ...args], { cwd, env }));

/** Collects the output of a process. */
export function observe(child: ChildProcessWithoutNullStreams): CliProcess {
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (output.stdout += data));
  child.stderr.on('data', (data) => (output.stderr += data));
  return { child, output, exitCode: new Promise((resolve) => child.once('close', resolve)) };
}

/**
 * Waits until a check of the output holds or the process has ended, however long that takes on a busy machine.
 * @returns what the check returned, or undefined if the process has ended
 */
export function waitForOutput<T>({ child, output, exitCode }: CliProcess, check: (stdout: string) => T): Promise<NonNullable<T> | undefined> {
  return new Promise((resolve) => {
    child.stdout.on('data', () => {
      const result = check(output.stdout);
      if (result) resolve(result);
    });
    void exitCode.then(() => resolve(undefined));
  });
}

/** What a command of this process prints, and its exit code. */
export async function captureOutput(command: () => Promise<void>) {
  const output = { stdout: '', stderr: '' };
  const log = mock.method(console, 'log', (text: string) => void (output.stdout += `${text}\n`));
  const error = mock.method(console, 'error', (text: string) => void (output.stderr += `${text}\n`));
  await command();
  log.mock.restore();
  error.mock.restore();
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { code, ...output };
}

/** Runs a command in this process: starting another takes longer than its work. */
export const runInProcess = (args: string[], env: Record<string, string>) => captureOutput(() => runCli(args, env));

export const runCards = (args: string[], env: Record<string, string>) => runInProcess(['cards', ...args], env);
