/** Commands about campaigns that the desk has published. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { publish, saveDraft, createCampaign } from '../../src/server/campaigns/campaign-editor.ts';
import { combineCampaigns, emptyFolder } from '../../src/server/campaigns/campaign-sources.ts';
import { createLetterCampaign, today } from '../server/support.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`commands and the campaigns of the desk (${kind})`, () => {
    const campaign = createLetterCampaign({ id: 'from-the-desk', ask: { country: 'required' } });
    let database: CampaignDatabase;
    before(async () => {
      database = await openCampaignDatabase(kind, []);
      const { store } = database;
      const sources = combineCampaigns(emptyFolder, store, { report: (line) => assert.fail(line) });
      const save = { author: 'Anna', now: today };
      await createCampaign(store, { sources, exports: store.exports }, { id: campaign.id, title: campaign.title, language: 'en', kind: 'letter' }, save);
      await saveDraft(store, campaign.id, { text: JSON.stringify(campaign), revision: 1 }, save);
    });
    after(() => database.close());

    it('know those that are published', async () => {
      const before = await runInProcess(['letters', 'list', campaign.id], database.env);
      assert.deepEqual([before.code, before.stderr], [2, 'action-widgets-server: unknown campaign "from-the-desk"; known: none\n']);
      const sources = combineCampaigns(emptyFolder, database.store, { report: (line) => assert.fail(line) });
      assert.equal(await publish(database.store, sources, campaign.id, { revision: 2, now: today }), 'done');
      const { code, stdout, stderr } = await runInProcess(['letters', 'list', campaign.id], database.env);
      assert.deepEqual([code, stdout, stderr], [0, '0 letters\n', '']);
    });
  });
