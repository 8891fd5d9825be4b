/** The public messages: approved and allowed ones, a page at a time, and never a word of any other. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { messagesSchema, type Message } from '../../src/campaign/schema/messages.schema.ts';
import { applyStep, undoStep } from '../../src/server/cards/card-workflow.ts';
import type { Store } from '../../src/server/db/store.ts';
import { collect } from './cards.ts';
import { createTestServer, describeWithBothStores, createPostcard, createPostcardCampaign, today, type TestServer } from './support.ts';

const now = { at: today };
const card = (message: string, more: object = {}) =>
  createPostcard({ postcard: { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message, from: 'Anna', publish: true, ...more } });

/** Approves, or does something else to, the cards with these words. */
async function step(store: Store, campaign: Campaign, words: string, what: 'approved' | 'declined' | 'undo' = 'approved', person?: string) {
  const cards = await store.cards.find({ campaign: campaign.id, person });
  const ids = cards.filter(({ payload }) => payload?.includes(JSON.stringify(words))).map(({ id }) => id);
  assert.ok(ids.length);
  await collect(what === 'undo' ? undoStep(store, ids, today) : applyStep(store, ids, what, now));
}

async function page(server: TestServer, { id }: Campaign, query = '') {
  const { status, body, text, headers } = await server.request(`/campaigns/${id}/messages.json${query}`);
  assert.equal(status, 200, text);
  return { ...messagesSchema.parse(body), text, headers };
}

/** Every message, page by page. @param between runs after each page */
async function wall(server: TestServer, campaign: Campaign, limit: number, between = async () => {}): Promise<Message[]> {
  const found: Message[] = [];
  for (let after = ''; ; ) {
    const { messages, next } = await page(server, campaign, `?limit=${limit}&after=${after}`);
    found.push(...messages);
    assert.ok(messages.length <= limit);
    if (next === undefined) return found;
    after = next;
    await between();
  }
}

