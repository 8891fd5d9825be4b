/** The counts of cards after any sequence of events. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { applyStep, registerPaperCards, undoStep } from '../../src/server/cards/card-workflow.ts';
import { createShortId } from '../../src/server/db/short-id.ts';
import { collect, sumCards } from './cards.ts';
import { createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today, type TestServer } from './support/test-server.ts';

const eventArbitrary = fc.oneof(
  fc.record({ type: fc.constant('submit' as const), to: fc.subarray(['ny-sokha', 'lim-mony'], { minLength: 1 }), testing: fc.boolean() }),
  fc.record({ type: fc.constant('paper' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constantFrom('approved', 'declined', 'printed', 'delivered', 'undo'), card: fc.nat() }),
);
type Event = ReturnType<typeof eventArbitrary.generate>['value'];

describeWithBothStores('counts of cards', (store) => {
  async function run(event: Event, campaign: Campaign, server: TestServer): Promise<void> {
    if (event.type === 'submit') {
      const { to, testing } = event;
      await server.submit(campaign, createPostcard({ testing, postcard: { to, design: 'lotus', message: 'A', from: 'B' } }));
    } else if (event.type === 'paper') {
      const ids = Array.from({ length: event.count }, createShortId);
      await registerPaperCards(store(), { campaign: campaign.id, person: 'ny-sokha', ids, day: '2018-07-01', at: today });
    } else {
      const ids = (await store().cards.find({ campaign: campaign.id })).map(({ id }) => id);
      const start = event.card % (ids.length || 1);
      const selectedIds = ids.slice(start, start + 2);
      if (event.type === 'undo') await collect(undoStep(store(), selectedIds, today));
      else await collect(applyStep(store(), selectedIds, event.type, { at: today }));
    }
  }

  it('are the sum of the stored cards after any sequence of events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(eventArbitrary, { minLength: 3, maxLength: 40 }), async (events) => {
        const campaign = createPostcardCampaign();
        const server = createTestServer(store(), [campaign]);
        for (const event of events) await run(event, campaign, server);
        const { postcards, perPerson } = await server.fetchCounts(campaign);
        assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
        assert.ok(postcards.delivered <= postcards.printed && postcards.printed <= postcards.approved && postcards.approved <= postcards.received);
      }),
      { numRuns: 60 },
    );
  });
});
