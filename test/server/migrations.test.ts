/** Databases of earlier and later releases. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { applyStep, registerPaperCards, undoStep } from '../../src/server/cards/card-workflow.ts';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { createShortId } from '../../src/server/db/short-id.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../src/server/db/store.ts';
import { query, startPostgres } from '../support/postgres.ts';
import { collect, sumCards } from './cards.ts';
import { createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer, today } from './support/test-server.ts';

/** Takes back every migration after number 4. A new migration is taken back in its first lines. */
const revertToMigration4 = `
  drop table write_tests;
  drop table desk_accounts; drop table desk_links; drop table desk_sessions; drop table desk_passkeys; drop table desk_challenges;
  drop table letter_emails; drop table webhooks; drop table webhook_deliveries; drop table confirmations;
  alter table card_steps drop column reason;
  alter table card_steps drop column note;
  alter table messages drop column published_text;
  drop table print_batches; drop index cards_print_batch; alter table cards drop column print_batch;
  drop table campaigns; drop table campaign_versions; drop table campaign_images;
  drop table audit_log;
  drop table secrets; drop table rates; drop table used_proofs; drop table withdrawals; drop table access_links;
  drop index submissions_withdrawal;
  alter table submissions drop column withdrawal;
  drop table outbox_keys;
  drop index submissions_held;
  alter table submissions drop column held;
  alter table submissions drop column held_id;
  delete from kysely_migration where name > '0004-standard-names'`;

/** Takes back migration 4 as well: run it after the one above. */
const revertMigration4 = `
  drop index counters_partners; drop index submissions_stored; drop index submissions_expiry; drop index messages_approved;
  alter table counters rename to counts;
  alter table counts rename column value to n;
  alter table submissions rename column expires_at to forget_on;
  alter table cards rename column current_step to top;
  alter table cards rename column step_count to steps;
  alter table card_steps rename column step_no to n;
  alter table card_steps rename column recorded_at to at;
  alter table card_steps rename column previous_stage to was;
  alter table card_steps rename column previous_step to below;
  alter table card_steps rename column undone_step to undoes;
  alter table messages rename column approved_cards to shown;
  create index submissions_kept on submissions (campaign, received_at) where payload is not null;
  create index submissions_due on submissions (forget_on) where payload is not null;
  create index messages_shown on messages (campaign, received_at, id) where shown > 0;
  insert into counts select distinct campaign, 'partners', 1 from submissions;
  delete from kysely_migration where name = '0004-standard-names'`;

/** Takes back migration 3 as well: run it after the two above. */
const revertMigration3 = `drop table cards; drop table card_steps; drop table messages; delete from kysely_migration where name = '0003-cards'`;

interface TestDatabase {
  open: () => Promise<Store>;
  run: (sql: string) => Promise<void>;
}

async function createDatabase(kind: 'sqlite' | 'postgres', test: TestContext): Promise<TestDatabase> {
  if (kind === 'postgres') {
    const server = await startPostgres();
    test.after(() => server.stop());
    return { open: () => openStore(createPostgresDialect(server.url)), run: (sql) => query(server.url, sql) };
  }
  const file = join(createTempFolder(), 'test.sqlite');
  return {
    open: () => openStore(createSqliteDialect(file)),
    run(sql) {
      const database = new DatabaseSync(file);
      database.exec(sql);
      database.close();
      return Promise.resolve();
    },
  };
}

const createCard = (message: string, more = {}) => ({ to: ['ny-sokha', 'lim-mony'], design: 'lotus', message, from: 'Anna', ...more });