describeWithBothStores('public messages', (store) => {
  function campaignWith(more: Partial<Campaign> = {}) {
    const campaign = createPostcardCampaign(more);
    return { campaign, server: createTestServer(store(), [campaign]) };
  }

  it('are none before somebody has read them, then one for each submission, to those whose card is approved', async () => {
    const { campaign, server } = campaignWith();
    await server.submit(campaign, { ...card('We think of you.\n\nសួស្តី'), language: 'km' });
    assert.deepEqual((await page(server, campaign)).messages, []);
    await step(store(), campaign, 'We think of you.\n\nសួស្តី', 'approved', 'lim-mony');
    const { messages: [one], headers } = await page(server, campaign);
    const { id, ...rest } = one!;
    assert.deepEqual(rest, { from: 'Anna', to: ['lim-mony'], text: 'We think of you.\n\nសួស្តី', date: '2018-07-20', language: 'km' });
    assert.equal(headers.get('Cache-Control'), 'public, max-age=15');
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    await step(store(), campaign, 'We think of you.\n\nសួស្តី', 'approved', 'ny-sokha');
    const { messages: again, next } = await page(server, campaign);
    assert.deepEqual(again, [{ ...one, to: ['ny-sokha', 'lim-mony'] }]);
    assert.equal(next, undefined);
    assert.match(id, /^[0-9a-z]{10}$/);
  });

  it('are gone as soon as they are taken back, and never there where they are declined', async () => {
    const { campaign, server } = campaignWith();
    for (const words of ['Stays.', 'Undone.', 'Declined.']) {
      await server.submit(campaign, card(words));
      server.time += 1000;
    }
    for (const words of ['Stays.', 'Undone.']) await step(store(), campaign, words);
    await step(store(), campaign, 'Declined.', 'declined');
    await step(store(), campaign, 'Undone.', 'undo');
    // They take no place on a page either.
    const { messages, next } = await page(server, campaign, '?limit=1');
    assert.deepEqual([messages.map(({ text }) => text), next], [['Stays.'], undefined]);
    const ids = (await store().cards.find({ campaign: campaign.id, stages: ['approved'] })).map(({ id }) => id);
    for (const further of ['printed', 'delivered'] as const) {
      await collect(applyStep(store(), ids, further, now));
      assert.equal((await page(server, campaign)).messages.length, 1);
    }
  });

  it('are forgotten with their submission; approving its card afterwards brings nothing back', async () => {
    const { campaign, server } = campaignWith({ retention: { days: 1 } });
    await server.submit(campaign, card('Read and forgotten.'));
    const kept = { ...campaign, retention: undefined };
    const earlier = createTestServer(store(), [kept]);
    earlier.time -= 1000;
    await earlier.submit(kept, card('Kept.'));
    await step(store(), campaign, 'Kept.');
    await step(store(), campaign, 'Read and forgotten.', 'approved', 'lim-mony');
    const { messages: [one] } = await page(server, campaign);
    await store().deleteExpired(new Date(today + 2 * 86_400_000).toISOString());
    const shown = async () => {
      const { messages, next } = await page(server, campaign, '?limit=1');
      return [messages.map(({ text }) => text), next];
    };
    assert.deepEqual(await shown(), [['Kept.'], undefined]);
    const ids = (await store().cards.find({ campaign: campaign.id })).filter(({ payload }) => payload === null).map(({ id }) => id);
    assert.deepEqual((await collect(applyStep(store(), ids, 'approved', now))).map(({ outcome }) => outcome).sort(), ['already', 'done']);
    assert.deepEqual(await shown(), [['Kept.'], undefined]);
    // Whoever had read as far as that one can still go on.
    assert.equal((await page(server, campaign, `?after=${one!.id}`)).messages.length, 1);
  });

  it('are newest first, and each is on one page once, whatever else is approved while somebody reads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(5), shown: fc.boolean() }), { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        async (cards, limit) => {
          const { campaign, server } = campaignWith();
          for (const [i, { at }] of cards.entries()) {
            server.time = today + at * 1000;
            await server.submit(campaign, card(`Card ${i}.`));
          }
          const expected = cards.flatMap(({ shown }, i) => (shown ? [`Card ${i}.`] : []));
          for (const words of expected) await step(store(), campaign, words);
          let more = 0;
          server.time = today + 10_000;
          const found = await wall(server, campaign, limit, async () => {
            if (more >= 3) return;
            const words = `While somebody reads ${more++}.`;
            await server.submit(campaign, card(words));
            await step(store(), campaign, words);
            const unread = cards.findIndex(({ shown }) => !shown);
            if (more === 1 && unread >= 0) await step(store(), campaign, `Card ${unread}.`);
          });
          const texts = found.map(({ text }) => text);
          assert.equal(new Set(texts).size, texts.length);
          assert.deepEqual(expected.filter((words) => !texts.includes(words)), []);
          const times = texts.flatMap((words) => cards[Number(/^Card (\d+)/.exec(words)?.[1] ?? -1)]?.at ?? []);
          assert.deepEqual(times, times.toSorted((a, b) => b - a));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('hold nothing that was not to be shown: no other words, no id of a submission, no address', async () => {
    const { campaign, server } = campaignWith({ ask: { email: 'required', country: 'optional', postalCode: 'optional' } });
    const person = { name: 'Real Name', email: 'anna@example.org', country: 'AU', postalCode: '3000-SECRET' };
    const sent = [
      { ...card('Shown.'), person, tracking: { source: 'secret-source' } },
      { ...card('SECRET: not allowed.', { publish: false }), person },
      { ...card('SECRET: not asked.', { publish: undefined }), person },
      { ...card('SECRET: unread.'), person },
      { ...card('SECRET: a test.'), person, testing: true },
    ];
    for (const one of sent) assert.equal((await server.submit(campaign, one)).status, 201);
    for (const words of ['Shown.', 'SECRET: not allowed.', 'SECRET: not asked.']) await step(store(), campaign, words);
    const { text, messages } = await page(server, campaign);
    assert.equal(messages.length, 1);
    const cards = await store().cards.find({ campaign: campaign.id });
    const secrets = ['SECRET', 'Real Name', 'anna@', 'AU', 'secret-source', ...sent.map(({ id }) => id), ...cards.flatMap(({ id, submission }) => [id, submission!])];
    for (const secret of secrets) assert.ok(!text.includes(secret), secret);
    for (const { id } of sent) assert.equal((await server.request(`/campaigns/${campaign.id}/messages.json?after=${id}`)).status, 422);
  });

  it('are empty if the campaign publishes none', async () => {
    const { campaign, server } = campaignWith();
    await server.submit(campaign, card('Shown until now.'));
    await step(store(), campaign, 'Shown until now.');
    assert.equal((await page(server, campaign)).messages.length, 1);
    const never = { ...campaign, postcard: { ...campaign.postcard!, publish: 'never' as const } };
    assert.deepEqual((await page(createTestServer(store(), [never]), never)).messages, []);
    const { postcard: _, ...without } = campaign;
    assert.deepEqual((await page(createTestServer(store(), [without]), without)).messages, []);
  });

  it('asked for in a way that makes no sense are a problem that names the place', async () => {
    const { campaign, server } = campaignWith();
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
      assert.deepEqual([status, body.type, body.errors], [422, '/problems/invalid', [{ pointer, code }]], query);
    }
    assert.equal((await server.request('/campaigns/nobody/messages.json')).status, 404);
    assert.deepEqual(server.logLines, []);
  });
});
