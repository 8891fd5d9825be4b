/** The public counts of a campaign, the same for every element of the page that shows them. */
import { validateCounts } from '../campaign/validation/validate-counts.ts';
import { fetchJson } from './campaigns.ts';
import { type CountsEntry, getPageState } from './page-registry.ts';
import { syncFrom } from './sync-clock.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';

/** As long as caches may keep them. */
const maxAge = 15_000;

function getEntry(url: string): CountsEntry {
  const { counts } = getPageState();
  const entry = counts.get(url) ?? { requestedAt: -Infinity, subscribers: new Set() };
  counts.set(url, entry);
  return entry;
}

/**
 * Calls back with the counts, now if they are known, and whenever they are read or a receipt brings newer ones.
 * @returns a function that ends the subscription
 */
export function subscribeToCounts(url: string, onCounts: (counts: Counts) => void): () => void {
  const entry = getEntry(url);
  const { counts, requestedAt, subscribers } = entry;
  subscribers.add(onCounts);
  if (counts) onCounts(counts);
  if (performance.now() - requestedAt >= maxAge) {
    entry.requestedAt = performance.now();
    // An element without counts simply shows none, so a failure is not reported.
    fetchJson(url, new AbortController().signal).then((value) => publishCounts(url, value), () => {});
  }
  return () => subscribers.delete(onCounts);
}

/**
 * Publishes counts from the server, from `counts.json` or from a receipt.
 * @param isFresh false for counts that the server stored earlier, such as those of a replayed receipt: their `asOf` would set
 *   the clock back
 */
export function publishCounts(url: string, value: unknown, isFresh = true): void {
  if (validateCounts(value) !== undefined) return;
  const counts = value as Counts;
  if (isFresh) syncFrom(counts.asOf);
  const entry = getEntry(url);
  // A cache may answer with older counts than a receipt has just brought.
  if (entry.counts && entry.counts.people > counts.people) return;
  entry.counts = counts;
  for (const notify of entry.subscribers) notify(counts);
}
