/** The sealed submissions of a campaign, with what the server can read of them. */
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Stage } from '../db/schema.ts';
import type { Store } from '../db/store.ts';

/** Submissions in one query. */
const batchSize = 200;

export interface SealedSubmission {
  id: string;
  /** The armored age file. */
  sealed: string;
  /** What the server can read. */
  readable: Omit<Submission, 'sealed'> & {
    /** ISO 8601 in UTC. */
    receivedAt: string;
    /** Whether it waits for a moderator, and is not counted. */
    held: boolean;
    cards?: { id: string; person: string; stage: Stage }[];
  };
}

/** A page of those whose file is still stored, in no particular order. */
export interface SealedPage {
  submissions: (Omit<SealedSubmission, 'readable'> & {
    /** Whether the organiser has published its text. */
    published: boolean;
    readable: Omit<SealedSubmission['readable'], 'cards'> & { cards?: { id: string; person: string; stage: Stage; /** Changes with every step. */ version: number }[] };
  })[];
  /** Where the next page begins. */
  next?: string;
}

/** @param after where the page begins: from the page before, or empty */
export async function getSealedPage({ sealed: repository, personalData }: Pick<Store, 'personalData' | 'sealed'>, campaign: string, after: string): Promise<SealedPage> {
  const rows = await repository.getPage(campaign, after, batchSize);
  const digests = rows.map(({ id_digest }) => id_digest);
  const cards = Map.groupBy(await repository.getCards(campaign, digests), ({ submission }) => submission);
  const publishedTexts = await personalData.findPublishedTexts(digests);
  const submissions = rows.flatMap(({ id_digest, received_at, held, payload }) => {
    const { sealed, ...submission } = JSON.parse(payload) as Submission;
    // From before the campaign was sealed.
    if (sealed === undefined) return [];
    const ownCards = cards.get(id_digest)?.map(({ id, person, stage, step_count }) => ({ id, person, stage, version: step_count }));
    return [{ id: submission.id, sealed, published: publishedTexts.has(id_digest), readable: { ...submission, receivedAt: received_at, held: held !== null, ...(ownCards && { cards: ownCards }) } }];
  });
  return { submissions, ...(rows.length === batchSize && { next: rows.at(-1)!.id_digest }) };
}

/** Those whose file is still stored, in no particular order. */
export async function* listSealed(store: Pick<Store, 'personalData' | 'sealed'>, campaign: string): AsyncGenerator<SealedSubmission> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { submissions, next }: SealedPage = await getSealedPage(store, campaign, after);
    for (const { id, sealed, readable: { cards, ...readable } } of submissions)
      yield { id, sealed, readable: { ...readable, ...(cards && { cards: cards.map(({ version: _, ...card }) => card) }) } };
    after = next;
  }
}
