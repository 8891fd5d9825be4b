/** Counts stored cards independently of the server's counters. */
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Counts } from '../../src/campaign/schema/counts.schema.ts';
import type { Stage } from '../../src/server/db/schema.ts';
import type { Store } from '../../src/server/db/store.ts';

/** @returns what counts.json must say about the cards that are stored */
export async function sumCards(store: Store, { id, postcard }: Campaign): Promise<Pick<Counts, 'postcards' | 'perPerson'>> {
  const cards = (await store.cards.find({ campaign: id })).filter(({ stage }) => stage !== 'withdrawn');
  const countAt = (...stages: Stage[]) => cards.filter(({ stage }) => stages.includes(stage)).length;
  return {
    postcards: {
      received: cards.length,
      approved: countAt('approved', 'printed', 'delivered'),
      printed: countAt('printed', 'delivered'),
      delivered: countAt('delivered'),
      paper: cards.filter(({ paper }) => paper === 1).length,
    },
    perPerson: Object.fromEntries(postcard!.to.map((person) => [person, cards.filter((card) => card.person === person).length])),
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
