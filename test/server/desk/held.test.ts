/** Held submissions on the desk. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { acceptSubmission } from '../../../src/server/submissions/accept-submission.ts';
import { createLetter, createLetterCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestServer, today } from '../support/test-server.ts';
import { createTestDesk } from './support.ts';

const closed = { at: new Date(today).toISOString(), text: 'They are free.' };

/** Holds letters, which arrive from an outbox after the campaign has closed. */
async function hold(store: Store, campaign: Campaign, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const body = createLetter({ person: { name: 'Secret Name' }, letter: { targets: ['minister'], subject: 'A <b>subject</b>', body: `Letter ${i}.` } });
    const result = await acceptSubmission(campaign, { body, allowed: true, isFromOutbox: true }, { store, now: () => today + i, log: assert.ifError });
    assert.ok('held' in result);
  }
}

const getIds = (text: string) => [...text.matchAll(/name="id" value="(\w+)"/g)].map(([, id]) => id!);

describeWithBothStores('held submissions on the desk', (getStore) => {
  it('are released and declined in bulk, in the name of the account', async () => {
    const store = getStore();
    const campaign = createLetterCampaign({ closed });
    await hold(store, campaign, 4);
    const visitor = await createTestDesk(store, [campaign]).visitAs('Mony', 'moderator');
    const page = await visitor.get('/desk/held');
    const ids = getIds(page.text);
    assert.equal(ids.length, 4);
    assert.match(page.text, /A &lt;b&gt;subject&lt;\/b&gt;/);
    assert.doesNotMatch(page.text, /Secret Name/);

    const [first, second, third, fourth] = ids as [string, string, string, string];
    assert.match((await visitor.post('/desk/held', [['id', first], ['id', second], ['decision', 'release']])).text, />2 released\.</);
    const { text } = await visitor.post('/desk/held', [['id', third], ['id', first], ['id', 'none'], ['decision', 'decline']]);
    assert.match(text, />1 declined\.<.*<li>\w+: it has been released, and is counted<\/li><li>none: no such held submission<\/li>/s);
    assert.deepEqual(getIds(text), [fourth]);
    assert.equal((await createTestServer(store, [campaign]).fetchCounts(campaign)).people, 2);
    const [declined, released] = await store.audit.findNewest(undefined, 2);
    assert.deepEqual([declined!.actor, declined!.command, JSON.parse(declined!.ids)], ['Mony', 'held decline', [third]]);
    assert.deepEqual([released!.actor, released!.command, (JSON.parse(released!.ids) as string[]).sort()], ['Mony', 'held release', [first, second].sort()]);
    await visitor.post('/desk/held', [['id', fourth], ['decision', 'decline']]);
  });

  it('are counted once when two moderators release them at the same time', async () => {
    const store = getStore();
    const campaign = createLetterCampaign({ closed });
    await hold(store, campaign, 5);
    const desk = createTestDesk(store, [campaign]);
    const visitors = [await desk.visitAs('One', 'moderator'), await desk.visitAs('Two', 'moderator')];
    const fields = [...getIds((await visitors[0]!.get('/desk/held')).text).map((id): [string, string] => ['id', id]), ['decision', 'release'] as [string, string]];
    const texts = await Promise.all(visitors.map(async (visitor) => (await visitor.post('/desk/held', fields)).text));
    const counts = texts.map((text) => Number(/>(\d) released\.</.exec(text)![1]));
    assert.equal(counts[0]! + counts[1]!, 5);
    assert.equal((await createTestServer(store, [campaign]).fetchCounts(campaign)).people, 5);
  });

  it('are listed on pages, each of them once', async () => {
    const store = getStore();
    const campaign = createLetterCampaign({ closed });
    await hold(store, campaign, 120);
    const desk = createTestDesk(store, [campaign]);
    const visitor = await desk.visitAs('Paging', 'moderator');
    const texts: string[] = [];
    for (let path: string | undefined = '/desk/held'; path; ) {
      const { text } = await visitor.get(path);
      texts.push(text);
      path = /href="(\/desk\/held\?after=[^"]+)"/.exec(text)?.[1];
    }
    assert.deepEqual(texts.map((text) => getIds(text).length), [50, 50, 20]);
    assert.equal(new Set(texts.flatMap(getIds)).size, 120);
    const reader = await (await desk.visitAs('Only reading', 'reader')).get('/desk/held');
    assert.match(reader.text, /Letter 0\./);
    assert.deepEqual(getIds(reader.text), []);
  });

  it('need a choice', async () => {
    const visitor = await createTestDesk(getStore()).visitAs('Undecided', 'moderator');
    assert.equal((await visitor.post('/desk/held', { decision: 'release' })).status, 422);
    assert.equal((await visitor.post('/desk/held', { id: 'a', decision: 'erase' })).status, 422);
    assert.equal((await visitor.post('/desk/held', {}, { 'Content-Type': 'text/plain' })).status, 415);
  });
});
