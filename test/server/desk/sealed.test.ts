/** Sealed submissions on the desk: the server lists what only the key of the organiser opens. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';
import { createDecrypter, openSubmission, type OpenedSubmission, type SealedItem } from '../../../src/desk-sealed/open-sealed.ts';
import { sealSubmission } from '../../../src/sealing/seal-submission.ts';
import { createAgeKey } from '../../support/age-keys.ts';
import { applyStep, undoStep } from '../../../src/server/cards/card-workflow.ts';
import { getRecords } from '../../../src/server/privacy/stored-submissions.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { collect } from '../cards.ts';
import { createPostcard, createPostcardCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { today } from '../support/test-server.ts';
import { createTestDesk, type TestDesk, type Visitor } from './support.ts';

const { identity, recipient } = await createAgeKey();

const seal = (submission: object) => sealSubmission(submission as Submission, recipient);
const published = { text: 'We think of <b>you</b>.\n\nសួស្តី', from: 'Anna' };

interface SealedCards {
  desk: TestDesk;
  visitor: Visitor;
  /** Of the cards to both people. */
  ids: string[];
  idDigest: string;
  publish: (fields?: Record<string, string>) => Promise<number>;
  fetchWall: () => Promise<unknown>;
}

/** Submits a sealed postcard to two people, and signs a moderator in. */
async function createSealedCards(store: Store, more: { publish?: boolean; wall?: 'ask' | 'never' } = {}): Promise<SealedCards> {
  const campaign = createPostcardCampaign({ seal: { recipient } });
  const desk = createTestDesk(store, [campaign]);
  const card = createPostcard({ language: 'km', postcard: { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message: 'Secret', from: 'Anna', publish: more.publish ?? true } });
  assert.equal((await desk.server.submit(campaign, await seal(card))).status, 201);
  campaign.postcard!.publish = more.wall ?? 'ask';
  const visitor = await desk.visitAs(`Publishing ${campaign.id}`, 'moderator');
  const cards = await store.cards.find({ campaign: campaign.id });
  return {
    desk,
    visitor,
    ids: cards.map(({ id }) => id),
    idDigest: cards[0]!.submission!,
    publish: async (fields = {}) => (await visitor.post('/desk/sealed/publish', { id: cards[0]!.id, version: '0', action: 'publish', ...published, ...fields })).status,
    fetchWall: async () => ((await desk.server.request(`/campaigns/${campaign.id}/messages.json`)).body as unknown as { messages: object[] }).messages.map((message) => ({ ...message, id: undefined })),
  };
}

