/** Reading cards on the desk. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Store } from '../../../src/server/db/store.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { createPostcard, createPostcardCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestServer, type TestResponse } from '../support/test-server.ts';
import { createTestDesk } from './support.ts';

const campaign = createPostcardCampaign({ title: 'Free the two' });

async function submit(store: Store, more: object, target: Campaign = campaign) {
  const card = { to: ['ny-sokha'], design: 'lotus', message: 'We think of you.', from: 'Anna', ...more };
  const { status } = await createTestServer(store, [target]).submit(target, createPostcard({ postcard: card, person: { name: 'Secret Name' }, language: 'km' }));
  assert.equal(status, 201);
}

/** The card on a page, and its fields. */
function readCard({ text }: TestResponse) {
  const [, region] = /<section id="card"(.*?)<\/section>/s.exec(text) ?? [];
  if (!region) return undefined;
  const field = (name: string) => new RegExp(`name="${name}" value="(.*?)"`).exec(region)![1]!;
  return { region, fields: { id: field('id'), version: field('version'), skip: field('skip') } };
}

const readStage = async (store: Store, id: string) => (await store.cards.find({ ids: [id] }))[0]!.stage;

describeWithBothStores('cards on the desk', (getStore) => {
  it('are read one after another, approved and declined in the name of the account', async () => {
    const store = getStore();
    await submit(store, { message: 'សូម <b>', publish: true });
    await submit(store, {});
    const visitor = await createTestDesk(store, [campaign]).visitAs('Mony', 'moderator');
    const first = readCard(await visitor.get('/desk/cards'))!;
    assert.match(first.region, /To Ny Sokha/);
    assert.doesNotMatch(first.region, /Secret Name/);
    const response = await visitor.post('/desk/cards', { ...first.fields, action: 'approve' });
    assert.equal(response.status, 303);
    const second = await visitor.get(response.headers.get('Location')!);
    assert.match(second.text, new RegExp(`Card ${first.fields.id} is approved\\.`));
    const { region, fields } = readCard(second)!;
    assert.notEqual(fields.id, first.fields.id);
    assert.match(first.region + region, /<p class="plain-text lead" dir="auto" lang="km">សូម &lt;b&gt;<\/p>/);
    assert.match(first.region + region, /may be published/);
    await visitor.post('/desk/cards', { ...fields, action: 'decline', reason: 'harm' });
    assert.deepEqual([await readStage(store, first.fields.id), await readStage(store, fields.id)], ['approved', 'declined']);
    assert.match((await visitor.get('/desk/cards')).text, /There are no cards to read\./);
    const entries = await store.audit.findNewest(undefined, 2);
    assert.deepEqual(entries.map(({ actor, command, ids }) => [actor, command, JSON.parse(ids)]), [['Mony', 'cards decline --reason harm', [fields.id]], ['Mony', 'cards approve', [first.fields.id]]]);
  });

  it('come back when a decision is undone', async () => {
    const store = getStore();
    await submit(store, {});
    const visitor = await createTestDesk(store, [campaign]).visitAs('Undoing', 'moderator');
    const { fields } = readCard(await visitor.get('/desk/cards'))!;
    const { headers } = await visitor.post('/desk/cards', { ...fields, action: 'decline', reason: 'harm' });
    const [, version] = /class="decided".*?name="version" value="(\d+)"/s.exec((await visitor.get(headers.get('Location')!)).text)!;
    const undone = await visitor.post('/desk/cards', { id: fields.id, version: version!, action: 'undo' });
    assert.equal(readCard(await visitor.get(undone.headers.get('Location')!))!.fields.id, fields.id);
    assert.equal(await readStage(store, fields.id), 'received');
    // The form of the first page is out of date, though the card is at the same stage.
    assert.equal((await visitor.post('/desk/cards', { ...fields, action: 'approve' })).status, 409);
    await visitor.post('/desk/cards', { ...fields, version: '2', action: 'decline', reason: 'spam' });
    assert.equal(await readStage(store, fields.id), 'declined');
  });

  it('are declined with a reason, which is shown and exported until the decision is undone, and whose note is not in the audit log', async () => {
    const store = getStore();
    const visitor = await createTestDesk(store, [campaign]).visitAs('Reasons', 'moderator');
    const decline = async (choice: Record<string, string>) => {
      await submit(store, {});
      const { fields } = readCard(await visitor.get('/desk/cards'))!;
      const { status, headers } = await visitor.post('/desk/cards', { ...fields, action: 'decline', ...choice });
      assert.equal(status, 303);
      const [, version] = /class="decided".*?name="version" value="(\d+)"/s.exec((await visitor.get(headers.get('Location')!)).text)!;
      const undo = () => visitor.post('/desk/cards', { id: fields.id, version: version!, action: 'undo' });
      return { id: fields.id, undo, page: await visitor.get(headers.get('Location')!) };
    };
    const harmful = await decline({ reason: 'harm' });
    assert.match(harmful.page.text, /is declined: <bdi>could harm the person<\/bdi>\./);
    const other = await decline({ reason: 'other', note: ' In the <i>wrong</i>\nscript. ' });
    assert.match(other.page.text, /is declined: <bdi>In the &lt;i&gt;wrong&lt;\/i&gt; script\.<\/bdi>\./);
    const readReasons = async () => (await store.cards.find({ ids: [harmful.id, other.id] })).map(({ id, reason, note }) => [id === other.id, reason, note]).sort();
    assert.deepEqual(await readReasons(), [[false, 'harm', null], [true, 'other', 'In the <i>wrong</i> script.']]);
    const entries = await store.audit.findNewest(undefined, 2);
    assert.deepEqual(entries.map(({ command }) => command), ['cards decline --reason other', 'cards decline --reason harm']);
    assert.ok(!JSON.stringify(entries).includes('wrong'));
    await other.undo();
    assert.deepEqual(await readReasons(), [[false, 'harm', null], [true, null, null]]);
    // Declined again, and then deleted: the moderator may have quoted the text.
    await visitor.post('/desk/cards', { ...readCard(await visitor.get(`/desk/cards?card=${other.id}`))!.fields, action: 'decline', reason: 'other', note: 'Quoted.' });
    await store.deleteReceivedBefore(campaign.id, '2100-01-01T00:00:00.000Z');
    assert.deepEqual(await readReasons(), [[false, 'harm', null], [true, 'other', null]]);
  });

  it('are not declined without a reason, and the card is shown again with what was entered', async () => {
    const store = getStore();
    await submit(store, {});
    const visitor = await createTestDesk(store, [campaign]).visitAs('No reason', 'moderator');
    const { fields } = readCard(await visitor.get('/desk/cards'))!;
    const choices: [Record<string, string>, RegExp][] = [
      [{}, /Choose why you decline/],
      [{ reason: 'boredom' }, /Choose why you decline/],
      [{ reason: 'other', note: ' ' }, /Enter why you decline/],
      [{ reason: 'other', note: 'x'.repeat(201) }, /at most 200 characters.*<details class="reasons" open.*value="x{201}"/s],
      [{ reason: 'harm', note: 'A note.' }, /Choose either.*value="A note\."/s],
    ];
    for (const [choice, message] of choices) {
      const response = await visitor.post('/desk/cards', { ...fields, action: 'decline', ...choice });
      assert.equal(response.status, 422);
      assert.match(response.text, message);
      assert.deepEqual(readCard(response)!.fields, fields);
    }
    assert.equal(await readStage(store, fields.id), 'received');
    await visitor.post('/desk/cards', { ...fields, action: 'decline', reason: 'insult' });
    assert.equal((await visitor.post('/desk/cards', { ...fields, action: 'decline' })).status, 409);
  });

  it('keep the decision of the moderator who was first, and say so to the other', async () => {
    const store = getStore();
    for (let i = 0; i < 10; i++) {
      await submit(store, {});
      const desk = createTestDesk(store, [campaign]);
      const [one, two] = [await desk.visitAs('One', 'moderator'), await desk.visitAs('Two', 'moderator')];
      const { fields } = readCard(await one.get('/desk/cards'))!;
      assert.equal(readCard(await two.get('/desk/cards'))!.fields.id, fields.id);
      const responses = await Promise.all([one.post('/desk/cards', { ...fields, action: 'approve' }), two.post('/desk/cards', { ...fields, action: 'decline', reason: 'harm' })]);
      assert.deepEqual(responses.map(({ status }) => status).sort(), [303, 409]);
      const stage = responses[0].status === 303 ? 'approved' : 'declined';
      assert.equal(await readStage(store, fields.id), stage);
      assert.match(responses.find(({ status }) => status === 409)!.text, new RegExp(`It is ${stage} now, and you have changed nothing`));
    }
  });

  it('can be left for later', async () => {
    const store = getStore();
    for (let i = 0; i < 3; i++) await submit(store, {});
    const visitor = await createTestDesk(store, [campaign]).visitAs('Later', 'moderator');
    const ids = new Set<string>();
    let path = '/desk/cards';
    for (let i = 0; i < 3; i++) {
      const { region, fields } = readCard(await visitor.get(path))!;
      ids.add(fields.id);
      path = /class="button" href="([^"]+)"/.exec(region)![1]!;
    }
    assert.equal(ids.size, 3);
    assert.match((await visitor.get(path)).text, /You have left all other cards for later\..*Read those that you left for later/s);
    assert.equal(ids.has(readCard(await visitor.get('/desk/cards'))!.fields.id), true);
  });

  it('are not changed by a form that is incomplete, or for a card that does not exist', async () => {
    const visitor = await createTestDesk(getStore(), [campaign]).visitAs('Wrong', 'moderator');
    const card = { id: '0123456789', version: '0', action: 'approve' };
    assert.equal((await visitor.post('/desk/cards', card)).status, 404);
    for (const fields of [{ ...card, id: '' }, { ...card, version: '' }, { ...card, version: '-1' }, { ...card, action: 'delivered' }, { ...card, action: 'constructor' }])
      assert.equal((await visitor.post('/desk/cards', fields)).status, 422);
  });
});
