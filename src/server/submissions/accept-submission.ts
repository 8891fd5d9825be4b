/** Takes submissions: checked, stored and counted once, whichever road and however often they come. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { phaseAt } from '../../campaign/phase.ts';
import type { Fault } from '../../campaign/schema/problem.schema.ts';
import { checkSubmission } from '../../campaign/validation/validate-submission.ts';
import { isUuid, type Receipt, type Submission } from '../../campaign/schema/submission.schema.ts';
import type { Refusal } from '../http/problem.ts';
import { cardsOf } from '../cards/card-workflow.ts';
import { add, countsOf, keysFor } from './counters.ts';
import { contentDigest, idDigest } from './digest.ts';
import { Refused } from '../http/body.ts';
import { forgetOn } from '../retention/retention-job.ts';
import { Overloaded } from '../db/write-batcher.ts';
import type { Entry, Standing, Store } from '../db/store.ts';

export interface Sent {
  /** Parsed JSON, nested no deeper than `maxDepth`. */
  body: unknown;
  /** Whether the page it comes from may send here. */
  allowed: boolean;
  /** The `Idempotency-Key` header. */
  key?: string | undefined;
  /** What a form's own rules found, beyond those of every submission. */
  faults?: Fault[] | undefined;
}

export interface Intake {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Is told of what keeps a submission from being stored. */
  log: (error: unknown) => void;
}

/** In seconds: whoever was not served waits this long before the next try. */
export const retryAfter = 5;

/**
 * What was stored answers first, also once the action is closed. A submission that would be refused is looked up for
 * that; one that would be accepted meets its elder self in the transaction that stores it.
 * @returns the receipt; rejects with `Refused`
 */
export async function receive(campaign: Campaign, sent: Sent, { store, now, log }: Intake): Promise<Receipt> {
  const time = now();
  const receivedAt = new Date(time).toISOString();
  const id = idOf(sent.body);
  const checked = check(campaign, sent, id, time);
  try {
    if ('refusal' in checked) {
      const standing = checked.final || id === undefined ? undefined : await store.find(campaign.id, idDigest(campaign.id, id));
      if (standing) return receiptOf(standing, sent.body as { id: string }, false);
      throw new Refused(checked.refusal);
    }
    const settled = await store.append(entryOf(campaign, checked.submission, sent.body as object, receivedAt));
    return receiptOf(settled, sent.body as { id: string }, settled.fresh);
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (!(error instanceof Overloaded)) log(error);
    throw new Refused({ type: 'unavailable', retryAfter });
  }
}

type Checked = { submission: Submission } | { refusal: Refusal; /** Also a replay is refused so. */ final?: boolean };

function check(campaign: Campaign, { body, key, allowed, faults = [] }: Sent, id: string | undefined, time: number): Checked {
  const checked = checkSubmission(campaign, body);
  const found = [...('faults' in checked ? checked.faults : []), ...faults];
  if (key && id !== undefined && bare(key) !== id.toLowerCase())
    return { refusal: { type: 'invalid', errors: [{ pointer: '/id', code: 'invalid' }, ...found] }, final: true };
  if (!allowed) return { refusal: { type: 'forbidden-origin' } };
  const phase = phaseAt(campaign, time);
  if (phase !== 'open') return { refusal: { type: phase === 'closed' ? 'closed' : 'not-open' } };
  return 'submission' in checked && !found.length ? checked : { refusal: { type: 'invalid', errors: found } };
}

/** The header is written with and without quotes. */
const bare = (key: string) => key.trim().replace(/^"(.*)"$/, '$1').toLowerCase();

function idOf(body: unknown): string | undefined {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && isUuid(id) ? id : undefined;
}

function entryOf(campaign: Campaign, submission: Submission, sent: object, receivedAt: string): Entry {
  const { proof: _, ...payload } = submission;
  const { id, kind, letter, postcard, tracking, testing } = submission;
  const keys = keysFor(campaign, submission);
  const digest = idDigest(campaign.id, id);
  return {
    campaign: campaign.id,
    id_digest: digest,
    content_digest: contentDigest(sent),
    kind,
    recipients: JSON.stringify((kind === 'letter' ? letter?.targets : postcard?.to) ?? []),
    partner: tracking?.partner ?? null,
    testing: testing ? 1 : 0,
    day: receivedAt.slice(0, 10),
    received_at: receivedAt,
    payload: JSON.stringify(payload),
    forget_on: forgetOn(campaign, Date.parse(receivedAt)),
    ...cardsOf(submission, { campaign: campaign.id, submission: digest, received_at: receivedAt }),
    keys,
    count(numbers) {
      add(numbers, campaign, submission);
      const shown = new Map(keys.map((key) => [key, numbers.get(key) ?? 0]));
      return JSON.stringify(countsOf(campaign, shown, receivedAt));
    },
  };
}

/** @param fresh whether this very request put it there */
function receiptOf(standing: Standing, sent: { id: string }, fresh: boolean): Receipt {
  if (!fresh && standing.content_digest !== contentDigest(sent)) throw new Refused({ type: 'conflict' });
  return {
    id: sent.id,
    receivedAt: standing.received_at,
    counts: JSON.parse(standing.counts) as Receipt['counts'],
    ...(!fresh && { replayed: true as const }),
  };
}