describeWithBothStores('sealed submissions on the desk', (getStore) => {
  it('are listed in pages with their cards, which are approved like others, and each download is in the audit log', async () => {
    const store = getStore();
    const campaign = createPostcardCampaign({ seal: { recipient } });
    const desk = createTestDesk(store, [campaign]);
    for (let i = 0; i < 205; i++) {
      const card = createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: `Secret ${i}`, from: 'Anna' } });
      const { status } = await desk.server.submit(campaign, await seal(card));
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

  it('reach the wall once the organiser sends the text of an opened card, which approves it', async () => {
    const store = getStore();
    const { visitor, ids, idDigest, publish, fetchWall } = await createSealedCards(store);
    const [first, second] = await store.cards.find({ ids });
    assert.equal(await publish(), 204);
    const message = { id: undefined, from: 'Anna', to: [first!.person], text: published.text, date: '2018-07-20', language: 'km' };
    assert.deepEqual(await fetchWall(), [message]);
    assert.equal((await store.cards.find({ ids: [first!.id] }))[0]!.stage, 'approved');
    await collect(applyStep(store, [second!.id], 'approved', { at: today }));
    assert.deepEqual(await fetchWall(), [{ ...message, to: ['ny-sokha', 'lim-mony'] }]);
    const { submissions } = JSON.parse((await visitor.get(`/desk/sealed/list?campaign=${first!.campaign}&after=`)).text) as { submissions: SealedItem[] };
    assert.deepEqual(submissions.map((one) => one.published), [true]);
    const entries = (await store.audit.find({ campaign: first!.campaign })).filter(({ command }) => command === 'cards publish');
    assert.deepEqual(entries.map(({ actor, ids: audited }) => [actor, audited]), [[`Publishing ${first!.campaign}`, JSON.stringify([first!.id])]]);
    // Its sender can see what the server can read now.
    const [record] = await getRecords(store, { campaign: first!.campaign, submissions: [idDigest] });
    assert.deepEqual(record!.published, published);
  });

  it('leave the wall when the last approval is undone, when they are taken off, and when they are erased, and their text leaves the server', async () => {
    const store = getStore();
    for (const remove of [
      ({ ids }: SealedCards) => collect(undoStep(store, ids, today)),
      ({ ids, visitor }: SealedCards) => visitor.post('/desk/sealed/publish', { id: ids[0]!, version: '0', action: 'unpublish' }),
      ({ idDigest }: SealedCards, campaign: string) => store.personalData.erase(campaign, [idDigest]),
    ]) {
      const sealedCards = await createSealedCards(store);
      const { ids, idDigest, publish, fetchWall } = sealedCards;
      const { campaign } = (await store.cards.find({ ids }))[0]!;
      assert.equal(await publish(), 204);
      await remove(sealedCards, campaign);
      assert.deepEqual(await fetchWall(), []);
      assert.equal((await store.personalData.findPublishedTexts([idDigest])).size, 0);
      // Approved again, they are not published again by themselves.
      await collect(applyStep(store, ids, 'approved', { at: today }));
      assert.deepEqual(await fetchWall(), []);
    }
  });

  it('are published after they have been printed, and again after they were taken off the wall', async () => {
    const store = getStore();
    const { ids, visitor, publish, fetchWall } = await createSealedCards(store);
    for (const step of ['approved', 'printed'] as const) await collect(applyStep(store, ids, step, { at: today }));
    assert.equal(await publish({ version: '1' }), 409);
    for (let times = 0; times < 2; times++) {
      assert.equal(await publish({ version: '2' }), 204);
      assert.equal(((await fetchWall()) as unknown[]).length, 1);
      assert.equal((await visitor.post('/desk/sealed/publish', { id: ids[0]!, version: '2', action: 'unpublish' })).status, 204);
      assert.deepEqual(await fetchWall(), []);
    }
    assert.equal((await visitor.post('/desk/sealed/publish', { id: ids[0]!, version: '2', action: 'unpublish' })).status, 409);
  });

  it('are not published against the choice of the sender or the campaign, after another moderator has decided, or if they are not sealed', async () => {
    const store = getStore();
    for (const more of [{ publish: false }, { wall: 'never' as const }]) assert.equal(await (await createSealedCards(store, more)).publish(), 422);
    const { publish, fetchWall, ids } = await createSealedCards(store);
    for (const fields of [{ text: ' \n' }, { text: 'x'.repeat(40_001) }, { from: 'x'.repeat(301) }, { version: '' }, { id: '0123456789' }, { id: 'x' }] as Record<string, string>[]) assert.equal(await publish(fields), 422, JSON.stringify(fields).slice(0, 80));
    await collect(applyStep(store, ids.slice(0, 1), 'declined', { at: today }));
    assert.equal(await publish(), 409);
    assert.equal(await publish({ version: '1' }), 409);
    assert.deepEqual(await fetchWall(), []);

    const campaign = createPostcardCampaign();
    const desk = createTestDesk(store, [campaign]);
    await desk.server.submit(campaign, createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: 'Readable', from: 'Anna', publish: true } }));
    const [card] = await store.cards.find({ campaign: campaign.id });
    const visitor = await desk.visitAs(`Readable ${campaign.id}`, 'moderator');
    assert.equal((await visitor.post('/desk/sealed/publish', { id: card!.id, version: '0', action: 'publish', ...published })).status, 422);
  });

  it('are put into batches, whose sheets come without texts, and are counted once they are printed and delivered', async () => {
    const store = getStore();
    const { desk, visitor, ids } = await createSealedCards(store);
    await collect(applyStep(store, ids, 'approved', { at: today }));
    const [card] = await store.cards.find({ ids, person: 'ny-sokha' });
    const { campaign } = card!;
    const { headers } = await visitor.post('/desk/print', { campaign, to: 'person:ny-sokha' });
    const id = headers.get('Location')!.split('id=')[1]!;
    assert.deepEqual(await store.printBatches.getCardIds(id), [card!.id]);
    const page = await visitor.get(`/desk/print/batch?id=${id}`);
    assert.match(page.text, new RegExp(`1 card of this batch is sealed.*href="/desk/sealed\\?campaign=${campaign}&amp;batch=${id}"`));
    assert.doesNotMatch(page.text, /Open the sheets|Not on the sheets/);
    assert.match((await visitor.get(`/desk/sealed?campaign=${campaign}&batch=${id}`)).text, new RegExp(`data-sheets-path="/desk/print/sealed-sheets\\?id=${id}"`));

    const sheets = await visitor.get(`/desk/print/sealed-sheets?id=${id}`);
    assert.match(sheets.text, new RegExp(`<div class="back" data-card="${card!.id}">`));
    assert.match(sheets.text, /<template data-design="lotus">/);
    assert.match(sheets.headers.get('Content-Security-Policy')!, /^default-src 'none'; .*frame-ancestors 'self';/);
    assert.doesNotMatch((await visitor.get(`/desk/print/sheets?id=${id}`)).text, /data-card/);

    const change = (action: string, more = {}) => visitor.post('/desk/print/batch', { id, action, ...more });
    assert.match((await change('printed')).text, /1 card is marked as printed\./);
    const day = new Date(desk.server.time).toISOString().slice(0, 10);
    assert.match((await change('delivered', { day, place: 'Prey Sar' })).text, /1 card is marked as delivered\./);
    assert.deepEqual((await store.cards.find({ ids: [card!.id] })).map(({ stage, delivered, place }) => [stage, delivered, place]), [['delivered', day, 'Prey Sar']]);
    assert.deepEqual((await desk.server.fetchCounts({ id: campaign } as Campaign)).postcards, { received: 2, approved: 2, printed: 1, delivered: 1, paper: 0 });
  });
});
