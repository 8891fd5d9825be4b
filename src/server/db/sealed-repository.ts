/** What sealed campaigns have stored, for the organiser to open. */
import type { Kysely } from 'kysely';
import type { RecordAudit } from './audit-repository.ts';
import { deletePublishedTexts, joinSubmission, updateCards, type TransitionFn } from './card-transitions.ts';
import { approvedStages, type CardRow, type PublishedText, type SubmissionRow, type Tables } from './schema.ts';
import { createShortId } from './short-id.ts';

export type StoredPayload = Pick<SubmissionRow, 'id_digest' | 'received_at' | 'held'> & { payload: string };

export interface SealedRepository {
  /**
   * @param after the `id_digest` to continue after
   * @returns submissions of a campaign whose text is stored, sealed or not, by `id_digest`
   */
  getPage: (campaign: string, after: string, limit: number) => Promise<StoredPayload[]>;
  /** @returns the cards of these submissions, by `id_digest` */
  getCards: (campaign: string, idDigests: readonly string[]) => Promise<CardRow[]>;
  /**
   * Publishes a text as that of a card's submission, in the transaction that approves the card.
   * @param id of a card @param decide makes the transition, if any, and decides whether the text is published
   * @returns what it has decided
   */
  publish: (id: string, text: PublishedText, decide: TransitionFn<boolean>) => Promise<boolean>;
  /** Takes the text of a card's submission off the wall, and deletes it here. @param id of a card @returns whether it was published */
  unpublish: (id: string) => Promise<boolean>;
}

export function createSealedRepository(db: Kysely<Tables>, recordAudit: RecordAudit): SealedRepository {
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
    publish: (id, text, decide) =>
      db.transaction().execute(async (transaction) => {
        if (!(await updateCards(transaction, [id], decide)).get(id)) return false;
        const { campaign, id_digest: submission, received_at } = await transaction
          .selectFrom('cards')
          .innerJoin('submissions', joinSubmission)
          .select(['submissions.campaign', 'submissions.id_digest', 'submissions.received_at'])
          .where('cards.id', '=', id)
          .executeTakeFirstOrThrow();
        const { count } = await transaction
          .selectFrom('cards')
          .select(({ fn }) => fn.countAll().as('count'))
          .where('submission', '=', submission)
          .where('stage', 'in', approvedStages)
          .executeTakeFirstOrThrow();
        const values = { approved_cards: Number(count), published_text: JSON.stringify(text) };
        const { numUpdatedRows } = await transaction.updateTable('messages').set(values).where('submission', '=', submission).executeTakeFirstOrThrow();
        if (!numUpdatedRows) await transaction.insertInto('messages').values({ id: createShortId(), campaign, submission, received_at, ...values }).execute();
        await recordAudit(transaction, [{ campaign, ids: [id] }]);
        return true;
      }),
    unpublish: (id) =>
      db.transaction().execute(async (transaction) => {
        const card = await transaction.selectFrom('cards').select(['campaign', 'submission']).where('id', '=', id).executeTakeFirst();
        if (!card?.submission || !(await deletePublishedTexts(transaction, [card.submission]))) return false;
        await recordAudit(transaction, [{ campaign: card.campaign, ids: [id] }]);
        return true;
      }),
  };
}
