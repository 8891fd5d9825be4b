/** Cards, the steps that are taken with them, and how many there are. */
import type { ExpressionBuilder, Kysely, SelectQueryBuilder } from 'kysely';
import { groupByCampaign, type RecordAudit } from './audit-repository.ts';
import { insertPaperCards, joinSubmission, updateCards, type NewPaperCard, type TransitionFn } from './card-transitions.ts';
import type { CardRow, Stage, StepRow, Tables } from './schema.ts';

/** Selects the cards that meet every condition. */
export interface CardFilter {
  ids?: readonly string[];
  /** The ids of those that are left out. */
  except?: readonly string[];
  campaign?: string | undefined;
  person?: string | undefined;
  stages?: readonly Stage[] | undefined;
}

/** A card with its submission and its latest step. */
export interface CardDetails extends CardRow {
  /** JSON: its submission; null for a paper card, and once the text has been deleted. */
  payload: string | null;
  /** When its submission was received, ISO 8601 in UTC; null for a paper card. */
  received_at: string | null;
  /** When the text is deleted, as promised on receipt; null without a promise. */
  expires_at: string | null;
  /** The day of delivery: `YYYY-MM-DD`. */
  delivered: string | null;
  place: StepRow['place'];
  /** Why it was declined. */
  reason: StepRow['reason'];
  note: StepRow['note'];
}

/** Selects the cards whose text will be deleted. Instants are ISO 8601 in UTC. */
export interface ExpiryQuery {
  /** Cards whose text was promised to be deleted by then. */
  expiresBy: string;
  /** For some campaigns, also cards that were received before an instant. */
  receivedBefore: ReadonlyMap<string, string>;
}

/** How many cards of a campaign, to a person, on paper or not, are at a stage. */
export type CardCount = Pick<CardRow, 'campaign' | 'person' | 'paper' | 'stage'> & { count: number };

export interface CardsRepository {
  /** @returns oldest first, the cards of one submission together */
  find: (filter: CardFilter, limit?: number) => Promise<CardDetails[]>;
  /**
   * Applies a transition to each card, in one transaction: everything is durable when it resolves, nothing if it rejects.
   * @param ids a few hundred at most
   * @returns the outcome for each card that exists
   */
  update: <T>(ids: readonly string[], decide: TransitionFn<T>) => Promise<Map<string, T>>;
  /**
   * Adds paper cards to one campaign, in one transaction, unless a card of their batch exists: of two callers, the second adds nothing.
   * @param batchIds the ids of the cards, and all others that the batch could have
   * @returns the cards of the batch that existed before; if there are any, nothing was added
   */
  addPaperCards: (campaign: string, cards: readonly NewPaperCard[], batchIds: readonly string[]) => Promise<CardRow[]>;
  countByStage: (filter: CardFilter) => Promise<CardCount[]>;
  /** Counts the cards that are neither printed nor declined yet, and whose text will be deleted. */
  countExpiring: (query: ExpiryQuery) => Promise<{ campaign: string; count: number }[]>;
}

export function createCardsRepository(db: Kysely<Tables>, recordAudit: RecordAudit): CardsRepository {
  return {
    find: (filter, limit) => findCards(db, filter, limit),
    update: (ids, decide) =>
      db.transaction().execute(async (transaction) => {
        const changedCards: CardRow[] = [];
        const outcomes = await updateCards(transaction, ids, (card, steps) => {
          const decision = decide(card, steps);
          if (decision.transition) changedCards.push(card);
          return decision;
        });
        await recordAudit(transaction, groupByCampaign(changedCards));
        return outcomes;
      }),
    addPaperCards: (campaign, cards, batchIds) =>
      db.transaction().execute(async (transaction) => {
        const existing = await insertPaperCards(transaction, campaign, cards, batchIds);
        if (!existing.length) await recordAudit(transaction, groupByCampaign(cards.map(({ card }) => card)));
        return existing;
      }),
    countByStage: (filter) => countByStage(db, filter),
    countExpiring: (query) => countExpiring(db, query),
  };
}

function findCards(db: Kysely<Tables>, filter: CardFilter, limit: number | undefined): Promise<CardDetails[]> {
  const cards = applyFilter(db.selectFrom('cards'), filter)
    .leftJoin('submissions', joinSubmission)
    .leftJoin('card_steps', (on) => on.onRef('card_steps.card', '=', 'cards.id').onRef('card_steps.step_no', '=', 'cards.current_step'))
    .selectAll('cards')
    .select(['submissions.payload', 'submissions.received_at', 'submissions.expires_at', 'card_steps.day as delivered', 'card_steps.place', 'card_steps.reason', 'card_steps.note'])
    .orderBy('cards.day')
    .orderBy('cards.submission')
    .orderBy('cards.id');
  return (limit === undefined ? cards : cards.limit(limit)).execute();
}

async function countByStage(db: Kysely<Tables>, filter: CardFilter): Promise<CardCount[]> {
  const key = ['cards.campaign', 'cards.person', 'cards.paper', 'cards.stage'] as const;
  const rows = await applyFilter(db.selectFrom('cards'), filter)
    .select([...key, ({ fn }) => fn.countAll().as('count')])
    .groupBy(key)
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

async function countExpiring(db: Kysely<Tables>, { expiresBy, receivedBefore }: ExpiryQuery): Promise<{ campaign: string; count: number }[]> {
  const willExpire = (row: ExpressionBuilder<Tables, 'submissions'>) =>
    row.or([
      row('expires_at', '<=', expiresBy),
      ...[...receivedBefore].map(([campaign, before]) => row.and([row('submissions.campaign', '=', campaign), row('received_at', '<', before)])),
    ]);
  const rows = await db
    .selectFrom('cards')
    .innerJoin('submissions', joinSubmission)
    .where('cards.stage', 'in', ['received', 'approved'])
    .where('submissions.payload', 'is not', null)
    .where(willExpire)
    .select(['cards.campaign', ({ fn }) => fn.countAll().as('count')])
    .groupBy('cards.campaign')
    .orderBy('cards.campaign')
    .execute();
  return rows.map(({ campaign, count }) => ({ campaign, count: Number(count) }));
}

function applyFilter<O>(cards: SelectQueryBuilder<Tables, 'cards', O>, { ids, except, campaign, person, stages }: CardFilter) {
  let query = cards;
  if (ids) query = query.where('cards.id', 'in', ids);
  if (except?.length) query = query.where('cards.id', 'not in', except);
  if (campaign !== undefined) query = query.where('cards.campaign', '=', campaign);
  if (person !== undefined) query = query.where('cards.person', '=', person);
  if (stages) query = query.where('cards.stage', 'in', stages);
  return query;
}
