/** The table of the emails that ask for a confirmation, as the queries see it. */

/**
 * `waiting`: it is due at some time; `sent`: a mail server has accepted it; `failed`: it was refused; `limited`: its address has had
 * enough of them; `cancelled`: nothing waits for a confirmation any more.
 */
type ConfirmationState = 'waiting' | 'sent' | 'failed' | 'limited' | 'cancelled';

/** One email to one supporter. */
export interface ConfirmationRow {
  /** Random: it is part of the `Message-ID`. */
  id: string;
  campaign: string;
  /** `id_digest` of its submission. */
  submission: string;
  /** A hash of the address, which nobody can make without the secret of the database. */
  address: string;
  state: ConfirmationState;
  /** Like all instants here, ISO 8601 in UTC with milliseconds. */
  queued_at: string;
  /** Nobody tries to send it before. */
  due_at: string;
  tries: number;
  /** Why the last try failed, without personal data, such as `550`. */
  problem: string | null;
  sent_at: string | null;
}
