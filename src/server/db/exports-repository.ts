/** Reads everything that a campaign has stored, in pages, so that millions of rows need little memory. */
import type { Kysely } from 'kysely';
import type { CardDetails } from './cards-repository.ts';
import { joinSubmission } from './card-transitions.ts';
import type { SubmissionRow, Tables } from './schema.ts';

/** A submission whose text is stored. */
export type ExportedSubmission = Pick<SubmissionRow, 'id_digest' | 'received_at' | 'expires_at' | 'partner' | 'testing' | 'held' | 'recipients'> & { payload: string };

/** A card, and whether its submission is a test or held. */
export type ExportedCard = CardDetails & { testing: number | null; held: SubmissionRow['held'] };

export interface RowsQuery<T> {
  campaign: string;
  /** The last row of the page before. */
  after: T | undefined;
  /** Leaves out what was received later: ISO 8601 in UTC. */
  until: string;
  limit: number;
}

export interface NewestQuery {
  campaign: string;
  /** The first and the last instant that are read: ISO 8601 in UTC. */
  from: string | undefined;
  until: string | undefined;
  /** To continue after this one. */
  after: Pick<ExportedSubmission, 'received_at' | 'id_digest'> | undefined;
  limit: number;
}

export interface ExportsRepository {
  /** @returns submissions of a kind whose text is stored, oldest first */
  getSubmissions: (kind: string, query: RowsQuery<ExportedSubmission>) => Promise<ExportedSubmission[]>;
  /** @returns submissions of any kind whose text is stored, newest first: with a kind, a query could read any number of the other one */
  getNewest: (query: NewestQuery) => Promise<ExportedSubmission[]>;
  /** @returns cards in the order of their ids */
  getCards: (query: RowsQuery<ExportedCard>) => Promise<ExportedCard[]>;
  /** Whether a campaign has stored any submission, or has any card. */
  hasRows: (campaign: string) => Promise<boolean>;
}

export function createExportsRepository(db: Kysely<Tables>): ExportsRepository {
  const selectStored = (campaign: string) =>
    db
      .selectFrom('submissions')
      .select(['id_digest', 'received_at', 'expires_at', 'partner', 'testing', 'held', 'recipients', 'payload'])
      .where('campaign', '=', campaign)
      .where('payload', 'is not', null);
  return {
    async getSubmissions(kind, { campaign, after, until, limit }) {
      let query = selectStored(campaign).where('kind', '=', kind).where('received_at', '<=', until);
      // The first condition is for the index, which does not contain the digests.
      if (after)
        query = query
          .where('received_at', '>=', after.received_at)
          .where((row) => row(row.refTuple('received_at', 'id_digest'), '>', row.tuple(after.received_at, after.id_digest)));
      return (await query.orderBy('received_at').orderBy('id_digest').limit(limit).execute()) as ExportedSubmission[];
    },
    async getNewest({ campaign, from, until, after, limit }) {
      let query = selectStored(campaign);
      if (from !== undefined) query = query.where('received_at', '>=', from);
      if (until !== undefined) query = query.where('received_at', '<=', until);
      // As above, both conditions.
      if (after)
        query = query
          .where('received_at', '<=', after.received_at)
          .where((row) => row(row.refTuple('received_at', 'id_digest'), '<', row.tuple(after.received_at, after.id_digest)));
      return (await query.orderBy('received_at', 'desc').orderBy('id_digest', 'desc').limit(limit).execute()) as ExportedSubmission[];
    },
    getCards({ campaign, after, until, limit }) {
      let query = db
        .selectFrom('cards')
        .leftJoin('submissions', joinSubmission)
        .leftJoin('card_steps', (on) => on.onRef('card_steps.card', '=', 'cards.id').onRef('card_steps.step_no', '=', 'cards.current_step'))
        .selectAll('cards')
        .select(['submissions.payload', 'submissions.received_at', 'submissions.expires_at', 'submissions.testing', 'submissions.held'])
        .select(['card_steps.day as delivered', 'card_steps.place', 'card_steps.reason', 'card_steps.note'])
        .where('cards.campaign', '=', campaign)
        .where((row) => row.or([row('submissions.received_at', 'is', null), row('submissions.received_at', '<=', until)]));
      if (after) query = query.where('cards.id', '>', after.id);
      return query.orderBy('cards.id').limit(limit).execute();
    },
    async hasRows(campaign) {
      const [submission, card] = await Promise.all([
        db.selectFrom('submissions').select('kind').where('campaign', '=', campaign).limit(1).executeTakeFirst(),
        db.selectFrom('cards').select('id').where('campaign', '=', campaign).limit(1).executeTakeFirst(),
      ]);
      return submission !== undefined || card !== undefined;
    },
  };
}
