/** Published messages: only approved and permitted ones, one page at a time. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { messagesSchema, type Message } from '../../src/campaign/schema/messages.schema.ts';
import { applyStep, undoStep } from '../../src/server/cards/card-workflow.ts';
import type { Store } from '../../src/server/db/store.ts';
import { collect } from './cards.ts';
import { createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today, type TestServer } from './support/test-server.ts';

const now = { at: today };
const createCard = (message: string, more: object = {}) =>
  createPostcard({ postcard: { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message, from: 'Anna', publish: true, ...more } });

/** Approves, declines or undoes the cards with this text. */
async function moderate(store: Store, campaign: Campaign, text: string, step: 'approved' | 'declined' | 'undo' = 'approved', person?: string) {
  const cards = await store.cards.find({ campaign: campaign.id, person });
  const ids = cards.filter(({ payload }) => payload?.includes(JSON.stringify(text))).map(({ id }) => id);
  assert.ok(ids.length);
  await collect(step === 'undo' ? undoStep(store, ids, today) : applyStep(store, ids, step, now));
}

async function fetchPage(server: TestServer, { id }: Campaign, query = '') {
  const { status, body, text, headers } = await server.request(`/campaigns/${id}/messages.json${query}`);
  assert.equal(status, 200, text);
  return { ...messagesSchema.parse(body), text, headers };
}

/** Every message, page by page. @param between runs after each page */
async function fetchAllMessages(server: TestServer, campaign: Campaign, limit: number, between = async () => {}): Promise<Message[]> {
  const collected: Message[] = [];
  for (let after = ''; ; ) {
    const { messages, next } = await fetchPage(server, campaign, `?limit=${limit}&after=${after}`);
    collected.push(...messages);
    assert.ok(messages.length <= limit);
    if (next === undefined) return collected;
    after = next;
    await between();
  }
}

