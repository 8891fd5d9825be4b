/** Cards on their way: what is done to them is recorded, counted and shown in one transaction. */
import type { ExpressionBuilder, JoinBuilder, Kysely, SelectQueryBuilder, Transaction } from 'kysely';
import { insertAll } from './insert.ts';
import type { CardRow, Stage, StepRow, Tables } from './schema.ts';
import { addToCounts, lockCampaigns } from './campaign-lock.ts';

/** Which cards: those that meet all that is given. */
export interface CardFilter {
  ids?: readonly string[];
  campaign?: string | undefined;
  person?: string | undefined;
  stages?: readonly Stage[] | undefined;
}

/** A card with what is known of it. */
export interface FoundCard extends CardRow {
  /** JSON: its submission; null for a card of paper, and once it is forgotten. */
  payload: string | null;
  /** Of its submission, ISO 8601 in UTC; null for a card of paper. */
  received_at: string | null;
  /** When the words go, as was promised when they came; null where nothing was. */
  forget_on: string | null;
  /** Of its delivery: `YYYY-MM-DD`. */
  delivered: string | null;
  place: string | null;
}

/** What a step does to a card. */
export interface Transition {
  stage: Stage;
  /** The `top` to fall back to, of an undo; else the step itself is the topmost. */
  top?: number;
  step: Pick<StepRow, 'step' | 'at' | 'undoes' | 'day' | 'place'>;
  /** What it adds to the campaign's numbers, by key. */
  counts: Record<string, number>;
  /** What it adds to the approved cards of its submission. */
  shown: number;
}

/** A card as it stands when its campaign's turn has come. */
export interface LockedCard extends CardRow {
  /** Whether its words are still there; never those of a card of paper. */
  hasWords: boolean;
}

/**
 * What to do to a card.
 * @param steps all that are recorded, the first one first
 * @returns what is told, and the move, if one is to be made
 */
export type TransitionFn<T> = (card: LockedCard, steps: readonly StepRow[]) => { told: T; move?: Transition };

/** A card that comes in by itself, with its first step and what it adds to the numbers. */
export interface NewPaperCard {
  card: CardRow;
  step: StepRow;
  counts: Record<string, number>;
}

/** Whose words go: ISO 8601 in UTC. */
export interface ExpiryQuery {
  /** Those that were promised to be forgotten by then. */
  by: string;
  /** Of some campaigns also those that were received before. */
  receivedBefore: ReadonlyMap<string, string>;
}

/** How many cards of a campaign are written to a person, on paper or not, and stand at a stage. */
export type CardCount = Pick<CardRow, 'campaign' | 'person' | 'paper' | 'stage'> & { n: number };

export interface CardStore {
  /** The oldest first, those of one submission together. */
  find: (filter: CardFilter) => Promise<FoundCard[]>;
  /**
   * Does something to each of the cards, in one transaction: everything is durable when it resolves, nothing if it rejects.
   * @param ids a few hundred at most
   * @returns what is told of each card that is known
   */
  move: <T>(ids: readonly string[], decide: TransitionFn<T>) => Promise<Map<string, T>>;
  /**
   * Adds cards to one campaign, in one transaction, unless there is one of their batch: whoever comes second adds nothing.
   * @param batch ids: those of the cards, and all others that the batch could have
   * @returns what was there of the batch; if anything was, nothing is added
   */
  add: (campaign: string, arrivals: readonly NewPaperCard[], batch: readonly string[]) => Promise<CardRow[]>;
  tally: (filter: CardFilter) => Promise<CardCount[]>;
  /** How many cards nobody has printed or declined yet, of those whose words go. */
  losingWords: (going: ExpiryQuery) => Promise<{ campaign: string; n: number }[]>;
}

export function cardStore(db: Kysely<Tables>): CardStore {
  return {
    find: (filter) =>
      matching(db.selectFrom('cards'), filter)
        .leftJoin('submissions', joinSubmission)
        .leftJoin('card_steps', (on) => on.onRef('card_steps.card', '=', 'cards.id').onRef('card_steps.n', '=', 'cards.top'))
        .selectAll('cards')
        .select(['submissions.payload', 'submissions.received_at', 'submissions.forget_on', 'card_steps.day as delivered', 'card_steps.place'])
        .orderBy('cards.day')
        .orderBy('cards.submission')
        .orderBy('cards.id')
        .execute(),
    move: (ids, decide) => db.transaction().execute((transaction) => move(transaction, ids, decide)),
    add: (campaign, arrivals, batch) => db.transaction().execute((transaction) => add(transaction, campaign, arrivals, batch)),
    async tally(filter) {
      const key = ['cards.campaign', 'cards.person', 'cards.paper', 'cards.stage'] as const;
      const rows = await matching(db.selectFrom('cards'), filter)
        .select([...key, ({ fn }) => fn.countAll().as('n')])
        .groupBy(key)
        .execute();
      return rows.map(({ n, ...row }) => ({ ...row, n: Number(n) }));
    },
    async losingWords({ by, receivedBefore }) {
      const isDue = (row: ExpressionBuilder<Tables, 'submissions'>) =>
        row.or([
          row('forget_on', '<=', by),
          ...[...receivedBefore].map(([campaign, before]) => row.and([row('submissions.campaign', '=', campaign), row('received_at', '<', before)])),
        ]);
      const rows = await db
        .selectFrom('cards')
        .innerJoin('submissions', joinSubmission)
        .where('cards.stage', 'in', ['received', 'approved'])
        .where('submissions.payload', 'is not', null)
        .where(isDue)
        .select(['cards.campaign', ({ fn }) => fn.countAll().as('n')])
        .groupBy('cards.campaign')
        .orderBy('cards.campaign')
        .execute();
      return rows.map(({ campaign, n }) => ({ campaign, n: Number(n) }));
    },
  };
}

