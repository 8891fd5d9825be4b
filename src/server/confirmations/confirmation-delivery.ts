/** Sends the emails that ask for a confirmation, from a queue in the database that several processes share. */
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { ClaimedConfirmation } from '../db/confirmations-repository.ts';
import type { Store } from '../db/store.ts';
import { getDueTime, startEmailQueue, type Attempt } from '../mail/email-queue.ts';
import type { Mail, Mailer } from '../mail/mailer.ts';
import type { ManageLinks } from '../privacy/manage-links.ts';
import { toInstant } from '../../utils/to-instant.ts';
import { unconfirmedLifetime } from '../retention/expiry.ts';
import { msPerDay, msPerMinute } from '../../utils/durations.ts';

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
  /** How often the queue is checked: the interval, in milliseconds. */
  interval?: number;
}

/** Before the second try, the third, and so on; the last one repeats until the letter is deleted. */
const retryDelays = [1, 5, 15, 60].map((minutes) => minutes * msPerMinute);
/** Emails to one address about one campaign within a day: nobody can fill the inbox of someone else with them. */
const maxEmails = 3;

/** @returns a function that stops the delivery; it resolves when no email is under way any more */
export function startConfirmationDelivery({ store, manageLinks, mailer, origin, now, limit, report, interval = 1000 }: ConfirmationDeliveryOptions): () => Promise<void> {
  const { abuse, confirmations } = store;
  let lastDeletion = -Infinity;

  async function deleteOld(): Promise<void> {
    if (now() - lastDeletion <= msPerDay) return;
    await confirmations.deleteQueuedBefore(toInstant(now() - unconfirmedLifetime - msPerDay));
    lastDeletion = now();
  }

  async function deliver(email: ClaimedConfirmation, attempt: Attempt): Promise<void> {
    const { id, tries, address } = email;
    if ((await confirmations.countSent(address, toInstant(now() - msPerDay))) >= maxEmails) return confirmations.update(id, { state: 'limited' });
    return attempt(id, () => compose(email), (problem) => confirmations.update(id, { problem, due_at: getDueTime(now(), retryDelays, tries) }));
  }

  /** Says nothing about what was sent, nor about the campaign: others may read the inbox. */
  async function compose({ id, payload }: ClaimedConfirmation): Promise<Mail> {
    const { person, language } = JSON.parse(payload) as Submission;
    const translator = await getTranslator(language, allMessages);
    const url = await manageLinks.createConfirmUrl(origin, { id, language: translator.language });
    const paragraphs = [translator.t('confirm.emailIntro', { host: new URL(origin).host }), translator.t('confirm.emailOpen'), url, translator.t('confirm.emailIgnore')];
    return { to: person!.email!, subject: translator.t('confirm.emailSubject'), text: `${paragraphs.join('\n\n')}\n`, language: translator.language, isAutomatic: true };
  }

  return startEmailQueue({ name: 'confirmation email', queue: confirmations, deliver, prepare: deleteOld, abuse, mailer, now, limit, report, interval });
}
