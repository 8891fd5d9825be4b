/** Letters on the desk: listed, searched and downloaded. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { sealSubmission } from '../../../src/sealing/seal-submission.ts';
import { createAgeKey } from '../../support/age-keys.ts';
import { createLetter, createLetterCampaign, createPostcard } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestServer, today, type TestResponse } from '../support/test-server.ts';
import { createTestDesk, type TestDesk } from './support.ts';

/** Sends a letter, a millisecond after the one before. */
async function submit({ server }: TestDesk, campaign: Campaign, more: Record<string, unknown> = {}): Promise<void> {
  server.time++;
  const { status, text } = await server.submit(campaign, createLetter(more));
  assert.equal(status, 201, text);
}

const getItems = ({ text }: TestResponse) => [...text.matchAll(/<li>\s*<p><strong dir="auto">(.*?)<\/strong>.*?<\/li>/gs)].map(([item, name]) => ({ name: name!, item }));
const getNames = (response: TestResponse) => getItems(response).map(({ name }) => name);
const getAfter = ({ text }: TestResponse) => /name="after" value="(.*?)"/.exec(text)?.[1];

describeWithBothStores('letters on the desk', (getStore) => {
  it('are listed newest first, in their language and direction, for a moderator with nothing of their senders but name and country', async () => {
    const campaign = createLetterCampaign({ ask: { email: 'optional', country: 'required' } });
    const desk = createTestDesk(getStore(), [campaign]);
    await submit(desk, campaign, { person: { name: 'First', email: 'first@group.example', country: 'KH' }, language: 'ar', letter: { targets: ['minister'], subject: 'A <b>subject</b>', body: 'أطلقوا سراحها <script>' } });
    await submit(desk, campaign, { person: { name: 'Second', country: 'FR' }, testing: true, tracking: { partner: 'newspaper' } });
    const visitor = await desk.visitAs(`Reading ${campaign.id}`, 'moderator');
    const page = await visitor.get(`/desk/letters?campaign=${campaign.id}`);
    const [second, first] = getItems(page);
    assert.deepEqual([first!.name, second!.name], ['First', 'Second']);
    assert.match(first!.item, /<summary dir="auto" lang="ar">A &lt;b&gt;subject&lt;\/b&gt;<\/summary>\s*<p class="plain-text" dir="auto" lang="en">Dear His Excellency A\. Minister,<\/p><p class="plain-text" dir="auto" lang="ar">أطلقوا سراحها &lt;script&gt;<\/p>/);
    assert.match(first!.item, /<bdi>Cambodia<\/bdi>, <bdi>changed text<\/bdi>.*To <span dir="auto">A\. Minister</s);
    assert.match(second!.item, /<bdi>France<\/bdi>, <bdi>through newspaper<\/bdi>, <bdi>changed text<\/bdi>, <bdi>a test<\/bdi>/);
    assert.ok(!page.text.includes('first@group.example'));
  });

  it('have their salutation and closing, and for an owner the address of the sender, to be answered if they have agreed', async () => {
    const consent = [{ id: 'news', statement: 'You may write to me.', purpose: 'contact' as const }];
    const campaign = createLetterCampaign({ ask: { email: 'optional' }, consent });
    Object.assign(campaign.letter!, { salutation: 'Dear <{name}>,', closing: 'Yours,' });
    const desk = createTestDesk(getStore(), [campaign]);
    const send = (name: string, given: boolean) =>
      submit(desk, campaign, { person: { name, email: `${name}+a@group.example` }, letter: { targets: ['minister'], subject: 'A subject', body: 'Some text' }, consent: [{ id: 'news', statement: 'You may write to me.', given }] });
    await send('first', true);
    await send('second', false);
    const path = `/desk/letters?campaign=${campaign.id}`;
    const [second, first] = getItems(await (await desk.visitAs(`Answering ${campaign.id}`, 'owner')).get(path));
    assert.match(first!.item, /<a href="mailto:first%2Ba@group\.example">first\+a@group\.example<\/a>/);
    assert.match(second!.item, /<bdi>second\+a@group\.example<\/bdi>, has not agreed to be contacted/);
    assert.match(first!.item, /Dear &lt;A\. Minister&gt;,<\/p>.*Some text<\/p>.*Yours,\nfirst<\/p>/s);
    const { text } = await (await desk.visitAs(`Not answering ${campaign.id}`, 'moderator')).get(path);
    assert.ok(text.includes('Yours,') && !text.includes('@group.example'));
  });

  it('are those of the campaign for which something came last', async () => {
    const campaigns = [createLetterCampaign(), createLetterCampaign(), createLetterCampaign()];
    const desk = createTestDesk(getStore(), campaigns);
    desk.server.time += 365 * 86_400_000;
    const visitor = await desk.visitAs(`Opening ${campaigns[0]!.id}`, 'moderator');
    for (const campaign of [...campaigns, campaigns[1]!]) {
      await submit(desk, campaign, { person: { name: `Supporter of ${campaign.id}` } });
      assert.deepEqual(new Set(getNames(await visitor.get('/desk/letters'))), new Set([`Supporter of ${campaign.id}`]));
    }
  });

  it('are selected by country, partner, target, day, text, and by words of the name or the text in any script', async () => {
    const campaign = createLetterCampaign({ ask: { country: 'optional' } });
    const desk = createTestDesk(getStore(), [campaign]);
    const standard = { targets: ['minister'], subject: campaign.letter!.subject, body: ` ${campaign.letter!.body}` };
    await submit(desk, campaign, { person: { name: 'Sokha សុខា', country: 'AU' }, letter: { ...standard, targets: ['ambassador'] } });
    desk.server.time += 86_400_000;
    await submit(desk, campaign, { person: { name: 'JOSÉ Ａｎｎａ', country: 'FR' }, letter: { targets: ['minister'], subject: 'Other', body: 'Let her\ngo home.' }, tracking: { partner: 'newspaper' } });
    const visitor = await desk.visitAs(`Filtering ${campaign.id}`, 'moderator');
    const select = async (fields: Record<string, string>) => getNames(await visitor.post('/desk/letters', { campaign: campaign.id, ...fields }));
    const [first, second] = ['Sokha សុខា', 'JOSÉ Ａｎｎａ'];
    assert.deepEqual(await select({}), [second, first]);
    const filters: [Record<string, string>, string[]][] = [
      [{ country: 'AU' }, [first]],
      [{ partner: 'newspaper' }, [second]],
      [{ target: 'ambassador' }, [first]],
      [{ until: '2018-07-20' }, [first]],
      [{ from: '2018-07-21', until: '2018-07-21' }, [second]],
      [{ from: '2018-07-20', until: '2018-07-21' }, [second, first]],
      [{ text: 'standard' }, [first]],
      [{ text: 'changed' }, [second]],
      [{ search: 'សុខា' }, [first]],
      [{ search: 'jose\u0301 anna' }, [second]],
      [{ search: 'HOME  her' }, [second]],
      [{ search: 'home minister' }, []],
      [{ search: 'other', country: 'AU' }, []],
      [{ search: 'សុខ', text: 'standard', country: 'AU', target: 'ambassador' }, [first]],
    ];
    for (const [fields, names] of filters) assert.deepEqual(await select(fields), names, JSON.stringify(fields));
  });

  it('are searched without the words in an address or in the log', async () => {
    const campaign = createLetterCampaign();
    const desk = createTestDesk(getStore(), [campaign]);
    for (let i = 0; i < 60; i++) await submit(desk, campaign, { person: { name: 'Secret Name' } });
    const visitor = await desk.visitAs(`Searching ${campaign.id}`, 'owner');
    const page = await visitor.post('/desk/letters', { campaign: campaign.id, search: 'Secret' });
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /(?:href|action)="[^"]*Secret/);
    assert.doesNotMatch((await visitor.get('/desk/letters?search=Other')).text, /value="Other"/);
    assert.equal([...page.text.matchAll(/<form class="filters" method="post"/g)].length, 1);
    assert.doesNotMatch(desk.server.logLines.join(), /Secret/);
  });

  it('are on pages, each of them once, also those of the same instant', async () => {
    const campaign = createLetterCampaign();
    const desk = createTestDesk(getStore(), [campaign]);
    for (let i = 0; i < 120; i++) await desk.server.submit(campaign, createLetter({ person: { name: `Sender ${i}` } }));
    const visitor = await desk.visitAs(`Paging ${campaign.id}`, 'moderator');
    const pages: string[][] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await visitor.post('/desk/letters', { campaign: campaign.id, search: 'sender', after });
      pages.push(getNames(page));
      after = getAfter(page);
    }
    assert.deepEqual(pages.map(({ length }) => length), [50, 50, 20]);
    assert.equal(new Set(pages.flat()).size, 120);
  });

  it('are searched for a limited time in each request, which the next one continues', async () => {
    const campaign = createLetterCampaign();
    const desk = createTestDesk(getStore(), [campaign], { searchTime: 0 });
    await submit(desk, campaign, { person: { name: 'Oldest' } });
    for (let i = 0; i < 450; i++) await submit(desk, campaign);
    const visitor = await desk.visitAs(`Waiting ${campaign.id}`, 'moderator');
    const results: string[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await visitor.post('/desk/letters', { campaign: campaign.id, search: 'oldest', after });
      results.push(getNames(page).join() || /Nothing so far\. The search has come to <time datetime="(.*?)"/.exec(page.text)![1]!);
      after = getAfter(page);
    }
    assert.deepEqual(results, [new Date(today + 252).toISOString(), new Date(today + 52).toISOString(), 'Oldest']);
  });

  it('say how many of them are sealed when their text is looked for', async () => {
    const campaign = createLetterCampaign();
    const store = getStore();
    const desk = createTestDesk(store, [campaign]);
    await submit(desk, campaign);
    const { recipient } = await createAgeKey();
    const sealed = { ...campaign, seal: { recipient } };
    const letter = await sealSubmission(createLetter({ letter: { targets: ['minister'], subject: 'Secret', body: 'Words' } }) as never, recipient);
    const { status } = await createTestServer(store, [sealed]).submit(sealed, letter);
    assert.equal(status, 201);
    const visitor = await desk.visitAs(`Sealed ${campaign.id}`, 'moderator');
    const all = await visitor.post('/desk/letters', { campaign: campaign.id });
    assert.deepEqual(getNames(all), ['Anna Example', 'Without a name']);
    assert.match(getItems(all)[1]!.item, /It is sealed/);
    for (const fields of [{ search: 'words' }, { text: 'changed' }] as Record<string, string>[]) {
      const page = await visitor.post('/desk/letters', { campaign: campaign.id, ...fields });
      assert.deepEqual(getNames(page), ['Anna Example']);
      assert.match(page.text, /could not be searched: 1</);
    }
  });

  it('are not searched with a filter that is wrong, which is shown again', async () => {
    const campaign = createLetterCampaign();
    const visitor = await createTestDesk(getStore(), [campaign]).visitAs(`Wrong ${campaign.id}`, 'owner');
    const wrong: [Record<string, string>, RegExp][] = [
      [{ from: '2018-02-30' }, /Enter existing days/],
      [{ from: '2018-07-21', until: '2018-07-20' }, /must not be after/],
      [{ text: 'any' }, /Choose which text/],
      [{ search: 'x'.repeat(301) }, /at most 300 characters/],
    ];
    for (const [fields, message] of wrong) {
      const { status, text } = await visitor.post('/desk/letters', { campaign: campaign.id, country: 'FR', search: 'Anna', ...fields });
      assert.equal(status, 422);
      assert.match(text, message);
      assert.match(text, /<option value="FR" selected>/);
      if (!fields['search']) assert.match(text, /name="search" type="search" value="Anna"/);
      assert.equal((await visitor.post('/desk/exports', { campaign: campaign.id, kind: 'letters', format: 'csv', ...fields })).status, 422);
    }
  });

  it('are downloaded by an owner with the same filter, which is not in the audit log', async () => {
    const campaign = createLetterCampaign({ ask: { country: 'optional' } });
    const store = getStore();
    const desk = createTestDesk(store, [campaign]);
    for (const [name, country] of [['Anna One', 'FR'], ['Anna Two', 'AU'], ['Other', 'FR']]) await submit(desk, campaign, { person: { name, country } });
    const owner = await desk.visitAs(`Owner of ${campaign.id}`, 'owner');
    const page = await owner.post('/desk/letters', { campaign: campaign.id, search: 'anna', country: 'FR' });
    const [, form] = /<form method="post" action="\/desk\/exports">(.*?)<\/form>/s.exec(page.text)!;
    const fields = Object.fromEntries([...form!.matchAll(/<input type="hidden" name="(.*?)" value="(.*?)">/g)].map(([, name, value]) => [name!, value!]));
    const { text } = await owner.post('/desk/exports', { ...fields, format: 'jsonl' });
    assert.deepEqual(text.trim().split('\n').map((line) => (JSON.parse(line) as { submission: { person: { name: string } } }).submission.person.name), ['Anna One']);
    const [entry] = await store.audit.findNewest(undefined, 1);
    assert.deepEqual([entry!.command, entry!.affected], ['letters export --format jsonl, filtered', 1]);
    const moderator = await desk.visitAs(`Moderator of ${campaign.id}`, 'moderator');
    assert.doesNotMatch((await moderator.get('/desk/letters')).text, /action="\/desk\/exports"/);
  });

  it('do not include the cards of a campaign', async () => {
    const campaign = createLetterCampaign();
    const desk = createTestDesk(getStore(), [campaign]);
    const withCards = { ...campaign, people: [{ id: 'ny-sokha', name: 'Ny Sokha', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] }], postcard: { to: ['ny-sokha'], choose: 'some', suggest: 'none', designs: [{ id: 'lotus', src: 'lotus.jpg', alt: 'A lotus' }], maxLength: 100, guidance: [], publish: 'ask' } } as Campaign;
    const { server } = createTestDesk(getStore(), [withCards]);
    assert.equal((await server.submit(withCards, createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: 'We think of you.', from: 'Anna' } }))).status, 201);
    await submit(desk, campaign);
    const visitor = await desk.visitAs(`Cards of ${campaign.id}`, 'moderator');
    assert.deepEqual(getNames(await visitor.get(`/desk/letters?campaign=${campaign.id}`)), ['Anna Example']);
  });
});
