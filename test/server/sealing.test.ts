/** Sealed campaigns: the server stores and counts what it cannot read. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { maxSubmissionBytes, type Submission } from '../../src/campaign/schema/submission.schema.ts';
import { sealSubmission } from '../../src/sealing/seal-submission.ts';
import { listSealed } from '../../src/server/sealing/list-sealed.ts';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { releaseHeld } from '../../src/server/submissions/held-submissions.ts';
import { createAgeKey, openSealed } from '../support/age-keys.ts';
import { createOutboxKeys } from '../../src/server/outbox/outbox-keys.ts';
import { seal as sealEnvelope } from './envelopes.ts';
import { createDetailedCampaign, parseFormFields } from './forms.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores, describeWithStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

const { identity, recipient } = await createAgeKey();
const seal = { recipient };
const canary = 'Q7canaryQ7';
const sealedLetter = (more = {}) => sealSubmission(createLetter({ person: { name: `${canary} Anna`, country: 'AU' }, letter: { targets: ['minister'], subject: canary, body: `Please, ${canary}.` }, ...more }) as never, recipient);
const sealedPostcard = (more = {}) => sealSubmission(createPostcard({ person: { name: canary }, postcard: { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message: canary, from: canary, publish: true }, ...more }) as never, recipient);

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describeWithBothStores('a sealed campaign', (store) => {
  it('accepts and counts a letter whose text only the organiser can read', async () => {
    const campaign = createLetterCampaign({ seal });
    const server = createTestServer(store(), [campaign]);
    const letter = await sealedLetter({ tracking: { partner: 'newspaper' } });
    const response = await server.submit(campaign, letter);
    assert.equal(response.status, 201, response.text);
    const counts = await server.fetchCounts(campaign);
    assert.deepEqual([counts.people, counts.letters, counts.perPartner], [1, 1, { newspaper: 1 }]);
    const [stored] = await collect(listSealed(store(), campaign.id));
    assert.doesNotMatch(JSON.stringify(stored), new RegExp(canary));
    const content = await openSealed(stored!.sealed, identity);
    assert.deepEqual(content, { id: letter.id, person: { name: `${canary} Anna` }, letter: { subject: canary, body: `Please, ${canary}.` } });
    assert.deepEqual([stored!.readable.person, stored!.readable.letter], [{ country: 'AU' }, { targets: ['minister'] }]);
  });

  it('makes a card without words for each person, which is never published', async () => {
    const campaign = createPostcardCampaign({ seal });
    const server = createTestServer(store(), [campaign]);
    assert.equal((await server.submit(campaign, await sealedPostcard())).status, 201);
    const cards = await store().cards.find({ campaign: campaign.id });
    assert.deepEqual(cards.map(({ person }) => person).sort(), ['lim-mony', 'ny-sokha']);
    assert.doesNotMatch(JSON.stringify(cards), new RegExp(canary));
    for (const step of ['approved', 'printed'] as const)
      assert.deepEqual((await collect(applyStep(store(), cards.map(({ id }) => id), step, { at: today }))).map(({ outcome }) => outcome), ['done', 'done']);
    assert.deepEqual((await server.fetchCounts(campaign)).postcards, { received: 2, approved: 2, printed: 2, delivered: 0, paper: 0 });
    const { text } = await server.request(`/campaigns/${campaign.id}/messages.json`);
    assert.deepEqual(JSON.parse(text), { messages: [] });
    const [stored] = await collect(listSealed(store(), campaign.id));
    assert.deepEqual(stored!.readable.cards, cards.map(({ id, person }) => ({ id, person, stage: 'printed' })).sort((a, b) => (a.id < b.id ? -1 : 1)));
    assert.deepEqual((await openSealed(stored!.sealed, identity)).postcard, { design: 'lotus', message: canary, from: canary });
  });

  it('answers replays, conflicts and submissions after closing as any other', async () => {
    const campaign = createLetterCampaign({ seal, closes: new Date(today + 1000).toISOString() });
    const server = createTestServer(store(), [campaign]);
    const letter = await sealedLetter();
    const first = await server.submit(campaign, letter);
    const replay = await server.submit(campaign, letter);
    assert.deepEqual([replay.status, replay.body], [200, { ...first.body, replayed: true }]);
    assert.equal((await server.submit(campaign, { ...letter, language: 'km' })).status, 409);
    server.time += 1000;
    assert.equal((await server.submit(campaign, letter)).status, 200);
    assert.equal((await server.submit(campaign, await sealedLetter())).status, 410);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('refuses and does not store a submission in plain text, and an unsealed campaign refuses a sealed one', async () => {
    const [sealed, plain] = [createLetterCampaign({ seal }), createLetterCampaign()];
    const server = createTestServer(store(), [sealed, plain]);
    const letter = createLetter({ person: { name: canary } });
    const refused = await server.submit(sealed, letter);
    assert.deepEqual([refused.status, refused.body.errors], [422, [{ pointer: '/sealed', code: 'required' }]]);
    const other = await server.submit(plain, await sealedLetter());
    assert.deepEqual([other.status, other.body.errors?.[0]], [422, { pointer: '/sealed', code: 'not-offered' }]);
    // The page of a campaign that has been sealed meanwhile.
    const mixed = await server.submit(sealed, { ...(await sealedLetter()), fields: { why: canary } });
    assert.deepEqual([mixed.status, mixed.body.errors], [422, [{ pointer: '/fields', code: 'not-offered' }]]);
    for (const campaign of [sealed, plain]) assert.equal((await server.fetchCounts(campaign)).people, 0);
    assert.ok(!server.logLines.join().includes(canary));
  });

  it('holds a sealed submission that arrives late in an envelope, and counts it once it is released', async () => {
    const campaign = createPostcardCampaign({ seal, closed: { at: new Date(today).toISOString(), text: 'They are free.' } });
    const outboxKeys = createOutboxKeys(store(), () => today, () => today);
    await outboxKeys.refresh();
    const server = createTestServer(store(), [campaign], { outboxKeys });
    const response = await server.submit(campaign, await sealEnvelope(outboxKeys.getCurrent()[0]!, (await sealedPostcard())));
    assert.equal(response.status, 202, response.text);
    const [held] = await store().held.find({ campaign: campaign.id });
    assert.doesNotMatch(JSON.stringify(held), new RegExp(canary));
    assert.deepEqual(await collect(releaseHeld({ store: store(), campaigns: [campaign] }, [held!.held_id])), [{ id: held!.held_id, outcome: 'done' }]);
    assert.equal((await server.fetchCounts(campaign)).postcards.received, 2);
    const [stored] = await collect(listSealed(store(), campaign.id));
    assert.equal((await openSealed(stored!.sealed, identity)).postcard!.message, canary);
  });

  it('keeps what was sealed for an earlier key when the recipient changes', async () => {
    const next = await createAgeKey();
    const campaign = createLetterCampaign({ seal });
    await createTestServer(store(), [campaign]).submit(campaign, await sealedLetter());
    const rotated = { ...campaign, seal: { recipient: next.recipient } };
    const server = createTestServer(store(), [rotated]);
    // A page that was opened before still uses the earlier key.
    assert.equal((await server.submit(rotated, await sealedLetter())).status, 201);
    const letter = (await sealSubmission(createLetter() as unknown as Submission, next.recipient));
    assert.equal((await server.submit(rotated, letter)).status, 201);
    const stored = await collect(listSealed(store(), campaign.id));
    const openedBy = async (key: string) => (await Promise.all(stored.map(({ sealed }) => openSealed(sealed, key).then(() => 1, () => 0)))).filter(Boolean).length;
    assert.deepEqual([await openedBy(identity), await openedBy(next.identity)], [2, 1]);
  });
});

describeWithStores(['sqlite'], 'the pages of a sealed campaign', (store) => {
  it('have no plain form, and say why in each language', async () => {
    const letters = createDetailedCampaign({ seal });
    const cards = createPostcardCampaign({ seal });
    const server = createTestServer(store(), [letters, cards]);
    for (const path of [`/a/${letters.id}`, `/embed/${letters.id}/letter`, `/a/${cards.id}`, `/embed/${cards.id}/postcard`]) {
      const { status, text } = await server.request(path);
      assert.equal(status, 200);
      assert.doesNotMatch(text, /<form|<textarea|<input/);
      assert.match(text, /encrypts what you write before it leaves your device\. That needs JavaScript/);
      assert.match(text, /<(action-letter|postcard-form) src=/);
    }
    assert.match((await server.request(`/a/${letters.id}?lang=km`)).text, /អ៊ិនគ្រីប/);
  });

  it('refuse a form from a page that was opened before the campaign was sealed, and give back what was typed', async () => {
    const campaign = createDetailedCampaign();
    const before = createTestServer(store(), [campaign]);
    const fields = parseFormFields((await before.request(`/a/${campaign.id}`)).text);
    for (const [name, value] of Object.entries({ 'person/name': 'Anna', 'person/country': 'AU', 'fields/adult': 'on', 'consent/news': 'no', 'letter/body': 'My own words.' })) fields.set(name, value);
    const server = createTestServer(store(), [{ ...campaign, seal }]);
    const refused = await server.submitForm(campaign, fields);
    assert.equal(refused.status, 422);
    assert.doesNotMatch(refused.text, /<form/);
    assert.match(refused.text, /That needs JavaScript/);
    assert.match(refused.text, /My own words\./);
    assert.equal((await server.fetchCounts(campaign)).people, 0);
    // What was stored before is answered as before.
    fields.set('id', crypto.randomUUID());
    assert.equal((await before.submitForm(campaign, fields)).status, 303);
    assert.equal((await server.submitForm(campaign, fields)).status, 303);
  });
});

describeWithStores(['sqlite'], 'the size of a sealed submission', (store) => {
  it('stays within the limit for the longest letter and card, in the densest scripts', async () => {
    const letter = { ...createLetterCampaign().letter!, maxLength: 3000 };
    const letters = createLetterCampaign({ seal, letter, ask: { name: 'required', email: 'required', postalCode: 'required' } });
    const cards = createPostcardCampaign({ seal });
    cards.postcard!.maxLength = 3000;
    const server = createTestServer(store(), [letters, cards]);
    for (const grapheme of ['ក្សី', 'ကျေး', 'ສ້ຳ', 'ที่', 'م', '👋🏽']) {
      const text = (count: number) => grapheme.repeat(count);
      const person = { name: text(60), email: `${'a'.repeat(60)}@${'b'.repeat(60)}.example`, postalCode: '1234567890' };
      const submissions = [
        [letters, await sealedLetter({ person, letter: { targets: ['minister'], subject: text(200), body: text(3000) } })],
        [cards, await sealedPostcard({ person, postcard: { to: ['ny-sokha'], design: 'lotus', message: text(3000), from: text(100) } })],
      ] as const;
      for (const [campaign, submission] of submissions) {
        const size = Buffer.byteLength(JSON.stringify(submission));
        assert.ok(size <= maxSubmissionBytes, `${grapheme}: ${size}`);
        const response = await server.submit(campaign, submission);
        assert.equal(response.status, 201, `${grapheme}: ${response.text}`);
      }
    }
  });

  it('is refused as too large beyond that, before anything is stored', async () => {
    const campaign = createLetterCampaign({ seal });
    const server = createTestServer(store(), [campaign]);
    const response = await server.submit(campaign, await sealedLetter({ fields: { story: 'x'.repeat(50_000) } }));
    assert.deepEqual([response.status, response.body.type], [413, '/problems/too-large']);
  });
});
