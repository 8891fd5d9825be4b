/** What a moderator decides about held submissions: they are counted, or they are not. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { chunk } from '../db/chunks.ts';
import type { HeldSubmission, Release } from '../db/held-repository.ts';
import type { Store } from '../db/store.ts';
import { toRecord } from './to-record.ts';

/**
 * `counted`: it was released before, and cannot be declined any more; `no-campaign`: its campaign has no document, which says
 * what is counted; `deleted`: its text has been deleted; `withdrawn`: it was taken back with others.
 */
export type HeldOutcome = 'done' | 'already' | 'unknown' | 'counted' | 'no-campaign' | 'deleted' | 'withdrawn';

export interface HeldResult {
  id: string;
  outcome: HeldOutcome;
}

/** Why nothing was done. */
export const heldFailures: Record<Exclude<HeldOutcome, 'done' | 'already'>, string> = {
  unknown: 'no such held submission',
  counted: 'it has been released, and is counted',
  'no-campaign': 'its campaign has no valid document, which says what is counted; set CAMPAIGNS_DIR to its folder',
  deleted: 'its text has been deleted',
  withdrawn: 'it has been taken back with others; see submissions --help',
};

/** Submissions in one transaction: few enough that a supporter who submits does not wait long. */
const batchSize = 100;

/** What counts submissions, and whether the server sends letters by email; without it, it only collects them. */
export interface ReleaseDeps {
  store: Pick<Store, 'held'>;
  campaigns: readonly Campaign[];
  sendsLetters?: boolean | undefined;
}

/** Counts held submissions, also those that were declined. Each result is durable when it is yielded. */
export async function* releaseHeld({ store, campaigns, sendsLetters }: ReleaseDeps, ids: readonly string[]): AsyncGenerator<HeldResult> {
  const findCampaign = (id: string) => campaigns.find((campaign) => campaign.id === id);
  for (const batch of chunk(ids, batchSize)) {
    const released = await store.held.release(batch, (submission) => prepareRelease(submission, findCampaign(submission.campaign), sendsLetters));
    const rows = await findById(store, batch);
    for (const id of batch) yield { id, outcome: released.includes(id) ? 'done' : explain(rows.get(id)) };
  }

  function explain(row: HeldSubmission | undefined): HeldOutcome {
    if (!row) return 'unknown';
    if (row.held === null) return 'already';
    if (row.withdrawal !== null) return 'withdrawn';
    return row.payload === null ? 'deleted' : 'no-campaign';
  }
}

/** Leaves held submissions uncounted. Their text stays until its day of deletion, so that they can still be released. */
export async function* declineHeld(store: Pick<Store, 'held'>, ids: readonly string[]): AsyncGenerator<HeldResult> {
  for (const batch of chunk(ids, batchSize)) {
    const declined = await store.held.decline(batch);
    const rows = await findById(store, batch);
    for (const id of batch) yield { id, outcome: declined.includes(id) ? 'done' : explain(rows.get(id)) };
  }

  function explain(row: HeldSubmission | undefined): HeldOutcome {
    if (!row) return 'unknown';
    if (row.held === null) return 'counted';
    return row.withdrawal === null ? 'already' : 'withdrawn';
  }
}

function prepareRelease({ payload, received_at }: HeldSubmission, campaign: Campaign | undefined, sendsLetters: boolean | undefined): Release | undefined {
  if (payload === null || !campaign) return undefined;
  const submission = JSON.parse(payload) as Submission;
  return toRecord(campaign, submission, submission, Date.parse(received_at), { sendsLetters });
}

const findById = async (store: Pick<Store, 'held'>, ids: readonly string[]) =>
  new Map((await store.held.find({ ids })).map((row) => [row.held_id, row]));