describeWithBothStores('published messages', (store) => {
  function createCampaign(more: Partial<Campaign> = {}) {
    const campaign = createPostcardCampaign(more);
    return { campaign, server: createTestServer(store(), [campaign]) };
  }

  it('appear once a card is approved: one for each submission, with the people whose card is approved', async () => {
    const { campaign, server } = createCampaign();
    await server.submit(campaign, { ...createCard('We think of you.\n\nសួស្តី'), language: 'km' });
    assert.deepEqual((await fetchPage(server, campaign)).messages, []);
    await moderate(store(), campaign, 'We think of you.\n\nសួស្តី', 'approved', 'lim-mony');
    const { messages: [message], headers } = await fetchPage(server, campaign);
    const { id, ...rest } = message!;
    assert.deepEqual(rest, { from: 'Anna', to: ['lim-mony'], text: 'We think of you.\n\nសួស្តី', date: '2018-07-20', language: 'km' });
    assert.equal(headers.get('Cache-Control'), 'public, max-age=15');
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    await moderate(store(), campaign, 'We think of you.\n\nសួស្តី', 'approved', 'ny-sokha');
    const { messages: updated, next } = await fetchPage(server, campaign);
    assert.deepEqual(updated, [{ ...message!, to: ['ny-sokha', 'lim-mony'] }]);
    assert.equal(next, undefined);
    assert.match(id, /^[0-9a-z]{10}$/);
  });

  it('disappear when the approval is undone, and never appear when the card is declined', async () => {
    const { campaign, server } = createCampaign();
    for (const text of ['Stays.', 'Undone.', 'Declined.']) {
      await server.submit(campaign, createCard(text));
      server.time += 1000;
    }
    for (const text of ['Stays.', 'Undone.']) await moderate(store(), campaign, text);
    await moderate(store(), campaign, 'Declined.', 'declined');
    await moderate(store(), campaign, 'Undone.', 'undo');
    // They do not take up space on a page either.
    const { messages, next } = await fetchPage(server, campaign, '?limit=1');
    assert.deepEqual([messages.map(({ text }) => text), next], [['Stays.'], undefined]);
    const ids = (await store().cards.find({ campaign: campaign.id, stages: ['approved'] })).map(({ id }) => id);
    for (const further of ['printed', 'delivered'] as const) {
      await collect(applyStep(store(), ids, further, now));
      assert.equal((await fetchPage(server, campaign)).messages.length, 1);
    }
  });

  it('are deleted with their submission, and do not return when its card is approved afterwards', async () => {
    const { campaign, server } = createCampaign({ retention: { days: 1 } });
    await server.submit(campaign, createCard('Read and deleted.'));
    const withoutRetention = { ...campaign, retention: undefined };
    const earlierServer = createTestServer(store(), [withoutRetention]);
    earlierServer.time -= 1000;
    await earlierServer.submit(withoutRetention, createCard('Stays.'));
    await moderate(store(), campaign, 'Stays.');
    await moderate(store(), campaign, 'Read and deleted.', 'approved', 'lim-mony');
    const { messages: [message] } = await fetchPage(server, campaign);
    await store().deleteExpired(new Date(today + 2 * 86_400_000).toISOString());
    const fetchFirstPage = async () => {
      const { messages, next } = await fetchPage(server, campaign, '?limit=1');
      return [messages.map(({ text }) => text), next];
    };
    assert.deepEqual(await fetchFirstPage(), [['Stays.'], undefined]);
    const ids = (await store().cards.find({ campaign: campaign.id })).filter(({ payload }) => payload === null).map(({ id }) => id);
    assert.deepEqual((await collect(applyStep(store(), ids, 'approved', now))).map(({ outcome }) => outcome).sort(), ['already', 'done']);
    assert.deepEqual(await fetchFirstPage(), [['Stays.'], undefined]);
    // A reader whose page ended with the deleted message can still continue.
    assert.equal((await fetchPage(server, campaign, `?after=${message!.id}`)).messages.length, 1);
  });

  it('are sorted newest first, and each appears on one page once, whatever is approved between two pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(5), isApproved: fc.boolean() }), { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        async (cards, limit) => {
          const { campaign, server } = createCampaign();
          for (const [i, { at }] of cards.entries()) {
            server.time = today + at * 1000;
            await server.submit(campaign, createCard(`Card ${i}.`));
          }
          const expected = cards.flatMap(({ isApproved }, i) => (isApproved ? [`Card ${i}.`] : []));
          for (const text of expected) await moderate(store(), campaign, text);
          let added = 0;
          server.time = today + 10_000;
          const collected = await fetchAllMessages(server, campaign, limit, async () => {
            if (added >= 3) return;
            const text = `Approved meanwhile ${added++}.`;
            await server.submit(campaign, createCard(text));
            await moderate(store(), campaign, text);
            const unapprovedIndex = cards.findIndex(({ isApproved }) => !isApproved);
            if (added === 1 && unapprovedIndex >= 0) await moderate(store(), campaign, `Card ${unapprovedIndex}.`);
          });
          const texts = collected.map(({ text }) => text);
          assert.equal(new Set(texts).size, texts.length);
          assert.deepEqual(expected.filter((text) => !texts.includes(text)), []);
          const times = texts.flatMap((text) => cards[Number(/^Card (\d+)/.exec(text)?.[1] ?? -1)]?.at ?? []);
          assert.deepEqual(times, times.toSorted((a, b) => b - a));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('contain no other text, no id of a submission, and no personal data', async () => {
    const { campaign, server } = createCampaign({ ask: { email: 'required', country: 'optional', postalCode: 'optional' } });
    const person = { name: 'Real Name', email: 'anna@example.org', country: 'AU', postalCode: '3000-SECRET' };
    const submissions = [
      { ...createCard('Shown.'), person, tracking: { source: 'secret-source' } },
      { ...createCard('SECRET: not allowed.', { publish: false }), person },
      { ...createCard('SECRET: not asked.', { publish: undefined }), person },
      { ...createCard('SECRET: unread.'), person },
      { ...createCard('SECRET: a test.'), person, testing: true },
    ];
    for (const submission of submissions) assert.equal((await server.submit(campaign, submission)).status, 201);
    for (const text of ['Shown.', 'SECRET: not allowed.', 'SECRET: not asked.']) await moderate(store(), campaign, text);
    const { text, messages } = await fetchPage(server, campaign);
    assert.equal(messages.length, 1);
    const cards = await store().cards.find({ campaign: campaign.id });
    const secrets = ['SECRET', 'Real Name', 'anna@', 'AU', 'secret-source', ...submissions.map(({ id }) => id), ...cards.flatMap(({ id, submission }) => [id, submission!])];
    for (const secret of secrets) assert.ok(!text.includes(secret), secret);
    for (const { id } of submissions) assert.equal((await server.request(`/campaigns/${campaign.id}/messages.json?after=${id}`)).status, 400);
  });

  it('are empty if the campaign publishes none', async () => {
    const { campaign, server } = createCampaign();
    await server.submit(campaign, createCard('Shown until now.'));
    await moderate(store(), campaign, 'Shown until now.');
    assert.equal((await fetchPage(server, campaign)).messages.length, 1);
    const never = { ...campaign, postcard: { ...campaign.postcard!, publish: 'never' as const } };
    assert.deepEqual((await fetchPage(createTestServer(store(), [never]), never)).messages, []);
    const { postcard: _, ...withoutPostcard } = campaign;
    assert.deepEqual((await fetchPage(createTestServer(store(), [withoutPostcard]), withoutPostcard)).messages, []);
  });

  it('answer 400 to invalid parameters, with a pointer to each', async () => {
    const { campaign, server } = createCampaign();
    const cases: [query: string, pointer: string, code: string][] = [
      ['?after=x', '/after', 'invalid'],
      ['?after=%00', '/after', 'invalid'],
      [`?after=${'9'.repeat(5000)}`, '/after', 'invalid'],
      ['?after=0123456789', '/after', 'unknown'],
      ['?limit=0', '/limit', 'invalid'],
      ['?limit=101', '/limit', 'invalid'],
      ['?limit=1e1', '/limit', 'invalid'],
      ["?limit=1;drop%20table%20cards'", '/limit', 'invalid'],
    ];
    for (const [query, pointer, code] of cases) {
      const { status, body } = await server.request(`/campaigns/${campaign.id}/messages.json${query}`);
      assert.deepEqual([status, body.type, body.errors], [400, '/problems/invalid', [{ pointer, code }]], query);
    }
    assert.equal((await server.request('/campaigns/nobody/messages.json')).status, 404);
    assert.deepEqual(server.logLines, []);
  });
});
