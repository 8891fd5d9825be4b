/** What came in for a campaign: over time, and by partner, country and language. */
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { OverviewRow } from '../db/desk-repository.ts';
import type { Store } from '../db/store.ts';

/** How many days the chart has, with today. */
const chartDays = 30;
const week = 7;
const day = 86_400_000;
/** Rows that are read at once: few enough that no supporter waits for them. */
const pageSize = 500;
/** How long an overview is shown again, in milliseconds, and at least how many times as long as it took to make. */
const minAge = 60_000;
const ageFactor = 20;

export interface Count {
  /** Empty if it is unknown: the supporter did not say, or the text has been deleted. */
  name: string;
  count: number;
}

export interface Overview {
  today: number;
  /** Of the last seven days, with today. */
  week: number;
  total: number;
  /** `YYYY-MM-DD` in UTC, oldest first, also those without anything. */
  days: Count[];
  /** The largest first, like the others. */
  partners: Count[];
  countries: Count[];
  languages: Count[];
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

async function readSums({ desk }: Pick<Store, 'desk'>, campaign: string): Promise<Sums> {
  const sums: Sums = { total: 0, days: new Map(), partners: new Map(), countries: new Map(), languages: new Map() };
  for (let after = ''; ; ) {
    const rows = await desk.getOverviewPage(campaign, after, pageSize);
    for (const row of rows) addRow(sums, row);
    if (rows.length < pageSize) return sums;
    after = rows.at(-1)!.id_digest;
    await new Promise(setImmediate);
  }
}

const sort = (counts: Map<string, number>): Count[] =>
  [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

function toOverview({ total, days, partners, countries, languages }: Sums, now: number): Overview {
  const lastDays = Array.from({ length: chartDays }, (_, i) => {
    const name = new Date(now - (chartDays - 1 - i) * day).toISOString().slice(0, 10);
    return { name, count: days.get(name) ?? 0 };
  });
  const sum = (some: readonly Count[]) => some.reduce((all, { count }) => all + count, 0);
  return { today: sum(lastDays.slice(-1)), week: sum(lastDays.slice(-week)), total, days: lastDays, partners: sort(partners), countries: sort(countries), languages: sort(languages) };
}

/**
 * Countries and languages are only in the texts, so that each overview reads all of them: it is kept for a minute, and longer if
 * there are many.
 * @param now milliseconds since the epoch
 */
export function createOverviews(store: Pick<Store, 'desk'>, now: () => number): (campaign: string) => Promise<Overview> {
  const overviews = new Map<string, { sums: Promise<Sums>; expiresAt: number }>();
  return async (campaign) => {
    let cached = overviews.get(campaign);
    if (!cached || cached.expiresAt <= now()) {
      const start = now();
      const sums = readSums(store, campaign);
      const entry = (cached = { sums, expiresAt: Infinity });
      overviews.set(campaign, entry);
      sums.then(
        () => (entry.expiresAt = start + Math.max(minAge, ageFactor * (now() - start))),
        () => overviews.delete(campaign),
      );
    }
    return toOverview(await cached.sums, now());
  };
}
