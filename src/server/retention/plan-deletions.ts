/** What the retention job will delete, and when. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Store } from '../db/store.ts';
import { getReceivedBefore } from './expiry.ts';
import { msPerDay } from '../../utils/durations.ts';

export interface PlannedDeletion {
  campaign: string;
  /** `now`: with the next run of the job; a day as `YYYY-MM-DD`, UTC; `later` than the last day, or never. */
  when: string;
  count: number;
}

/**
 * Counts with the conditions with which `deleteExpired` deletes.
 * @param now milliseconds since the epoch
 * @param days how many days the plan covers, from today on
 */
export async function* planDeletions(campaigns: readonly Campaign[], store: Store, now: number, days: number): AsyncGenerator<PlannedDeletion> {
  const today = now - (now % msPerDay);
  const times = [now, ...Array.from({ length: days }, (_, i) => today + (i + 1) * msPerDay - 1)];
  for (const campaign of (await store.getLastReceipts()).keys()) {
    let total = 0;
    for (const [i, time] of times.entries()) {
      const receivedBefore = getReceivedBefore(campaigns, time).get(campaign);
      const count = await store.countExpired(campaign, new Date(time).toISOString(), receivedBefore);
      if (count > total) yield { campaign, when: i ? new Date(time).toISOString().slice(0, 10) : 'now', count: count - total };
      total = count;
    }
    const rest = (await store.countStored(campaign)) - total;
    if (rest > 0) yield { campaign, when: 'later', count: rest };
  }
}
