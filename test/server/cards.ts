/** Cards as they are stored, summed up by other means than the server's own. */
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Counts } from '../../src/campaign/schema/counts.schema.ts';
import type { Stage } from '../../src/server/db/schema.ts';
import type { Store } from '../../src/server/db/store.ts';

/** What counts.json has to say of the cards that are stored. */
export async function sumOf(store: Store, { id, postcard }: Campaign): Promise<Pick<Counts, 'postcards' | 'perPerson'>> {
  const cards = (await store.cards.find({ campaign: id })).filter(({ stage }) => stage !== 'withdrawn');
  const at = (...stages: Stage[]) => cards.filter(({ stage }) => stages.includes(stage)).length;
  return {
    postcards: {
      received: cards.length,
      approved: at('approved', 'printed', 'delivered'),
      printed: at('printed', 'delivered'),
      delivered: at('delivered'),
      paper: cards.filter(({ paper }) => paper === 1).length,
    },
    perPerson: Object.fromEntries(postcard!.to.map((person) => [person, cards.filter((card) => card.person === person).length])),
  };
}

/** All that a run over cards tells. */
export async function all<T>(told: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of told) found.push(one);
  return found;
}
