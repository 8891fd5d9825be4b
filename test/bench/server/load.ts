/** The load that the server benches put servers under. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { submission } from './fixtures.ts';
import type { LoadOptions, LoadResult } from './load-generator.ts';
import type { BenchOptions } from '../figures.ts';

export const connections = 64;
export const submissionsPath = '/campaigns/bench/submissions';

const generator = fileURLToPath(new URL('load-generator.ts', import.meta.url));

/** Seconds of each run. */
export const getDuration = ({ quick }: BenchOptions): number => (quick ? 2 : 3);

/** @throws if a response had an unexpected status */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const child = spawn(process.execPath, [generator, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const result = JSON.parse(await text(child.stdout)) as LoadResult;
  const isExpected = Object.keys(result.statuses).every((status) => /^(200|201|304)$/.test(status));
  if (!isExpected || result.failed || !result.rate) throw new Error(`under load: ${JSON.stringify(result)}`);
  return result;
}

/** Sends submissions to one or more servers. */
export const sendSubmissions = (urls: readonly string[], options: Pick<LoadOptions, 'duration'> & Partial<LoadOptions>): Promise<LoadResult> =>
  runLoad({ urls: urls.map((url) => url + submissionsPath), submission, connections, ...options });

export const getRates = (results: readonly LoadResult[]): number[] => results.map(({ rate }) => rate);
