/**
 * Public numbers that the page knows, by their URL; kept where all elements of one bundle reach them. The module, the classic
 * script and another version each have their own.
 */
import type { Counts } from '../campaign/schema/counts.schema.ts';

export interface CountsEntry {
  counts?: Counts;
  /** When this page read them last, by `performance.now()`. */
  readAt: number;
  watchers: Set<(counts: Counts) => void>;
}

export const countsByUrl = new Map<string, CountsEntry>();
