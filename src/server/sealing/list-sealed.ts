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

/** Those whose file is still stored, in no particular order. */
export async function* listSealed(store: Store, campaign: string): AsyncGenerator<SealedSubmission> {
  for (let after = ''; ; ) {
    const rows = await store.sealed.getPage(campaign, after, batchSize);
    const cards = Map.groupBy(await store.sealed.getCards(campaign, rows.map(({ id_digest }) => id_digest)), ({ submission }) => submission);
    for (const { id_digest, received_at, held, payload } of rows) {
      const { sealed, ...submission } = JSON.parse(payload) as Submission;
      // From before the campaign was sealed.
      if (sealed === undefined) continue;
      const ownCards = cards.get(id_digest)?.map(({ id, person, stage }) => ({ id, person, stage }));
      yield {
        id: submission.id,
        sealed,
        readable: { ...submission, receivedAt: received_at, held: held !== null, ...(ownCards && { cards: ownCards }) },
      };
    }
    if (rows.length < batchSize) return;
    after = rows.at(-1)!.id_digest;
  }
}
