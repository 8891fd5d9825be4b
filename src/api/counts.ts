/** The public numbers of a campaign, the same for every element of the page that shows them. */
import { checkCounts } from '../campaign/validation/validate-counts.ts';
import { boards, type Board } from './counts-store.ts';
import { read } from './campaigns.ts';
import { learn } from './server-clock.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';

/** As long as caches may keep them. */
const fresh = 15_000;

function board(url: string): Board {
  let found = boards.get(url);
  if (!found) boards.set(url, (found = { readAt: -Infinity, watchers: new Set() }));
  return found;
}

/** Tells the numbers now, where they are known, and whenever they are read or a receipt brings newer ones. */
export function watchCounts(url: string, watcher: (counts: Counts) => void, signal: AbortSignal): void {
  const { counts, readAt, watchers } = board(url);
  watchers.add(watcher);
  signal.addEventListener('abort', () => watchers.delete(watcher));
  if (counts) watcher(counts);
  if (performance.now() - readAt < fresh) return;
  board(url).readAt = performance.now();
  // Numbers are no reason to fail: without them none is shown.
  read(url, new AbortController().signal).then((value) => postCounts(url, value), () => {});
}

/** Takes numbers from the endpoint, whatever brought them. */
export function postCounts(url: string, value: unknown): void {
  if (checkCounts(value) !== undefined) return;
  const counts = value as Counts;
  learn(counts.asOf);
  const { counts: known, watchers } = board(url);
  // A cache may answer with older numbers than a receipt just brought.
  if (known && known.people > counts.people) return;
  board(url).counts = counts;
  for (const watcher of watchers) watcher(counts);
}
