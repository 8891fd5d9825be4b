/** Double opt-in: where the campaign says so, a letter is counted and sent once the owner of the address has confirmed it. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { ConfirmationRow } from '../db/confirmation-rows.ts';
import type { SubmissionKey } from '../db/personal-data-repository.ts';
import { createShortId } from '../db/short-id.ts';
import type { Store } from '../db/store.ts';
import { toComparableEmail } from '../privacy/find-submissions.ts';
import type { ManageLinks } from '../privacy/manage-links.ts';
import { getIdDigest } from '../submissions/digest.ts';
import { toRecord } from '../submissions/to-record.ts';

export interface Confirmations {
  /** @returns the email to send, if a submission needs a confirmation */
  prepare: (campaign: Campaign, submission: Submission, time: number) => Promise<ConfirmationRow | undefined>;
}

/** For a server that sends email. Without one, letters are counted at once. */
export const createConfirmations = (manageLinks: Pick<ManageLinks, 'hashAddress'>): Confirmations => ({
  async prepare(campaign, { id, kind, person, testing, sealed }, time) {
    const email = person?.email;
    const { letter } = campaign;
    // As the linter says: supporters who send it themselves need not confirm it.
    if (kind !== 'letter' || !letter?.confirm || letter.delivery === 'mailto' || testing || sealed !== undefined || email === undefined) return undefined;
    const receivedAt = new Date(time).toISOString();
    return {
      id: createShortId(),
      campaign: campaign.id,
      submission: getIdDigest(campaign.id, id),
      address: await manageLinks.hashAddress(campaign.id, toComparableEmail(email)),
      state: 'waiting',
      queued_at: receivedAt,
      due_at: receivedAt,
      tries: 0,
      problem: null,
      sent_at: null,
    };
  },
});

/** `gone`: the text has been deleted, or the organiser has taken it back. */
type ConfirmationStatus = 'waiting' | 'confirmed' | 'gone';

export async function getConfirmationStatus({ confirmations }: Pick<Store, 'confirmations'>, key: SubmissionKey): Promise<ConfirmationStatus> {
  const row = await confirmations.find(key);
  if (row?.held === null) return 'confirmed';
  return row?.held === 'unconfirmed' && row.payload !== null && row.withdrawal === null ? 'waiting' : 'gone';
}

/** Counts a letter, as if it had arrived now; it is deleted on the day that was promised for the day of its arrival. @param options.now milliseconds since the epoch */
export async function confirm(
  store: Pick<Store, 'confirmations'>,
  campaign: Campaign,
  key: SubmissionKey,
  { now, sendsLetters }: { now: number; sendsLetters?: boolean | undefined },
): Promise<ConfirmationStatus> {
  const confirmedAt = new Date(now).toISOString();
  await store.confirmations.confirm(key, ({ payload, received_at }) => {
    const submission = JSON.parse(payload) as Submission;
    const record = toRecord(campaign, submission, submission, Date.parse(received_at), { sendsLetters });
    // Its emails have not waited for days.
    return { ...record, emails: record.emails.map((email) => ({ ...email, queued_at: confirmedAt, due_at: confirmedAt })) };
  });
  return getConfirmationStatus(store, key);
}