async function readMessages(store: Store, campaign: Campaign) {
  const page = (await store.getMessages(campaign.id, undefined, 100))!;
  return page.messages.map(({ id, people, payload }) => ({ id, people, payload }));
}

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`migrations (${kind})`, () => {
    it('keeps all data of the release before standard names', async (test) => {
      const database = await createDatabase(kind, test);
      const campaign = createPostcardCampaign({ retention: { days: 30 } });
      const readAll = async (store: Store) => {
        const server = createTestServer(store, [campaign]);
        return {
          cards: await store.cards.find({ campaign: campaign.id }),
          counts: await server.fetchCounts(campaign),
          messages: await readMessages(store, campaign),
        };
      };

      const previous = await database.open();
      const server = createTestServer(previous, [campaign]);
      const submission = createPostcard({ postcard: createCard('Published.', { publish: true }), tracking: { partner: 'newspaper' } });
      const { body: receipt } = await server.submit(campaign, submission);
      await server.submit(campaign, createPostcard());
      await registerPaperCards(previous, { campaign: campaign.id, person: 'lim-mony', ids: [createShortId()], day: '2018-07-10', at: today });
      const ids = (await previous.cards.find({ campaign: campaign.id })).map(({ id }) => id);
      for (const step of ['approved', 'printed', 'delivered'] as const)
        await collect(applyStep(previous, ids, step, { at: today, day: '2018-07-20', place: 'Prey Sar' }));
      await collect(undoStep(previous, ids.slice(0, 2), today));
      const before = await readAll(previous);
      await previous.close();
      await database.run(revertToMigration4);
      await database.run(revertMigration4);

      const store = await database.open();
      test.after(() => store.close());
      assert.deepEqual(await readAll(store), before);
      assert.equal(before.messages.length, 1);
      assert.deepEqual(before.counts.perPartner, { newspaper: 1 });
      // That release had no manage links: their key is new.
      const { body: replay } = await createTestServer(store, [campaign]).submit(campaign, submission);
      assert.deepEqual({ ...replay, manage: undefined }, { ...receipt, manage: undefined, replayed: true });
      // The recorded steps still form one history.
      const outcomes = await collect(undoStep(store, ids, today, 'delivered'));
      assert.deepEqual(outcomes.map(({ outcome }) => outcome), ['already', 'already', ...ids.slice(2).map(() => 'done')]);
      const counts = await createTestServer(store, [campaign]).fetchCounts(campaign);
      assert.deepEqual({ postcards: counts.postcards, perPerson: counts.perPerson }, await sumCards(store, campaign));
      assert.equal(await store.deleteExpired(new Date(today + 30 * 86_400_000).toISOString()), 2);
    });

    it('creates the cards of postcards that were stored before there were cards, and publishes only permitted messages', async (test) => {
      const database = await createDatabase(kind, test);
      const [campaign, other] = [createPostcardCampaign(), createPostcardCampaign()];
      const old = await database.open();
      const server = createTestServer(old, [campaign, other]);
      const submissions = Array.from({ length: 600 }, (_, i) => createPostcard({ postcard: createCard(`Old card ${i}.`, { publish: i % 2 === 0 }) }));
      await Promise.all(submissions.map((submission) => server.submit(campaign, submission)));
      await server.submit(campaign, createPostcard({ testing: true }));
      await server.submit(other, createPostcard({ postcard: createCard('Deleted.', { publish: true }) }));
      await old.deleteReceivedBefore(other.id, new Date(today + 1).toISOString());
      const { asOf: _, ...countsBefore } = await server.fetchCounts(campaign);
      await old.close();
      await database.run(revertToMigration4);
      await database.run(revertMigration4);
      await database.run(revertMigration3);

      const store = await database.open();
      test.after(() => store.close());
      const { asOf: __, ...countsAfter } = await createTestServer(store, [campaign, other]).fetchCounts(campaign);
      assert.deepEqual(countsAfter, countsBefore);
      const cards = await store.cards.find({ campaign: campaign.id });
      assert.deepEqual(await sumCards(store, campaign), { postcards: countsBefore.postcards, perPerson: countsBefore.perPerson });
      assert.equal(cards.length, 1200);
      assert.ok(cards.every(({ id, day, stage }) => /^[0-9a-z]{10}$/.test(id) && day === '2018-07-20' && stage === 'received'));
      await collect(applyStep(store, cards.map(({ id }) => id), 'approved', { at: today }));
      const texts = new Set<string>();
      for (let after: string | undefined; ; ) {
        const page = (await store.getMessages(campaign.id, after, 100))!;
        for (const { payload } of page.messages) texts.add((JSON.parse(payload) as { postcard: { message: string } }).postcard.message);
        if (!(after = page.next)) break;
      }
      assert.equal(texts.size, 300);
      assert.ok([...texts].every((text) => Number(/\d+/.exec(text)![0]) % 2 === 0));

      const deletedCards = await store.cards.find({ campaign: other.id });
      await collect(applyStep(store, deletedCards.map(({ id }) => id), 'approved', { at: today }));
      assert.equal(deletedCards.length, 2);
      assert.deepEqual(await readMessages(store, other), []);
    });

    it('deletes what the health check wrote among the secrets, where it does not write any more', async (test) => {
      const database = await createDatabase(kind, test);
      await (await database.open()).close();
      await database.run(`drop table write_tests; alter table messages drop column published_text; delete from kysely_migration where name >= '0019-write-tests';
        insert into secrets (name, value, expires_at) values ('write-test', 'random', null), ('challenge', 'secret', null)`);
      const store = await database.open();
      test.after(() => store.close());
      await store.testWrite();
      assert.equal(await store.abuse.getSecret('write-test', 'new', null), 'new');
      assert.equal(await store.abuse.getSecret('challenge', 'new', null), 'secret');
    });

    it('refuses a database of a newer release, and leaves it unchanged', async (test) => {
      const database = await createDatabase(kind, test);
      await (await database.open()).close();
      await database.run(`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')`);
      const message = /^the database was upgraded by a newer release \(migration 9999-from-the-future\), and this release cannot use it; /;
      await assert.rejects(database.open(), { message });
      await assert.rejects(database.open(), { message });
      await database.run(`delete from kysely_migration where name = '9999-from-the-future'`);
      await (await database.open()).close();
    });
  });
