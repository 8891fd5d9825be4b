/** Downloads on the desk. What is in the files is tested with the exports themselves. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestDesk } from './support.ts';

describeWithBothStores('exports of the desk', (getStore) => {
  const consent = [{ id: 'news', statement: 'Write to me.', purpose: 'contact' as const }];

  it('are files with the letters or the cards, and are recorded under the name of the account', async () => {
    const store = getStore();
    const [letters, cards] = [createLetterCampaign({ ask: { email: 'optional' } }), createPostcardCampaign()];
    const desk = createTestDesk(store, [letters, cards]);
    for (let i = 0; i < 250; i++) assert.equal((await desk.server.submit(letters, createLetter({ person: { name: `Sender ${i}` } }))).status, 201);
    await desk.server.submit(cards, createPostcard());
    const owner = await desk.visitAs(`Owner of ${letters.id}`, 'owner');
    const csv = await owner.post('/desk/exports', { campaign: letters.id, kind: 'letters', format: 'csv' });
    assert.equal(csv.status, 200);
    assert.deepEqual(['Content-Type', 'Content-Disposition', 'Cache-Control'].map((name) => csv.headers.get(name)), ['text/csv; charset=utf-8', `attachment; filename="${letters.id}-letters.csv"`, 'no-store']);
    const lines = csv.text.trim().split('\r\n');
    assert.match(lines[0]!, /\bid,received_at,/);
    // A body is several lines.
    assert.deepEqual(new Set(csv.text.match(/Sender \d+/g)).size, 250);
    const jsonl = await owner.post('/desk/exports', { campaign: cards.id, kind: 'cards', format: 'jsonl' });
    assert.deepEqual(jsonl.text.trim().split('\n').map((line) => (JSON.parse(line) as { person: string }).person).sort(), ['lim-mony', 'ny-sokha']);
    const entries = (await store.audit.find({})).filter(({ actor }) => actor === `Owner of ${letters.id}`).map(({ command, campaign, affected }) => [command, campaign, affected]);
    assert.deepEqual(entries.filter(([command]) => /export/.test(String(command))), [['letters export --format csv', letters.id, 250], ['cards export --format jsonl', cards.id, 2]]);
  });

  it('can be limited to those who agreed to be contacted, and OSDI always is', async () => {
    const campaign = createLetterCampaign({ ask: { email: 'optional' }, consent });
    const desk = createTestDesk(getStore(), [campaign]);
    for (const [name, given] of [['Agreed', true], ['Refused', false]] as const)
      await desk.server.submit(campaign, createLetter({ person: { name, email: 'a@group.example' }, consent: [{ id: 'news', statement: 'Write to me.', given }] }));
    const owner = await desk.visitAs(`Owner of ${campaign.id}`, 'owner');
    const request = { campaign: campaign.id, kind: 'letters' };
    for (const fields of [{ format: 'csv', contact: 'yes' }, { format: 'osdi' }, { format: 'osdi-people' }] as Record<string, string>[]) {
      const { text } = await owner.post('/desk/exports', { ...request, ...fields });
      assert.ok(text.includes('Agreed') && !text.includes('Refused'), text);
    }
    assert.ok((await owner.post('/desk/exports', { ...request, format: 'csv' })).text.includes('Refused'));
  });

  it('explain what is missing', async () => {
    const campaign = createLetterCampaign();
    const owner = await createTestDesk(getStore(), [campaign]).visitAs(`Owner of ${campaign.id}`, 'owner');
    for (const [fields, message] of [
      [{ campaign: 'unknown', kind: 'letters', format: 'csv' }, 'Choose a campaign.'],
      [{ campaign: campaign.id, kind: 'people', format: 'csv' }, 'Choose letters or cards.'],
      [{ campaign: campaign.id, kind: 'letters', format: 'pdf' }, 'Choose a format.'],
      [{ campaign: campaign.id, kind: 'letters', format: 'osdi' }, 'Nobody may be contacted'],
    ] as const) {
      const { status, text } = await owner.post('/desk/exports', fields);
      assert.equal(status, 422);
      assert.ok(text.includes(message), message);
    }
  });
});