/** A card's submission; a card of paper has none. */
const joinSubmission = (on: JoinBuilder<Tables, 'cards' | 'submissions'>) =>
  on.onRef('submissions.campaign', '=', 'cards.campaign').onRef('submissions.id_digest', '=', 'cards.submission');

function matching<O>(query: SelectQueryBuilder<Tables, 'cards', O>, { ids, campaign, person, stages }: CardFilter) {
  let found = query;
  if (ids) found = found.where('cards.id', 'in', ids);
  if (campaign !== undefined) found = found.where('cards.campaign', '=', campaign);
  if (person !== undefined) found = found.where('cards.person', '=', person);
  if (stages) found = found.where('cards.stage', 'in', stages);
  return found;
}

/** What the same change is made to: one statement for all of it. */
class GroupedUpdates<Change> {
  readonly #batches = new Map<string, [Change, string[]]>();

  add(change: Change, id: string): void {
    const key = JSON.stringify(change);
    const known = this.#batches.get(key);
    if (known) known[1].push(id);
    else this.#batches.set(key, [change, [id]]);
  }

  all(): Iterable<[Change, string[]]> {
    return this.#batches.values();
  }
}

async function move<T>(transaction: Transaction<Tables>, ids: readonly string[], decide: TransitionFn<T>): Promise<Map<string, T>> {
  const told = new Map<string, T>();
  if (!ids.length) return told;
  const chosen = transaction.selectFrom('cards').where('id', 'in', [...new Set(ids)]);
  // A card stays in its campaign, so this much can be asked before its turn has come.
  const campaigns = await chosen.select('campaign').distinct().execute();
  if (!campaigns.length) return told;
  await lockCampaigns(transaction, campaigns.map(({ campaign }) => campaign));

  const cards = await chosen
    .leftJoin('submissions', joinSubmission)
    .selectAll('cards')
    .select((row) => row.case().when('submissions.payload', 'is', null).then(0).else(1).end().as('words'))
    .execute();
  const taken = await transaction
    .selectFrom('card_steps')
    .selectAll()
    .where('card', 'in', cards.map(({ id }) => id))
    .orderBy('n')
    .execute();

  const steps: StepRow[] = [];
  const added: Tables['counts'][] = [];
  const changes = new GroupedUpdates<Pick<CardRow, 'stage' | 'top' | 'steps'>>();
  const shown = new Map<string, number>();
  for (const { words, ...card } of cards) {
    const { told: what, move } = decide({ ...card, hasWords: words === 1 }, taken.filter((step) => step.card === card.id));
    told.set(card.id, what);
    if (!move) continue;
    const n = card.steps + 1;
    changes.add({ stage: move.stage, top: move.top ?? n, steps: n }, card.id);
    steps.push({ card: card.id, n, was: card.stage, below: card.top, ...move.step });
    for (const [key, n] of Object.entries(move.counts)) added.push({ campaign: card.campaign, key, n });
    if (card.submission !== null) shown.set(card.submission, (shown.get(card.submission) ?? 0) + move.shown);
  }
  for (const [change, some] of changes.all()) await transaction.updateTable('cards').set(change).where('id', 'in', some).execute();
  const shows = new GroupedUpdates<number>();
  for (const [submission, more] of shown) if (more) shows.add(more, submission);
  for (const [more, some] of shows.all())
    await transaction
      .updateTable('messages')
      .set((row) => ({ shown: row('shown', '+', more) }))
      .where('submission', 'in', some)
      .execute();
  await insertAll(transaction, 'card_steps', steps);
  await addToCounts(transaction, added);
  return told;
}

async function add(
  transaction: Transaction<Tables>,
  campaign: string,
  arrivals: readonly NewPaperCard[],
  batch: readonly string[],
): Promise<CardRow[]> {
  if (!arrivals.length) return [];
  await lockCampaigns(transaction, [campaign]);
  const there = await transaction.selectFrom('cards').selectAll().where('id', 'in', batch).execute();
  if (there.length) return there;
  await insertAll(transaction, 'cards', arrivals.map(({ card }) => card));
  await insertAll(transaction, 'card_steps', arrivals.map(({ step }) => step));
  await addToCounts(transaction, arrivals.flatMap(({ counts }) => Object.entries(counts).map(([key, n]) => ({ campaign, key, n }))));
  return [];
}
