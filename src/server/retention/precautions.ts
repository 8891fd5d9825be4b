/** Deletion cannot be undone: what looks like a mistake of the operator is reported, and takes effect a day later. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { msPerDay } from '../../utils/durations.ts';

/** Since when the period in each campaign's document has been shorter than promised. It begins anew when the server starts. */
export interface ShortenedPeriods {
  /** @returns whether the period may be applied; if not, and it is new, `isNew` */
  check: (campaign: Campaign, now: number) => { mayDelete: boolean; isNew: boolean };
}

export function createShortenedPeriods(): ShortenedPeriods {
  const periods = new Map<string, { days: number; since: number }>();
  return {
    check({ id, retention }, now) {
      const days = retention?.days ?? Infinity;
      const period = periods.get(id);
      if (period?.days === days) return { mayDelete: now - period.since >= msPerDay, isNew: false };
      periods.set(id, { days, since: now });
      return { mayDelete: false, isNew: true };
    },
  };
}

export interface ClockCheck {
  /**
   * @param now of the system clock, in milliseconds since the epoch
   * @param uptime of a clock that nobody sets, in milliseconds
   * @param lastReceipt when the newest submission arrived, in milliseconds since the epoch; undefined without any
   */
  check: (now: number, uptime: number, lastReceipt: number | undefined) => { isPlausible: boolean; isNew: boolean };
}

/** A server that is used receives something more often. */
const maxSilence = 90 * msPerDay;

/** Doubts the system clock for a day after it was moved, and after a start at which it is far from the newest submission. */
export function createClockCheck(): ClockCheck {
  let last: { now: number; uptime: number } | undefined;
  let doubtedSince = -Infinity;
  return {
    check(now, uptime, lastReceipt) {
      const isMoved = last ? Math.abs(now - last.now - (uptime - last.uptime)) > msPerDay : now - (lastReceipt ?? now) > maxSilence;
      last = { now, uptime };
      if (isMoved) doubtedSince = uptime;
      return { isPlausible: uptime - doubtedSince >= msPerDay, isNew: isMoved };
    },
  };
}
