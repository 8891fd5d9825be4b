/** Finds what one person has sent, for the organiser and for links by email. */
import { normalizeEmail } from '../../campaign/email.ts';
import type { Store } from '../db/store.ts';
import { readRecords, type StoredRecord } from './stored-submissions.ts';

/** Each part that is present must match. */
export interface PersonQuery {
  campaign?: string | undefined;
  email?: string | undefined;
  /** The name of the sender, or the one on a card. */
  name?: string | undefined;
  /** The id of a submission. */
  id?: string | undefined;
}

/** The form in which addresses are compared: the same mailbox, however someone has typed it. */
export const toComparableEmail = (email: string): string => normalizeEmail(email).toLowerCase();

const toComparableName = (name: string) => name.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');

/**
 * Reads everything that is stored, because nothing about people is indexed, and yields what matches. Of a sealed submission, only
 * the id can match.
 * @param onSealed called for each sealed submission that was not searched
 */
export async function* findSubmissions(store: Pick<Store, 'personalData'>, { campaign, email, name, id }: PersonQuery, onSealed: () => void = () => {}): AsyncGenerator<StoredRecord> {
  const comparableEmail = email === undefined ? undefined : toComparableEmail(email);
  const comparableName = name === undefined ? undefined : toComparableName(name);
  for await (const record of readRecords(store, campaign)) {
    const { id: submissionId, person, postcard, sealed } = record.submission!;
    if (id !== undefined && submissionId.toLowerCase() !== id.toLowerCase()) continue;
    if (sealed !== undefined && (email !== undefined || name !== undefined)) {
      onSealed();
      continue;
    }
    if (comparableEmail !== undefined && toComparableEmail(person?.email ?? '') !== comparableEmail) continue;
    const names = [person?.name, postcard?.from].map((one) => toComparableName(one ?? ''));
    if (comparableName !== undefined && !names.includes(comparableName)) continue;
    yield record;
  }
}
