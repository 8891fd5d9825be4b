/** The public numbers of a campaign, the same for every element of the page that shows them. */
import { validateCounts } from '../campaign/validation/validate-counts.ts';
import { countsByUrl, type CountsEntry } from './counts-store.ts';
import { fetchJson } from './campaigns.ts';
import { syncFrom } from './server-clock.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';

/** As long as caches may keep them. */
const maxAge = 15_000;

function board(url: string): CountsEntry {
  let found = countsByUrl.get(url);
  if (!found) countsByUrl.set(url, (found = { readAt: -Infinity, watchers: new Set() }));
  return found;
}

/** Tells the numbers now, where they are known, and whenever they are read or a receipt brings newer ones. */
export function subscribeToCounts(url: string, watcher: (counts: Counts) => void, signal: AbortSignal): void {
  const { counts, readAt, watchers } = board(url);
  watchers.add(watcher);
  signal.addEventListener('abort', () => watchers.delete(watcher));
  if (counts) watcher(counts);
  if (performance.now() - readAt < maxAge) return;
  board(url).readAt = performance.now();
  // Numbers are no reason to fail: without them none is shown.
  fetchJson(url, new AbortController().signal).then((value) => publishCounts(url, value), () => {});
}

/** Takes numbers from the endpoint, whatever brought them. */
export function publishCounts(url: string, value: unknown): void {
  if (validateCounts(value) !== undefined) return;
  const counts = value as Counts;
  syncFrom(counts.asOf);
  const { counts: known, watchers } = board(url);
  // A cache may answer with older numbers than a receipt just brought.
  if (known && known.people > counts.people) return;
  board(url).counts = counts;
  for (const watcher of watchers) watcher(counts);
}
