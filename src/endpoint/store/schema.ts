/** The tables, as the queries know them. `migrations.ts` makes them. */

/** One accepted submission. Once `payload` is gone, nothing in it says who wrote it. */
export interface SubmissionRow {
  campaign: string;
  /** SHA-256 of the campaign's and the submission's id: an erased row still answers replays. */
  id_digest: string;
  /** SHA-256 of what was sent. The random id is part of it, so nobody can find the words by guessing. */
  content_digest: string;
  kind: string;
  /** JSON: the ids of targets or of people written to. */
  recipients: string;
  partner: string | null;
  /** 1 for a test. */
  testing: number;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  /** ISO 8601 in UTC with milliseconds, so that text sorts as time. */
  received_at: string;
  /** JSON: the counts of the receipt, so that a replay gets the very same. */
  counts: string;
  /** JSON: the submission; null once it is forgotten. */
  payload: string | null;
  /** When that is, as was promised when it came, in the form of `received_at`; null where nothing was promised. */
  forget_on: string | null;
}

/** One public number of a campaign. Its `people` row is also what writers of that campaign queue for. */
export interface CountRow {
  campaign: string;
  key: string;
  n: number;
}

export interface Tables {
  submissions: SubmissionRow;
  counts: CountRow;
}
