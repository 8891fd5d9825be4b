/**
 * State that every script of a page shares: downloads, counts and the server's time. Two scripts, of any two kinds or
 * versions, then load each document once and agree about the time. It is our only global besides the element names.
 */
import { namespace } from '../utils/namespace.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';

export interface Download {
  document: Promise<unknown>;
  abort: () => void;
  /** How many elements still wait for it; the last one to leave aborts it. */
  waiting: number;
}

export interface CountsEntry {
  counts?: Counts;
  /** When this page last requested the counts, by `performance.now()`. */
  requestedAt: number;
  subscribers: Set<(counts: Counts) => void>;
}

export interface ServerClock {
  /** How far the device clock is behind the server, in milliseconds. */
  offset: number;
  /** When this page began, in server time: measured by the monotonic clock, which cannot be set. */
  pageStart: number;
  /** How the device clock compares with the `Date` header of a response. */
  status: 'right' | 'wrong' | 'unknown';
  /** The request for the server's time, once for the page. */
  request?: Promise<void>;
  subscribers: Set<() => void>;
}

export interface PageState {
  downloads: Map<string, Download>;
  counts: Map<string, CountsEntry>;
  clock: ServerClock;
}

const key = Symbol.for(namespace);
/** Part of the shape's name: a release that changes `PageState` uses another one, and both live side by side. */
const shape = 'state1';

export type PageRegistry = Partial<Record<typeof shape, PageState>>;

export function getPageState(): PageState {
  const page = globalThis as { [key]?: PageRegistry };
  const registry = (page[key] ??= {});
  return (registry[shape] ??= {
    downloads: new Map(),
    counts: new Map(),
    clock: { offset: 0, pageStart: -Infinity, status: 'unknown', subscribers: new Set() },
  });
}
