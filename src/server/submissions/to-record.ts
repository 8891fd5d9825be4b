import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { createCards } from '../cards/create-cards.ts';
import { createLetterEmails } from '../mail/create-letter-emails.ts';
import type { HeldReason } from '../db/schema.ts';
import { createShortId } from '../db/short-id.ts';
import type { NewSubmission } from '../db/store.ts';
import { getExpiryDate, getUnconfirmedExpiry } from '../retention/expiry.ts';
import { addStatementHashes } from './consent-hashes.ts';
import { getCounterKeys, incrementCounters, toCounts } from './counters.ts';
import { getContentDigest, getIdDigest } from './digest.ts';

/**
 * @param body as it was received
 * @param time of receipt, in milliseconds since the epoch
 * @param options.held why it is not counted yet
 * @param options.sendsLetters whether the server sends letters by email; one that does not only collects them, and never sends them afterwards
 * @returns what the database stores of a submission
 */
export function toRecord(
  campaign: Campaign,
  submission: Submission,
  body: object,
  time: number,
  { held = null, sendsLetters = false }: { held?: HeldReason | null; sendsLetters?: boolean | undefined },
): NewSubmission {
  const { proof: _, ...payload } = submission;
  const { id, kind, letter, postcard, tracking, testing } = submission;
  const receivedAt = new Date(time).toISOString();
  const digest = getIdDigest(campaign.id, id);
  // Its receipt has the counts as they are.
  const isUnconfirmed = held === 'unconfirmed';
  const counterKeys = held && !isUnconfirmed ? [] : getCounterKeys(campaign, tracking?.partner);
  const origin = { campaign: campaign.id, submission: digest, received_at: receivedAt };
  return {
    row: {
      campaign: campaign.id,
      id_digest: digest,
      content_digest: getContentDigest(body),
      kind,
      recipients: JSON.stringify((kind === 'letter' ? letter?.targets : postcard?.to) ?? []),
      partner: tracking?.partner ?? null,
      testing: testing ? 1 : 0,
      day: receivedAt.slice(0, 10),
      received_at: receivedAt,
      payload: JSON.stringify(addStatementHashes(payload)),
      expires_at: isUnconfirmed ? getUnconfirmedExpiry(campaign, time) : getExpiryDate(campaign, time),
      held,
      // No moderator decides about one that its sender has to confirm.
      held_id: held && !isUnconfirmed ? createShortId() : null,
      withdrawal: null,
    },
    ...(held ? { cards: [], message: undefined } : createCards(submission, origin)),
    emails: held || !sendsLetters ? [] : createLetterEmails(campaign, submission, digest, receivedAt),
    counterKeys,
    count(counters) {
      if (!isUnconfirmed) incrementCounters(counters, submission);
      // The counters hold those of the whole batch; a receipt has only its own.
      const receiptCounters = new Map(counterKeys.map((key) => [key, counters.get(key) ?? 0]));
      return JSON.stringify(toCounts(campaign, receiptCounters, receivedAt));
    },
  };
}
