/** Sends the letters of campaigns that deliver by email, from a queue in the database that several processes share. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { CampaignCatalog } from '../campaigns/campaign-catalog.ts';
import type { ClaimedEmail } from '../db/letter-emails-repository.ts';
import type { Store } from '../db/store.ts';
import { composeLetter } from './compose-letter.ts';
import { getDueTime, startEmailQueue, type Attempt } from './email-queue.ts';
import { msPerDay, msPerMinute } from '../../utils/durations.ts';
import type { Mailer } from './mailer.ts';

export interface LetterDeliveryOptions {
  campaigns: CampaignCatalog;
  store: Pick<Store, 'letterEmails' | 'abuse'>;
  mailer: Mailer;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Emails in a minute, of all processes together. */
  limit: number;
  /** Takes one line about a failure. */
  report: (line: string) => void;
  /** How often the queue is checked: the interval, in milliseconds. */
  interval?: number;
}

/** Before the second try, the third, and so on; the last one repeats. */
const retryDelays = [1, 5, 15, 60, 240].map((minutes) => minutes * msPerMinute);
/** After this time in the queue, a try that fails is the last one: as long as mail servers usually try. */
const maxAge = 5 * msPerDay;

/** @returns a function that stops the delivery; it resolves when no email is under way any more */
export function startLetterDelivery({ campaigns, store, mailer, now, limit, report, interval = 5000 }: LetterDeliveryOptions): () => Promise<void> {
  const { abuse, letterEmails } = store;

  async function deliver(email: ClaimedEmail, attempt: Attempt): Promise<void> {
    const mail = compose(email, campaigns.get(email.campaign)?.campaign);
    if (!mail) return postpone(email, 'no-address');
    return attempt(email.id, () => mail, (problem) => postpone(email, problem));
  }

  async function postpone({ id, queued_at, tries }: ClaimedEmail, problem: string): Promise<void> {
    const isLast = now() - Date.parse(queued_at) >= maxAge;
    await letterEmails.update(id, isLast ? { state: 'failed', problem } : { due_at: getDueTime(now(), retryDelays, tries), problem });
  }

  return startEmailQueue({ name: 'letter email', queue: letterEmails, deliver, abuse, mailer, now, limit, report, interval });
}

const compose = ({ payload, target }: ClaimedEmail, campaign: Campaign | undefined) =>
  campaign && composeLetter(campaign, JSON.parse(payload) as Submission, target);
