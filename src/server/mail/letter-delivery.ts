/** Sends the letters of campaigns that deliver by email, from a queue in the database that several processes share. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { toMinute } from '../abuse/rates.ts';
import type { CampaignRepository } from '../campaigns/repository.ts';
import type { ClaimedEmail } from '../db/letter-emails-repository.ts';
import type { Store } from '../db/store.ts';
import { formatFailure } from '../log.ts';
import { composeLetter } from './compose-letter.ts';
import { getProblem, isRefused, type Mailer } from './mailer.ts';

export interface LetterDeliveryOptions {
  campaigns: CampaignRepository;
  store: Pick<Store, 'letterEmails' | 'abuse'>;
  mailer: Mailer;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Emails in a minute, of all processes together. */
  limit: number;
  /** Takes one line about a failure. */
  report: (line: string) => void;
  /** Between two looks at the queue, in milliseconds. */
  interval?: number;
}

const minute = 60_000;
/** How long a process may take for one email before another one sends it: longer than all time limits of a mail server together. */
const leaseTime = 5 * minute;
/** Before the second try, the third, and so on; the last one repeats. */
const retryDelays = [1, 5, 15, 60, 240].map((minutes) => minutes * minute);
/** After this time in the queue, a try that fails is the last one: as long as mail servers usually try. */
const maxAge = 5 * 24 * 60 * minute;
/** The name of the rate of all emails that the queues send. */
export const emailRateName = 'letter-emails';

const toInstant = (time: number) => new Date(time).toISOString();

/** @returns stops the delivery; resolves when no email is under way any more */
export function startLetterDelivery({ campaigns, store, mailer, now, limit, report, interval = 5000 }: LetterDeliveryOptions): () => Promise<void> {
  let isStopped = false;
  let currentRun: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (!isStopped && (await hasCapacity())) {
      const email = await store.letterEmails.claim(toInstant(now()), toInstant(now() + leaseTime));
      if (!email) return;
      await deliver(email);
    }
  }

  async function hasCapacity(): Promise<boolean> {
    const sums = await store.abuse.sumRates([emailRateName], toMinute(now()));
    return (sums.get(emailRateName) ?? 0) < limit;
  }

  async function deliver(email: ClaimedEmail): Promise<void> {
    const mail = compose(email, campaigns.get(email.campaign)?.campaign);
    if (!mail) return postpone(email, 'no-address');
    await store.abuse.addRates([{ name: emailRateName, minute: toMinute(now()), value: 1 }]);
    try {
      await mailer.send({ ...mail, messageId: `${email.id}@${mailer.from.split('@')[1]}` });
    } catch (error) {
      const problem = getProblem(error);
      if (isRefused(error)) return store.letterEmails.update(email.id, { state: 'failed', problem });
      report(formatFailure('letter email', error));
      return postpone(email, problem);
    }
    await store.letterEmails.update(email.id, { state: 'sent', problem: null, sent_at: toInstant(now()) });
  }

  async function postpone({ id, queued_at, tries }: ClaimedEmail, problem: string): Promise<void> {
    const isLast = now() - Date.parse(queued_at) >= maxAge;
    const due_at = toInstant(now() + retryDelays[Math.min(tries, retryDelays.length) - 1]!);
    await store.letterEmails.update(id, isLast ? { state: 'failed', problem } : { due_at, problem });
  }

  const start = () => {
    currentRun ??= run()
      .catch((error: unknown) => report(formatFailure('letter emails', error)))
      .finally(() => (currentRun = undefined));
  };
  start();
  const timer = setInterval(start, interval).unref();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await currentRun;
  };
}

const compose = ({ payload, target }: ClaimedEmail, campaign: Campaign | undefined) =>
  campaign && composeLetter(campaign, JSON.parse(payload) as Submission, target);
