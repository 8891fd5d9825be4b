/** Postcards that have gone the whole way to the wall, for the benches that read it. */
import { applyStep } from '../../../src/server/cards/card-workflow.ts';
import { collect } from '../../server/cards.ts';
import { createPostcard } from '../../server/support/campaigns.ts';
import { today, type TestServer } from '../../server/support/test-server.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Store } from '../../../src/server/db/store.ts';

const batchSize = 100;

/** @param analyze updates the database's statistics */
export async function publishMessages(
  server: TestServer,
  store: Store,
  campaign: Campaign,
  count: number,
  analyze: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const { to, designs } = campaign.postcard!;
  const person = campaign.ask?.name === 'no' ? undefined : { name: 'Anna' };
  const send = async (_: unknown, i: number) => {
    const postcard = { to: to.slice(0, 1), design: designs[0]!.id, message: `We think of you, ${i}.`, from: 'Anna', publish: true };
    const { status, text } = await server.submit(campaign, createPostcard({ person, postcard }));
    if (status !== 201) throw new Error(`a postcard was answered with ${status}: ${text}`);
  };
  for (let start = 0; start < count; start += batchSize) await Promise.all(Array.from({ length: Math.min(batchSize, count - start) }, send));
  await analyze();
  const ids = (await store.cards.find({ campaign: campaign.id })).map(({ id }) => id);
  await collect(applyStep(store, ids, 'approved', { at: today }));
  await analyze();
}
