/**
 * How many submissions campaigns and senders have had recently. A process counts in memory, adds its counts to the database twice a
 * second, and learns there what the other processes have counted: no submission waits for that.
 */
import { msPerMinute } from '../../utils/durations.ts';
import type { AbuseRepository } from '../db/abuse-repository.ts';
import type { RateRow } from '../db/schema.ts';

/** The most names in memory; the oldest are left out. */
const maxNames = 50_000;
/** What was read of the database longer ago than this is probably wrong, in milliseconds. */
const maxAge = msPerMinute;

export interface RateOptions {
  /** How many minutes count, with the current one. */
  minutes: number;
  /** Below this, a count stays in memory: of most senders, the database learns nothing. */
  minValue: number;
}

export interface Rates {
  add: (name: string, change?: number) => void;
  get: (name: string) => number;
  /** @returns how many names have at least this rate, as far as this process knows */
  countAtLeast: (rate: number) => number;
  /** Exchanges counts with the other processes. @throws the error of the database; then nothing is lost */
  sync: () => Promise<void>;
}

interface Entry {
  /** Not in the database yet, by minute. */
  pending: Map<string, number>;
  /** In the database when it was read. */
  shared: number;
  /** Milliseconds since the epoch. */
  readAt: number;
}

/** @param time milliseconds since the epoch @returns the `minute` of a rate: ISO 8601 in UTC */
export const toMinute = (time: number) => new Date(time).toISOString().slice(0, 16);

/** What the database has of one name. @param now milliseconds since the epoch @param minutes how many of them count, with the current one */
export async function getRecentRate(repository: Pick<AbuseRepository, 'sumRates'>, name: string, now: number, minutes: number): Promise<number> {
  return (await repository.sumRates([name], toMinute(now - (minutes - 1) * msPerMinute))).get(name) ?? 0;
}

/** @param now milliseconds since the epoch */
export function createRates(repository: Pick<AbuseRepository, 'addRates' | 'sumRates'>, now: () => number, { minutes, minValue }: RateOptions): Rates {
  const entries = new Map<string, Entry>();
  /** Those that have changed since the last exchange. */
  let changedNames = new Set<string>();
  let sweptMinute = '';
  const getFirstMinute = () => toMinute(now() - (minutes - 1) * msPerMinute);

  function getEntry(name: string): Entry {
    const entry = entries.get(name) ?? { pending: new Map<string, number>(), shared: 0, readAt: -Infinity };
    if (!entries.has(name) && entries.size >= maxNames) entries.delete(entries.keys().next().value!);
    entries.set(name, entry);
    return entry;
  }

  const sumPending = ({ pending }: Entry, first: string) => [...pending].reduce((sum, [at, value]) => (at >= first ? sum + value : sum), 0);
  const getShared = ({ shared, readAt }: Entry) => (now() - readAt <= maxAge ? shared : 0);

  function getRate(name: string): number {
    const entry = entries.get(name);
    return entry ? getShared(entry) + sumPending(entry, getFirstMinute()) : 0;
  }

  /** Takes what the other processes have to learn. */
  function takePending(first: string): RateRow[] {
    const rows: RateRow[] = [];
    for (const name of changedNames) {
      const entry = entries.get(name);
      if (!entry || (getShared(entry) <= 0 && sumPending(entry, first) < minValue)) continue;
      for (const [at, value] of entry.pending) if (value) rows.push({ name, minute: at, value });
      entry.pending = new Map();
    }
    changedNames = new Set();
    return rows;
  }

  function deleteOldEntries(first: string): void {
    for (const [name, entry] of entries) if (getShared(entry) <= 0 && sumPending(entry, first) <= 0) entries.delete(name);
  }

  return {
    add(name, change = 1) {
      const { pending } = getEntry(name);
      const at = toMinute(now());
      changedNames.add(name);
      pending.set(at, (pending.get(at) ?? 0) + change);
    },
    get: getRate,
    countAtLeast: (rate) => [...entries.keys()].filter((name) => getRate(name) >= rate).length,
    async sync() {
      const first = getFirstMinute();
      const rows = takePending(first);
      if (first !== sweptMinute) deleteOldEntries((sweptMinute = first));
      if (!rows.length) return;
      // While the database is asked, these count as shared.
      for (const { name, value } of rows) {
        const entry = getEntry(name);
        Object.assign(entry, { shared: getShared(entry) + value, readAt: now() });
      }
      let isAdded = false;
      try {
        await repository.addRates(rows);
        isAdded = true;
        const sums = await repository.sumRates([...new Set(rows.map(({ name }) => name))], first);
        for (const [name, shared] of sums) Object.assign(getEntry(name), { shared, readAt: now() });
      } catch (error) {
        if (!isAdded)
          for (const { name, minute: at, value } of rows) {
            const entry = getEntry(name);
            entry.shared -= value;
            entry.pending.set(at, (entry.pending.get(at) ?? 0) + value);
            changedNames.add(name);
          }
        throw error;
      }
    },
  };
}
