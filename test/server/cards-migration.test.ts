/** Postcards that were stored before there were cards. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import { applyStep } from '../../src/server/cards/card-workflow.ts';
import { postgres } from '../../src/server/db/postgres.ts';
import { sqlite } from '../../src/server/db/sqlite.ts';
import { openStore } from '../../src/server/db/store.ts';
import { query, startPostgres } from '../support/postgres.ts';
import { all, sumOf } from './cards.ts';
import { createTestServer, createPostcard, createPostcardCampaign, createTempFolder, today } from './support.ts';

/** Takes a database back to the time before there were cards. */
const before = `drop table cards; drop table card_steps; drop table messages; delete from kysely_migration where name = '0003-cards'`;

for (const kind of ['sqlite', 'postgres'] as const)
  it(`postcards that were stored before there were cards have theirs, and may be shown where that was allowed (${kind})`, async (test) => {
    const file = join(createTempFolder(), 'old.sqlite');
    const postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
    const open = () => openStore(postgresServer ? postgres(postgresServer.url) : sqlite(file));
    const [two, other] = [createPostcardCampaign(), createPostcardCampaign()];
    const card = (message: string, more = {}) => ({ to: ['ny-sokha', 'lim-mony'], design: 'lotus', message, from: 'Anna', ...more });

    const old = await open();
    const server = createTestServer(old, [two, other]);
    await Promise.all(Array.from({ length: 600 }, (_, i) => server.submit(two, createPostcard({ postcard: card(`Old card ${i}.`, { publish: i % 2 === 0 }) }))));
    await server.submit(two, createPostcard({ testing: true }));
    await server.submit(other, createPostcard({ postcard: card('Forgotten.', { publish: true }) }));
    await old.forget(other.id, new Date(today + 1).toISOString());
    const { asOf: _, ...counted } = await server.fetchCounts(two);
    await old.close();
    if (postgresServer) await query(postgresServer.url, before);
    else {
      const database = new DatabaseSync(file);
      database.exec(before);
      database.close();
    }

    const store = await open();
    test.after(async () => {
      await store.close();
      await postgresServer?.stop();
    });
    const again = createTestServer(store, [two, other]);
    const { asOf: __, ...recounted } = await again.fetchCounts(two);
    assert.deepEqual(recounted, counted);
    const cards = await store.cards.find({ campaign: two.id });
    assert.deepEqual(await sumOf(store, two), { postcards: counted.postcards, perPerson: counted.perPerson });
    assert.equal(cards.length, 1200);
    assert.ok(cards.every(({ id, day, stage }) => /^[0-9a-z]{10}$/.test(id) && day === '2018-07-20' && stage === 'received'));
    await all(applyStep(store, cards.map(({ id }) => id), 'approved', { at: today }));
    const texts = new Set<string>();
    for (let after: string | undefined; ; ) {
      const page = (await store.messages(two.id, after, 100))!;
      for (const { payload } of page.messages) texts.add((JSON.parse(payload) as { postcard: { message: string } }).postcard.message);
      if (!(after = page.next)) break;
    }
    assert.equal(texts.size, 300);
    assert.ok([...texts].every((text) => Number(/\d+/.exec(text)![0]) % 2 === 0));

    const forgotten = await store.cards.find({ campaign: other.id });
    await all(applyStep(store, forgotten.map(({ id }) => id), 'approved', { at: today }));
    assert.equal(forgotten.length, 2);
    assert.deepEqual((await store.messages(other.id, undefined, 50))!.messages, []);
  });
