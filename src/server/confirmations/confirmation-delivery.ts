/** Sends the emails that ask for a confirmation, from a queue in the database that several processes share. */
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { toMinute } from '../abuse/rates.ts';
import type { ClaimedConfirmation } from '../db/confirmations-repository.ts';
import type { Store } from '../db/store.ts';
import { formatFailure } from '../log.ts';
import { emailRateName } from '../mail/letter-delivery.ts';
import { getProblem, isRefused, type Mailer } from '../mail/mailer.ts';
import type { ManageLinks } from '../privacy/manage-links.ts';
import { unconfirmedLifetime } from '../retention/expiry.ts';

export interface ConfirmationDeliveryOptions {
  store: Pick<Store, 'confirmations' | 'abuse'>;
  manageLinks: Pick<ManageLinks, 'createConfirmUrl'>;
  mailer: Mailer;
  /** The public origin of the server. */
  origin: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Emails in a minute, of all processes together, with the letters. */
  limit: number;
  /** Takes one line about a failure. */
  report: (line: string) => void;
  /** Between two looks at the queue, in milliseconds. */
  interval?: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** How long a process may take for one email before another one sends it. */
const leaseTime = 5 * minute;
/** Before the second try, the third, and so on; the last one repeats until the letter is deleted. */
const retryDelays = [1, 5, 15, 60].map((minutes) => minutes * minute);
/** Emails to one address about one campaign within a day: nobody can fill the inbox of somebody else with them. */
const maxEmails = 3;

const toInstant = (time: number) => new Date(time).toISOString();

/** @returns stops the delivery; resolves when no email is under way any more */
export function startConfirmationDelivery({ store, manageLinks, mailer, origin, now, limit, report, interval = 1000 }: ConfirmationDeliveryOptions): () => Promise<void> {
  let isStopped = false;
  let currentRun: Promise<void> | undefined;
  let lastDeletion = -Infinity;

  async function run(): Promise<void> {
    if (now() - lastDeletion > day) {
      await store.confirmations.deleteQueuedBefore(toInstant(now() - unconfirmedLifetime - day));
      lastDeletion = now();
    }
    while (!isStopped && (await hasCapacity())) {
      const email = await store.confirmations.claim(toInstant(now()), toInstant(now() + leaseTime));
      if (!email) return;
      await deliver(email);
    }
  }

  async function hasCapacity(): Promise<boolean> {
    const sums = await store.abuse.sumRates([emailRateName], toMinute(now()));
    return (sums.get(emailRateName) ?? 0) < limit;
  }

  async function deliver(email: ClaimedConfirmation): Promise<void> {
    const { id, tries, address } = email;
    if ((await store.confirmations.countSent(address, toInstant(now() - day))) >= maxEmails) return store.confirmations.update(id, { state: 'limited' });
    await store.abuse.addRates([{ name: emailRateName, minute: toMinute(now()), value: 1 }]);
    try {
      await send(email);
    } catch (error) {
      const problem = getProblem(error);
      if (isRefused(error)) return store.confirmations.update(id, { state: 'failed', problem });
      report(formatFailure('confirmation email', error));
      return store.confirmations.update(id, { problem, due_at: toInstant(now() + retryDelays[Math.min(tries, retryDelays.length) - 1]!) });
    }
    await store.confirmations.update(id, { state: 'sent', problem: null, sent_at: toInstant(now()) });
  }

  /** Says nothing about what was sent, nor about the campaign: others may read the inbox. */
  async function send({ id, payload }: ClaimedConfirmation): Promise<void> {
    const { person, language } = JSON.parse(payload) as Submission;
    const translator = await getTranslator(language, allMessages);
    const url = await manageLinks.createConfirmUrl(origin, { id, language: translator.language });
    const paragraphs = [translator.t('confirm.emailIntro', { host: new URL(origin).host }), translator.t('confirm.emailOpen'), url, translator.t('confirm.emailIgnore')];
    const mail = { to: person!.email!, subject: translator.t('confirm.emailSubject'), text: `${paragraphs.join('\n\n')}\n`, language: translator.language, isAutomatic: true };
    await mailer.send({ ...mail, messageId: `${id}@${mailer.from.split('@')[1]}` });
  }

  const start = () => {
    currentRun ??= run()
      .catch((error: unknown) => report(formatFailure('confirmation emails', error)))
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
