/** What came in for a campaign: over time, and by partner, country and language. */
import { setTimeout as delay } from 'node:timers/promises';
import { msPerDay } from '../../utils/durations.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { OverviewRow } from '../db/desk-repository.ts';
import type { Store } from '../db/store.ts';

/** How many days the chart has, with today. */
const chartDays = 30;
const week = 7;
/** Rows that are read at once: few enough that no supporter waits for them. */
const pageSize = 500;
/** How long an overview is shown again, in milliseconds, and at least how many times as long as it took to make. */
const minAge = 1000;
const ageFactor = 20;
/** How long a request waits for new figures, in milliseconds, before it shows those that there are. */
const defaultMaxWait = 2000;

export interface Count {
  /** Empty if it is unknown: the supporter did not say, or the text has been deleted. */
  name: string;
  count: number;
}

export interface Overview {
  today: number;
  /** The number for the last seven days, with today. */
  week: number;
  total: number;
  /** `YYYY-MM-DD` in UTC, oldest first, also those without anything. */
  days: Count[];
  /** The largest first, like the others. */
  partners: Count[];
  countries: Count[];
  languages: Count[];
  /** Whether only a part of the submissions has been read so far, so that the figures are too small. */
  isPartial: boolean;
}

interface Sums {
  total: number;
  days: Map<string, number>;
  partners: Map<string, number>;
  countries: Map<string, number>;
  languages: Map<string, number>;
}

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

function addRow(sums: Sums, { day: received, partner, payload }: OverviewRow): void {
  const { person, language = '' } = JSON.parse(payload ?? '{}') as Partial<Submission>;
  sums.total++;
  add(sums.days, received);
  add(sums.partners, partner ?? '');
  add(sums.countries, person?.country ?? '');
  add(sums.languages, language);
}

const createSums = (): Sums => ({ total: 0, days: new Map(), partners: new Map(), countries: new Map(), languages: new Map() });

/** @param sums to which it adds, page by page */
async function readSums({ desk }: Pick<Store, 'desk'>, campaign: string, sums: Sums): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await desk.getOverviewPage(campaign, after, pageSize);
    for (const row of rows) addRow(sums, row);
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.id_digest;
    await new Promise(setImmediate);
  }
}

const sort = (counts: Map<string, number>): Count[] =>
  [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

function toOverview({ total, days, partners, countries, languages }: Sums, isPartial: boolean, now: number): Overview {
  const lastDays = Array.from({ length: chartDays }, (_, i) => {
    const name = new Date(now - (chartDays - 1 - i) * msPerDay).toISOString().slice(0, 10);
    return { name, count: days.get(name) ?? 0 };
  });
  const sum = (some: readonly Count[]) => some.reduce((all, { count }) => all + count, 0);
  return { today: sum(lastDays.slice(-1)), week: sum(lastDays.slice(-week)), total, days: lastDays, partners: sort(partners), countries: sort(countries), languages: sort(languages), isPartial };
}

interface CachedSums {
  /** Missing until all submissions have been read once. */
  complete?: Sums;
  expiresAt: number;
  /** What is being read. */
  reading?: { sums: Sums; done: Promise<void> };
}

/**
 * Countries and languages are only in the texts, so that each overview reads all of them: it is kept for a second, and longer if
 * there are many. A request waits for a moment, and then shows the figures before, or those of what has been read so far.
 * @param now milliseconds since the epoch
 */
export function createOverviews(store: Pick<Store, 'desk'>, now: () => number, maxWait = defaultMaxWait): (campaign: string) => Promise<Overview> {
  const overviews = new Map<string, CachedSums>();

  function startReading(campaign: string, cached: CachedSums): Promise<void> {
    const start = now();
    const sums = createSums();
    const done = readSums(store, campaign, sums)
      .then(() => {
        cached.complete = sums;
        cached.expiresAt = start + Math.max(minAge, ageFactor * (now() - start));
      })
      .finally(() => delete cached.reading);
    // The request that waits for it reports its error; when none does any more, the next one tries again.
    done.catch(() => {});
    cached.reading = { sums, done };
    return done;
  }

  return async (campaign) => {
    const cached = overviews.get(campaign) ?? { expiresAt: 0 };
    overviews.set(campaign, cached);
    if (cached.expiresAt <= now()) {
      const done = cached.reading?.done ?? startReading(campaign, cached);
      const timeout = new AbortController();
      await Promise.race([done, delay(maxWait, undefined, { signal: timeout.signal, ref: false }).catch(() => {})]).finally(() => timeout.abort());
    }
    return toOverview(cached.complete ?? cached.reading!.sums, !cached.complete, now());
  };
}
