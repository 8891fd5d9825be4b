/** Keeps the promise of each campaign's `retention`: personal data is deleted on its day. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { CampaignCatalog } from '../campaigns/campaign-catalog.ts';
import type { Store } from '../db/store.ts';
import { startHourlyJob } from '../hourly-job.ts';
import { formatFailure } from '../format-failure.ts';
import { getReceivedBefore } from './expiry.ts';
import { createClockCheck, createShortenedPeriods } from './precautions.ts';
import { msPerDay } from '../../utils/durations.ts';

/** The organiser is warned this long before the text of an unprinted card is deleted: enough to read and print a pile. */
const noticeDays = 7;

/** Decides whether the period in a document applies to what was received before `instant`, though it was promised to be kept longer. */
type MayShorten = (campaign: Campaign, instant: string) => Promise<boolean>;

/**
 * Deletes what has expired, by the promise that is stored with each submission; that holds even if the campaign's document
 * is gone. A shorter period in today's document applies as well. A failure in one campaign does not stop the others.
 * @throws the first failure, at the end
 */
export async function deleteExpired(
  campaigns: CampaignCatalog,
  store: Store,
  now: number,
  mayShorten: MayShorten = () => Promise.resolve(true),
): Promise<void> {
  const failures: unknown[] = [];
  const addFailure = (error: unknown) => void failures.push(error);
  await store.deleteExpired(new Date(now).toISOString()).catch(addFailure);
  async function applyPeriod(campaign: Campaign) {
    for (const [id, instant] of getReceivedBefore([campaign], now))
      if (await mayShorten(campaign, instant)) await store.deleteReceivedBefore(id, instant);
  }
  for (const campaign of getCampaigns(campaigns)) await applyPeriod(campaign).catch(addFailure);
  if (failures.length) throw failures[0];
}

/** Counts the cards, neither printed nor declined, whose text will be deleted within the notice period. */
export function countExpiringCards(campaigns: readonly Campaign[], store: Store, now: number): Promise<{ campaign: string; count: number }[]> {
  const time = now + noticeDays * msPerDay;
  return store.cards.countExpiring({ expiresBy: new Date(time).toISOString(), receivedBefore: getReceivedBefore(campaigns, time) });
}

export const formatExpiryWarning = ({ campaign, count }: { campaign: string; count: number }): string =>
  `${campaign}: the text of ${count} unprinted ${count === 1 ? 'card' : 'cards'} will be deleted within ${noticeDays} days`;

const getCampaigns = (campaigns: CampaignCatalog) => campaigns.all().map(({ campaign }) => campaign);

/** When the newest of the texts arrived that are deleted one day. */
async function getLastReceipt(campaigns: CampaignCatalog, store: Store): Promise<number | undefined> {
  const receipts = await store.getLastReceipts();
  const times = getCampaigns(campaigns).flatMap(({ id, retention }) => (retention && receipts.has(id) ? Date.parse(receipts.get(id)!) : []));
  return times.length ? Math.max(...times) : undefined;
}

export interface RetentionOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Milliseconds of a clock that nobody sets. */
  uptime?: () => number;
  report: (line: string) => void;
}

/**
 * Deletes what has expired now and every hour, and warns once a day about unprinted cards whose text is about to be deleted.
 * A period that was shortened, and a clock that is probably wrong, are reported and have no effect for a day.
 * @returns a function that stops the job; it resolves when no deletion is under way any more
 */
export function startRetentionJob(
  campaigns: CampaignCatalog,
  store: Store,
  { now, uptime = () => performance.now(), report }: RetentionOptions,
): () => Promise<void> {
  const reportFailure = (error: unknown) => report(formatFailure('retention', error));
  const shortenedPeriods = createShortenedPeriods();
  const clock = createClockCheck();

  async function mayShorten(campaign: Campaign, instant: string) {
    const count = await store.countReceivedBefore(campaign.id, instant);
    if (!count) return false;
    const time = now();
    const { mayDelete, isNew } = shortenedPeriods.check(campaign, time);
    if (isNew)
      report(
        `${campaign.id}: the text of ${count} ${count === 1 ? 'submission' : 'submissions'} is older than "retention": {"days": ${campaign.retention!.days}} allows, ` +
          `and is deleted after ${new Date(time + msPerDay).toISOString()}; if that is a mistake, correct the campaign before`,
      );
    return mayDelete;
  }

  async function deleteIfClockIsRight() {
    const time = now();
    const { isPlausible, isNew } = clock.check(time, uptime(), await getLastReceipt(campaigns, store));
    if (isNew) report(`retention: the clock says ${new Date(time).toISOString()}, which is probably wrong; nothing is deleted for a day`);
    if (isPlausible) await deleteExpired(campaigns, store, time, mayShorten);
  }

  let lastWarning = -Infinity;
  async function run() {
    await deleteIfClockIsRight().catch(reportFailure);
    const time = now();
    if (time - lastWarning < msPerDay) return;
    const warnings = await countExpiringCards(getCampaigns(campaigns), store, time);
    for (const warning of warnings) report(formatExpiryWarning(warning));
    // Set only after success: a failed query is repeated within the hour.
    lastWarning = time;
  }
  return startHourlyJob('retention', run, report);
}
