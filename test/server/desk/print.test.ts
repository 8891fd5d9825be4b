/** Printing on the desk: batches of cards, their sheets, and handwritten cards. */
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { applyStep, undoStep } from '../../../src/server/cards/card-workflow.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../../src/server/db/store.ts';
import { requireBrowser } from '../../support/browsers/browsers.mjs';
import { collect, sumCards } from '../cards.ts';
import { createPostcard, createPostcardCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createTestServer, today } from '../support/test-server.ts';
import { createTestDesk, type Visitor } from './support.ts';

const person = 'ny-sokha';

/** Submits and approves cards to both people. @returns the ids of those to the first one */
async function submit(store: Store, campaign: Campaign, count: number): Promise<string[]> {
  const server = createTestServer(store, [campaign]);
  const before = new Set((await store.cards.find({ campaign: campaign.id })).map(({ id }) => id));
  for (let i = 0; i < count; i++) assert.equal((await server.submit(campaign, createPostcard({ postcard: { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message: `Text ${i} <b>`, from: 'សុខា' } }))).status, 201);
  const cards = (await store.cards.find({ campaign: campaign.id })).filter(({ id }) => !before.has(id));
  await collect(applyStep(store, cards.map(({ id }) => id), 'approved', { at: today }));
  return cards.filter((card) => card.person === person).map(({ id }) => id).sort();
}

const createCampaign = () => {
  const campaign = createPostcardCampaign();
  for (const one of campaign.people!) one.place = 'Prey Sar';
  return campaign;
};

async function makeBatch(visitor: Visitor, campaign: Campaign, to = `person:${person}`): Promise<string> {
  const { status, headers, text } = await visitor.post('/desk/print', { campaign: campaign.id, to });
  assert.equal(status, 303, text);
  return headers.get('Location')!.split('id=')[1]!;
}

const readStages = async (store: Store, ids: readonly string[]) => (await store.cards.find({ ids })).map(({ stage }) => stage);

