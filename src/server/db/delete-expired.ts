/** Deletes what is personal; the rows stay, so that counts and replays hold. */
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { Tables } from './schema.ts';
import { lockCampaigns } from './campaign-lock.ts';

/** As many as are forgotten in one transaction, so that nobody who submits has to wait long. */
const forgetting = 500;

/**
 * Forgets the submissions to a campaign received before an instant; without a campaign, all that were promised to be
 * forgotten by then. A few at a time.
 * @returns how many
 */
export async function deleteExpired(db: Kysely<Tables>, campaign: string | null, instant: string): Promise<number> {
  const due = (row: ExpressionBuilder<Tables, 'submissions'>): Expression<SqlBool> =>
    campaign === null
      ? row('forget_on', '<=', instant)
      : row.and([row('campaign', '=', campaign), row('received_at', '<', instant)]);
  for (let forgotten = 0; ; ) {
    const rows = await db
      .selectFrom('submissions')
      .select(['campaign', 'id_digest'])
      .where(due)
      .where('payload', 'is not', null)
      .limit(forgetting)
      .execute();
    if (rows.length) forgotten += await clearPayload(db, rows);
    if (rows.length < forgetting) return forgotten;
    await new Promise(setImmediate);
  }
}

/** @returns how many had not been forgotten in the meantime */
function clearPayload(db: Kysely<Tables>, rows: readonly { campaign: string; id_digest: string }[]): Promise<number> {
  const campaigns = [...new Set(rows.map(({ campaign }) => campaign))];
  const digests = rows.map(({ id_digest }) => id_digest);
  return db.transaction().execute(async (transaction) => {
    await lockCampaigns(transaction, campaigns);
    const { numUpdatedRows } = await transaction
      .updateTable('submissions')
      .set({ payload: null })
      .where('campaign', 'in', campaigns)
      .where('id_digest', 'in', digests)
      .where('payload', 'is not', null)
      .executeTakeFirstOrThrow();
    // Its public id stays, for whoever has just read as far as that one; nothing leads from it to anybody.
    await transaction
      .updateTable('messages')
      .set({ submission: null, shown: 0 })
      .where('submission', 'in', digests)
      .execute();
    return Number(numUpdatedRows);
  });
}
