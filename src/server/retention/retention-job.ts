/** Keeps the promise of each campaign's `retention`: personal data is deleted on its day. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { CampaignRepository } from '../campaigns/repository.ts';
import type { Store } from '../db/store.ts';
import { formatFailure } from '../log.ts';
import { dayLength, getReceivedBefore } from './expiry.ts';

const hour = 3_600_000;

/** The organiser is warned this long before the text of an unprinted card is deleted: enough to read and print a pile. */
const noticeDays = 7;

/**
 * Deletes what has expired, by the promise that is stored with each submission; that holds even if the campaign's document
 * is gone. A shorter period in today's document applies as well. A failure in one campaign does not stop the others.
 * @throws the first failure, at the end
 */
export async function deleteExpired(campaigns: CampaignRepository, store: Store, now: number): Promise<void> {
  const failures: unknown[] = [];
  const addFailure = (error: unknown) => void failures.push(error);
  await store.deleteExpired(new Date(now).toISOString()).catch(addFailure);
  for (const [campaign, instant] of getReceivedBefore(getCampaigns(campaigns), now))
    await store.deleteReceivedBefore(campaign, instant).catch(addFailure);
  if (failures.length) throw failures[0];
}

/** Counts the cards, neither printed nor declined, whose text will be deleted within the notice period. */
export function countExpiringCards(campaigns: readonly Campaign[], store: Store, now: number): Promise<{ campaign: string; count: number }[]> {
  const time = now + noticeDays * dayLength;
  return store.cards.countExpiring({ expiresBy: new Date(time).toISOString(), receivedBefore: getReceivedBefore(campaigns, time) });
}

export const formatExpiryWarning = ({ campaign, count }: { campaign: string; count: number }): string =>
  `${campaign}: the text of ${count} unprinted ${count === 1 ? 'card' : 'cards'} will be deleted within ${noticeDays} days`;

const getCampaigns = (campaigns: CampaignRepository) => campaigns.all().map(({ campaign }) => campaign);

/**
 * Deletes what has expired now and every hour, and warns once a day about unprinted cards whose text is about to be deleted.
 * @returns stops the job; resolves when no deletion is under way any more
 */
export function startRetentionJob(
  campaigns: CampaignRepository,
  store: Store,
  { now, report }: { now: () => number; report: (line: string) => void },
): () => Promise<void> {
  const reportFailure = (error: unknown) => report(formatFailure('retention', error));
  let lastWarning = -Infinity;
  async function run() {
    await deleteExpired(campaigns, store, now()).catch(reportFailure);
    const time = now();
    if (time - lastWarning < dayLength) return;
    const warnings = await countExpiringCards(getCampaigns(campaigns), store, time);
    for (const warning of warnings) report(formatExpiryWarning(warning));
    // Set only after success: a failed query is repeated within the hour.
    lastWarning = time;
  }
  let currentRun = run().catch(reportFailure);
  const timer = setInterval(() => void (currentRun = run().catch(reportFailure)), hour).unref();
  return () => {
    clearInterval(timer);
    return currentRun;
  };
}
