/** A consent is evidence: its exact statement is stored with a hash, which an organiser can compare with that of a text. */
import { hash } from 'node:crypto';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

export interface StoredConsent {
  id: string;
  /** As it was shown. */
  statement: string;
  given: boolean;
  /** Lower-case hexadecimal SHA-256 of the statement in UTF-8. */
  sha256: string;
}

export type StoredSubmission = Omit<Submission, 'consent'> & { consent?: StoredConsent[] };

/** @param submission of an earlier release, without hashes, or of this one */
export function addStatementHashes({ consent, ...submission }: Submission): StoredSubmission {
  if (!consent) return submission;
  return { ...submission, consent: consent.map(({ id, statement, given }) => ({ id, statement, given, sha256: hash('sha256', statement, 'hex') })) };
}
