/** Sealed submissions on the desk: the server lists what only the key of the organiser opens. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';
import { createDecrypter, openSubmission, type OpenedSubmission, type SealedItem } from '../../../src/desk-sealed/open-sealed.ts';
import { sealSubmission } from '../../../src/sealing/seal-submission.ts';
import { createAgeKey } from '../../support/age-keys.ts';
import { createPostcard, createPostcardCampaign, describeWithBothStores } from '../support.ts';
import { createTestDesk } from './support.ts';

const { identity, recipient } = await createAgeKey();

describeWithBothStores('sealed submissions on the desk', (getStore) => {
  it('are listed in pages with their cards, which are approved like others, and each download is in the audit log', async () => {
    const store = getStore();
    const campaign = createPostcardCampaign({ seal: { recipient } });
    const desk = createTestDesk(store, [campaign]);
    for (let i = 0; i < 205; i++) {
      const card = createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: `Secret ${i}`, from: 'Anna' } });
      const { status } = await desk.server.submit(campaign, await sealSubmission(card as unknown as Submission, recipient));
      assert.equal(status, 201);
    }
    const visitor = await desk.visitAs(`Sealed ${campaign.id}`, 'moderator');
    const items: SealedItem[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const { text, headers } = await visitor.get(`/desk/sealed/list?campaign=${campaign.id}&after=${after}`);
      assert.equal(headers.get('Cache-Control'), 'no-store');
      assert.ok(!text.includes('Secret'));
      const page = JSON.parse(text) as { submissions: SealedItem[]; next?: string };
      items.push(...page.submissions);
      after = page.next;
    }
    assert.equal(new Set(items.map(({ id }) => id)).size, 205);
    const opened = (await openSubmission(createDecrypter(identity)!, items[0]!)) as OpenedSubmission;
    assert.match(opened.submission.postcard!.message!, /^Secret \d+$/);
    const [card] = opened.cards;
    assert.equal((await visitor.post('/desk/cards', { id: card!.id, version: String(card!.version), action: 'approve' })).status, 303);
    assert.equal((await store.cards.find({ ids: [card!.id] }))[0]!.stage, 'approved');
    const entries = (await store.audit.find({ campaign: campaign.id })).filter(({ command }) => command === 'sealed export');
    assert.deepEqual(entries.map(({ affected }) => affected).sort(), [200, 5]);
  });

  it('have a page whose key field is in no form, and which connects to this server only', async () => {
    const campaign = createPostcardCampaign({ seal: { recipient } });
    const visitor = await createTestDesk(getStore(), [campaign, createPostcardCampaign()]).visitAs(`Page ${campaign.id}`, 'moderator');
    const { text, headers } = await visitor.get('/desk/sealed');
    assert.match(headers.get('Content-Security-Policy')!, /^default-src 'none'.*connect-src 'self'; .*require-trusted-types-for 'script'$/);
    const forms = [...text.matchAll(/<form.*?<\/form>/gs)].join();
    assert.ok(text.includes('id="key"') && !forms.includes('id="key'));
  });

  it('are not listed for a campaign that is not sealed', async () => {
    const campaign = createPostcardCampaign();
    const visitor = await createTestDesk(getStore(), [campaign]).visitAs(`Open ${campaign.id}`, 'moderator');
    for (const query of [`campaign=${campaign.id}`, 'campaign=none', '']) assert.equal((await visitor.get(`/desk/sealed/list?${query}`)).status, 404);
    assert.match((await visitor.get('/desk/sealed')).text, /No campaign of this server is sealed/);
  });
});
