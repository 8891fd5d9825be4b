/** Deletes personal data. The rows stay, so that counts and replays still hold. */
import type { Expression, ExpressionBuilder, Kysely, SqlBool, Transaction } from 'kysely';
import { lockCampaigns } from './campaign-lock.ts';
import { queueErasures } from './queue-webhooks.ts';
import type { Tables } from './schema.ts';

/** Rows in one transaction: few enough that a supporter who submits does not wait long. */
const batchSize = 500;

type Condition = (row: ExpressionBuilder<Tables, 'submissions'>) => Expression<SqlBool>;

/** Runs in the transaction that has deleted some payloads. */
type OnDeleted = (transaction: Transaction<Tables>, deleted: number) => Promise<void>;

/**
 * Deletes the payloads of submissions, in batches.
 * @returns how many were deleted
 */
export async function deletePayloads(db: Kysely<Tables>, condition: Condition, onDeleted?: OnDeleted): Promise<number> {
  for (let deleted = 0; ; ) {
    const rows = await db
      .selectFrom('submissions')
      .select(['campaign', 'id_digest'])
      .where(condition)
      .where('payload', 'is not', null)
      .limit(batchSize)
      .execute();
    if (rows.length) deleted += await clearPayloads(db, rows, onDeleted);
    if (rows.length < batchSize) return deleted;
    await new Promise(setImmediate);
  }
}

/** @returns how many submissions that meet the condition have a payload */
export async function countPayloads(db: Kysely<Tables>, condition: Condition): Promise<number> {
  const { count } = await db
    .selectFrom('submissions')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(condition)
    .where('payload', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The submissions whose promised day of deletion has come, in any campaign. */
export const isExpired =
  (instant: string): Condition =>
  (row) =>
    row('expires_at', '<=', instant);

export const isReceivedBefore =
  (campaign: string, instant: string): Condition =>
  (row) =>
    row.and([row('campaign', '=', campaign), row('received_at', '<', instant)]);

/** @returns how many of the rows still had a payload */
function clearPayloads(db: Kysely<Tables>, rows: readonly { campaign: string; id_digest: string }[], onDeleted: OnDeleted | undefined): Promise<number> {
  const campaigns = [...new Set(rows.map(({ campaign }) => campaign))];
  const digests = rows.map(({ id_digest }) => id_digest);
  return db.transaction().execute(async (transaction) => {
    await lockCampaigns(transaction, campaigns);
    const erased = await transaction
      .updateTable('submissions')
      .set({ payload: null })
      .where('campaign', 'in', campaigns)
      .where('id_digest', 'in', digests)
      .where('payload', 'is not', null)
      .returning(['campaign', 'id_digest', 'testing', 'held'])
      .execute();
    const cards = transaction.selectFrom('cards').select('id').where('submission', 'in', digests);
    // A moderator may have quoted the text.
    await transaction.updateTable('card_steps').set({ note: null }).where('card', 'in', cards).where('note', 'is not', null).execute();
    // The public id stays, for a reader whose page ended with this message; it no longer leads to a submission.
    await transaction
      .updateTable('messages')
      .set({ submission: null, approved_cards: 0, published_text: null })
      .where('submission', 'in', digests)
      .execute();
    await queueErasures(transaction, erased);
    await onDeleted?.(transaction, erased.length);
    return erased.length;
  });
}
