/** Commands about campaigns that the desk has published. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { addImage } from '../../src/server/campaigns/campaign-images.ts';
import { publish, saveDraft, createCampaign } from '../../src/server/campaigns/campaign-editor.ts';
import { combineCampaigns, emptyFolder } from '../../src/server/campaigns/campaign-sources.ts';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { collect } from '../server/cards.ts';
import { createLetterCampaign, createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { createTestServer, today } from '../server/support/test-server.ts';
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

    it('print cards with the images of the database', async () => {
      const { store } = database;
      const sources = combineCampaigns(emptyFolder, store, { report: (line) => assert.fail(line) });
      const added = await addImage(store, 'cards-of-the-desk', { bytes: await createCanvas(4, 3).encode('png'), alt: 'A flag', now: today });
      assert.ok('image' in added);
      const { postcard, ...rest } = createPostcardCampaign({ id: 'cards-of-the-desk' });
      const document = { ...rest, postcard: { ...postcard!, designs: [{ id: 'lotus', src: added.image.src, alt: 'A flag' }] } };
      const save = { author: 'Anna', now: today };
      await createCampaign(store, { sources, exports: store.exports }, { id: document.id, title: document.title, language: 'en', kind: 'postcard' }, save);
      await saveDraft(store, document.id, { text: JSON.stringify(document), revision: 1 }, save);
      assert.equal(await publish(store, sources, document.id, { revision: 2, now: today }), 'done');
      assert.equal((await createTestServer(store, [], { campaigns: sources }).submit(document, createPostcard())).status, 201);
      const ids = (await store.cards.find({ campaign: document.id })).map(({ id }) => id);
      await collect(applyStep(store, ids, 'approved', { at: today }));
      const output = join(createTempFolder(), 'cards.html');
      const { code, stderr } = await runInProcess(['cards', 'print', '--campaign', document.id, '--output', output], database.env);
      assert.deepEqual([code, stderr.includes('not an image')], [0, false]);
      const image = (await store.campaignImages.find(document.id, added.image.name))!;
      assert.ok(readFileSync(output, 'utf8').includes(`data:image/png;base64,${Buffer.from(image.bytes).toString('base64')}`));
    });
  });
