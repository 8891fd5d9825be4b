/** What sealed campaigns have stored, for the organiser to open. */
import type { Kysely } from 'kysely';
import type { CardRow, SubmissionRow, Tables } from './schema.ts';

export type StoredPayload = Pick<SubmissionRow, 'id_digest' | 'received_at' | 'held'> & { payload: string };

export interface SealedRepository {
  /**
   * @param after the `id_digest` to continue after
   * @returns submissions of a campaign whose text is stored, sealed or not, by `id_digest`
   */
  getPage: (campaign: string, after: string, limit: number) => Promise<StoredPayload[]>;
  /** @returns the cards of these submissions, by `id_digest` */
  getCards: (campaign: string, idDigests: readonly string[]) => Promise<CardRow[]>;
}

export function createSealedRepository(db: Kysely<Tables>): SealedRepository {
  return {
    getPage: async (campaign, after, limit) =>
      (await db
        .selectFrom('submissions')
        .select(['id_digest', 'received_at', 'held', 'payload'])
        .where('campaign', '=', campaign)
        .where('id_digest', '>', after)
        .where('payload', 'is not', null)
        .orderBy('id_digest')
        .limit(limit)
        .execute()) as StoredPayload[],
    getCards: async (campaign, idDigests) =>
      idDigests.length ? db.selectFrom('cards').selectAll().where('campaign', '=', campaign).where('submission', 'in', idDigests).orderBy('id').execute() : [],
  };
}
