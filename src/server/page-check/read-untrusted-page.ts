/** Reads a page that someone may have made so that reading it takes hours, or all memory. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PageContent } from './read-page.ts';

// Beside this file, which runs from its source or compiled.
const workerFile = new URL(`./read-page-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** @returns undefined if it takes too long @param timeLimit in milliseconds */
export async function readUntrustedPage(text: string, url: string, timeLimit = 5000): Promise<PageContent | undefined> {
  const worker = new Worker(workerFile, { workerData: { text, url }, env: {}, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  try {
    const [content] = (await once(worker, 'message', { signal: AbortSignal.timeout(timeLimit) })) as [PageContent];
    return content;
  } catch {
    return undefined;
  } finally {
    await worker.terminate();
  }
}