describeWithBothStores('printing on the desk', (getStore) => {
  it('puts the approved cards of one person or place into a batch, prints and delivers them, and undoes both', async () => {
    const store = getStore();
    const campaign = createCampaign();
    const ids = await submit(store, campaign, 3);
    const desk = createTestDesk(store, [campaign], { searchPath: '' });
    desk.server.time = Date.now();
    const visitor = await desk.visitAs(`Printing ${campaign.id}`, 'moderator');
    assert.match((await visitor.get('/desk/print')).text, /<bdi>Ny Sokha<\/bdi>.*<td class="number">3<\/td>.*<bdi>Prey Sar<\/bdi> <span class="muted">\(2 people\)<\/span>.*<td class="number">6<\/td>/s);
    const id = await makeBatch(visitor, campaign);
    assert.deepEqual(await store.printBatches.getCardIds(id), ids);
    const change = (action: string, more = {}) => visitor.post('/desk/print/batch', { id, action, ...more });

    const sheets = await visitor.get(`/desk/print/sheets?id=${id}`);
    assert.match(sheets.text, /Text 0 &lt;b&gt;/);
    assert.equal([...sheets.text.matchAll(/<p class="id">(\w+)<\/p>/g)].length, 3);
    const [, nonce] = /script-src 'nonce-([^']+)'/.exec(sheets.headers.get('Content-Security-Policy')!)!;
    assert.equal(sheets.text.split(`nonce="${nonce}"`).length - 1, 2);
    assert.doesNotMatch((await visitor.get(`/desk/print/batch?id=${id}`)).text, /PDF/);
    assert.equal((await visitor.get(`/desk/print/pdf?id=${id}`)).status, 404);

    assert.match((await change('printed')).text, /3 cards are marked as printed\./);
    assert.deepEqual(await readStages(store, ids), ['printed', 'printed', 'printed']);
    const day = new Date(desk.server.time).toISOString().slice(0, 10);
    assert.match((await change('delivered', { day, place: 'Kandal' })).text, /3 cards are marked as delivered\..*<bdi>Kandal<\/bdi>/s);
    assert.deepEqual((await store.cards.find({ ids })).map(({ stage, delivered, place }) => [stage, delivered, place]), Array(3).fill(['delivered', day, 'Kandal']));
    assert.deepEqual((await createTestServer(store, [campaign]).fetchCounts(campaign)).postcards, (await sumCards(store, campaign)).postcards);
    await change('undo');
    assert.deepEqual(await readStages(store, ids), ['printed', 'printed', 'printed']);
    await change('undo');
    assert.deepEqual(await readStages(store, ids), ['approved', 'approved', 'approved']);
    assert.equal((await change('delivered', { day })).status, 409);

    assert.match((await change('cancel')).text, /is cancelled/);
    assert.deepEqual(await store.printBatches.getCardIds(id), []);
    const place = await makeBatch(visitor, campaign, 'place:Prey Sar');
    assert.equal((await store.printBatches.getCardIds(place)).length, 6);
    assert.equal((await change('printed')).status, 409);
    const actions = (await store.audit.find({ campaign: campaign.id })).filter(({ actor }) => actor === `Printing ${campaign.id}`).map(({ command }) => command);
    for (const command of ['cards batch create', 'cards batch printed', 'cards batch delivered', 'cards batch undo', 'cards batch cancel']) assert.ok(actions.includes(command), command);
  });

  it('never gives a card to two moderators', async () => {
    const store = getStore();
    const campaign = createCampaign();
    const ids = await submit(store, campaign, 5);
    const desk = createTestDesk(store, [campaign]);
    const visitors = await Promise.all(['One', 'Two', 'Three'].map((name) => desk.visitAs(`${name} ${campaign.id}`, 'moderator')));
    const responses = await Promise.all(visitors.map((visitor, i) => visitor.post('/desk/print', { campaign: campaign.id, to: i === 2 ? 'place:Prey Sar' : `person:${person}` })));
    const batches = responses.filter(({ status }) => status === 303).map(({ headers }) => headers.get('Location')!.split('id=')[1]!);
    const all = (await Promise.all(batches.map((id) => store.printBatches.getCardIds(id)))).flat();
    assert.equal(new Set(all).size, all.length);
    assert.ok(ids.every((id) => all.includes(id)));
    assert.doesNotMatch((await visitors[0]!.get('/desk/print')).text, new RegExp(`name="campaign" value="${campaign.id}">\\s*<input type="hidden" name="to" value="person:${person}"`));
  });

  it('takes a card out whose text is erased or whose approval is undone, and shows it', async () => {
    const store = getStore();
    const campaign = createCampaign();
    const [erased, undone, other] = (await submit(store, campaign, 3)) as [string, string, string];
    const visitor = await createTestDesk(store, [campaign]).visitAs(`Erasing ${campaign.id}`, 'moderator');
    const id = await makeBatch(visitor, campaign);
    const { submission } = (await store.cards.find({ ids: [erased] }))[0]!;
    await store.personalData.erase(campaign.id, [submission!]);
    await collect(undoStep(store, [undone], today, 'approved'));
    const { text } = await visitor.get(`/desk/print/batch?id=${id}`);
    assert.match(text, new RegExp(`<code>${erased}</code>: its text has been deleted`));
    assert.match(text, new RegExp(`<code>${undone}</code>: it has been changed in the meantime`));
    assert.deepEqual([...(await visitor.get(`/desk/print/sheets?id=${id}`)).text.matchAll(/<p class="id">(\w+)<\/p>/g)].map(([, card]) => card), [other]);
    assert.match((await visitor.post('/desk/print/batch', { id, action: 'printed' })).text, /1 card is marked as printed\. 1 was left/);
    assert.deepEqual(new Map((await store.cards.find({ ids: [erased, undone, other] })).map((card) => [card.id, card.stage])), new Map([[erased, 'approved'], [undone, 'received'], [other, 'printed']]));
    // Approved again after that, it is ready for another batch.
    await collect(applyStep(store, [undone], 'approved', { at: today }));
    assert.deepEqual(await store.printBatches.getCardIds(await makeBatch(visitor, campaign)), [undone]);
  });

  it('refuses a day of delivery in the future or before the cards were printed, with what was entered', async () => {
    const store = getStore();
    const campaign = createCampaign();
    const ids = await submit(store, campaign, 1);
    const desk = createTestDesk(store, [campaign]);
    const visitor = await desk.visitAs(`Days ${campaign.id}`, 'moderator');
    const id = await makeBatch(visitor, campaign);
    await visitor.post('/desk/print/batch', { id, action: 'printed' });
    for (const [day, message] of [['2018-07-22', /not in the future/], ['2018-02-30', /not in the future/], ['2018-07-18', /cannot have been delivered then/]] as const) {
      const { status, text } = await visitor.post('/desk/print/batch', { id, action: 'delivered', day, place: 'A <place>' });
      assert.equal(status, 422);
      assert.match(text, message);
      assert.match(text, new RegExp(`value="${day}".*value="A &lt;place&gt;"`, 's'));
    }
    assert.deepEqual(await readStages(store, ids), ['printed']);
    assert.equal((await visitor.post('/desk/print/batch', { id: '0123456789', action: 'printed' })).status, 404);
    assert.equal((await visitor.post('/desk/print/batch', { id, action: 'burn' })).status, 422);
  });

  it('registers handwritten cards once, and undoes that', async () => {
    const store = getStore();
    const campaign = createCampaign();
    const visitor = await createTestDesk(store, [campaign]).visitAs(`Paper ${campaign.id}`, 'moderator');
    const pile = { to: `${campaign.id}/${person}`, pile: 'Office, <8 October>', count: '12', day: '2018-07-19' };
    const register = (more = {}) => visitor.post('/desk/print/paper', { ...pile, ...more });
    assert.match((await register()).text, /12 handwritten cards are registered/);
    const repeated = await register({ count: '3' });
    assert.equal(repeated.status, 422);
    assert.match(repeated.text, /registered already, with 12 cards.*value="Office, &lt;8 October&gt;".*value="3"/s);
    const countPaper = async () => (await createTestServer(store, [campaign]).fetchCounts(campaign)).postcards.paper;
    assert.equal(await countPaper(), 12);
    assert.match((await register({ action: 'undo' })).text, /12 cards are not registered any more/);
    assert.equal(await countPaper(), 0);
    for (const wrong of [{ to: 'x/y' }, { pile: ' ' }, { count: '0' }, { count: '1001' }, { day: '2018-07-25' }]) assert.equal((await register(wrong)).status, 422, JSON.stringify(wrong));
  });
});

it('a batch is a PDF where the server has Chromium', async () => {
  const store = await openStore(createSqliteDialect(join(createTempFolder(), 'test.sqlite')));
  const campaign = createCampaign();
  await submit(store, campaign, 1);
  const visitor = await createTestDesk(store, [campaign], { searchPath: dirname(requireBrowser('chromium')) }).visitAs('PDF', 'moderator');
  const id = await makeBatch(visitor, campaign);
  assert.match((await visitor.get(`/desk/print/batch?id=${id}`)).text, /download them as PDF/);
  const [first, second] = await Promise.all([visitor.get(`/desk/print/pdf?id=${id}`), visitor.get(`/desk/print/pdf?id=${id}`)]);
  assert.deepEqual([first.status, second.status].sort(), [200, 503]);
  assert.match([first, second].find(({ status }) => status === 200)!.text, /^%PDF-/);
  await store.close();
});
