/** The `person` commands, and the dry run of retention. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Store } from '../../src/server/db/store.ts';
import { planDeletions } from '../../src/server/retention/plan-deletions.ts';
import { deleteExpired } from '../../src/server/retention/retention-job.ts';
import type { StoredRecord } from '../../src/server/privacy/stored-submissions.ts';
import { collect } from '../server/cards.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTestServer, today, type TestServer } from '../server/support/test-server.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

const dayLength = 86_400_000;
/** In two languages: what was shown is stored, whatever the document says now. */
const statements = { en: 'Write to me once a month.', km: 'សូមសរសេរមកខ្ញុំម្ដងក្នុងមួយខែ។' };

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`person commands (${kind})`, () => {
    let database: CampaignDatabase;
    let env: Record<string, string>;
    let store: Store;
    let server: TestServer;
    let letters: Campaign;
    let cards: Campaign;

    before(async () => {
      letters = createLetterCampaign({
        id: `letters-${kind}`,
        ask: { email: 'optional' },
        retention: { days: 30 },
        consent: [{ id: 'news', statement: 'Another text today.', purpose: 'contact' }],
      });
      cards = createPostcardCampaign({ id: `cards-${kind}` });
      database = await openCampaignDatabase(kind, [letters, cards]);
      ({ env, store } = database);
      server = createTestServer(store, [letters, cards]);
      for (const language of ['en', 'km'] as const) {
        const letter = createLetter({ language, person: { name: 'Anna  Example', email: 'Anna@Müller.example' }, consent: [{ id: 'news', statement: statements[language], given: language === 'en' }] });
        assert.equal((await server.submit(letters, letter)).status, 201);
      }
      assert.equal((await server.submit(cards, createPostcard({ person: { name: 'Anna Example' } }))).status, 201);
      assert.equal((await server.submit(letters, createLetter({ person: { name: 'Ben', email: 'ben@group.example' }, consent: [{ id: 'news', statement: statements.en, given: false }] }))).status, 201);
    });
    after(() => database.close());

    const run = (...args: string[]) => runInProcess(['person', ...args], env);

    it('find by address, however it is typed, by name and by id, in all campaigns or in one', async () => {
      for (const email of ['anna@müller.example', 'mailto:ANNA@xn--mller-kva.example']) {
        const { code, stdout } = await run('find', '--email', email);
        assert.equal(code, 0);
        assert.match(stdout, /^(?:[0-9a-f-]{36} {2}letter \(letters-\w+\), received on 2018-07-20, from Anna {2}Example, Anna@xn--mller-kva\.example\n){2}2 submissions\n$/);
      }
      assert.match((await run('find', '--name', 'anna example')).stdout, /\n3 submissions\n$/);
      assert.match((await run('find', '--name', 'Anna Example', '--campaign', cards.id)).stdout, /\n1 submission\n$/);
      const [record] = JSON.parse((await run('find', '--json', '--email', 'ben@group.example')).stdout) as StoredRecord[];
      const { stdout } = await run('find', '--id', record!.submission!.id.toUpperCase());
      assert.match(stdout, /from Ben, ben@group\.example\n1 submission\n$/);
    });

    it('find nothing, and say so with the exit code', async () => {
      assert.deepEqual(await run('find', '--email', 'carl@group.example'), { code: 1, stdout: '0 submissions\n', stderr: '' });
      assert.deepEqual(await run('export', '--email', 'carl@group.example'), { code: 1, stdout: '[]\n', stderr: '' });
    });

    it('export everything as JSON, each consent with the statement in the language that was shown, and its hash', async () => {
      const { stdout } = await run('export', '--name', 'Anna Example');
      const records = JSON.parse(stdout) as StoredRecord[];
      assert.equal(records.length, 3);
      const consents = records.flatMap(({ submission }) => submission!.consent ?? []).sort((a, b) => (a.statement < b.statement ? -1 : 1));
      // printf '…' | sha256sum
      assert.deepEqual(consents, [
        { id: 'news', statement: statements.en, given: true, sha256: 'b39a7bfb1fff28f6e6556eff438445c9a104ba1fd7f3d8910c73b0c1c65b89c6' },
        { id: 'news', statement: statements.km, given: false, sha256: '0b1b106656efc2dfd529eabbb98f4c1aeddf2a18d26a00b79fc2578018eb373f' },
      ]);
      const card = records.find((record) => record.kind === 'postcard')!;
      assert.deepEqual(card.cards.map(({ person, stage }) => [person, stage]), [['lim-mony', 'received'], ['ny-sokha', 'received']]);
    });

    it('erase only with --yes; counts stay', async () => {
      const who = ['--email', 'anna@müller.example'];
      assert.match((await run('erase', ...who, '--dry-run')).stdout, /\n2 submissions\n$/);
      assert.equal((await run('erase', ...who)).code, 2);
      assert.deepEqual(await run('erase', ...who, '--yes'), { code: 0, stdout: '2 submissions erased\n', stderr: '' });
      assert.deepEqual(await run('erase', ...who, '--yes'), { code: 1, stdout: '0 submissions erased\n', stderr: '' });
      assert.equal((await server.fetchCounts(letters)).people, 3);
      assert.match((await run('find', '--name', 'Anna Example')).stdout, /\n1 submission\n$/);
    });

    it('explain what is missing', async () => {
      for (const args of [[], ['fnd'], ['find'], ['find', '--email', ' '], ['find', 'x', '--id', 'y'], ['export', '--id', 'x', '--json'], ['find', '--id', 'x', '--yes'], ['erase', '--id', 'x', '--yes', '--dry-run']])
        assert.equal((await run(...args)).code, 2, args.join(' '));
    });

    it('show what retention will delete, and exactly that is deleted', async () => {
      // Before: one letter of Ben with a promise of 30 days, and one card without.
      const plan = (time: number, days: number) => collect(planDeletions([letters, cards], store, time, days));
      const day = new Date(today + 30 * dayLength).toISOString().slice(0, 10);
      assert.deepEqual(await plan(today, 31), [
        { campaign: cards.id, when: 'later', count: 1 },
        { campaign: letters.id, when: day, count: 1 },
      ]);
      assert.deepEqual((await plan(today + 30 * dayLength, 1)).at(-1), { campaign: letters.id, when: 'now', count: 1 });
      const shortened = { ...cards, retention: { days: 7 } };
      const [first] = await collect(planDeletions([letters, shortened], store, today + 8 * dayLength, 1));
      assert.deepEqual(first, { campaign: cards.id, when: 'now', count: 1 });

      const { code, stdout } = await runInProcess(['retention', '--dry-run'], env);
      assert.equal(code, 0);
      // The clock of the command is right: that day has long passed.
      assert.equal(stdout, `${cards.id}: 1 submission after 30 days, or without a day of deletion\n${letters.id}: 1 submission within the next hour\n`);
      assert.equal((await runInProcess(['retention'], env)).code, 2);
      assert.equal((await runInProcess(['retention', '--dry-run', '--days', '0'], env)).code, 2);

      const documents = [letters, shortened].map((campaign) => ({ campaign, document: undefined as never }));
      await deleteExpired({ get: () => undefined, all: () => documents }, store, today + 30 * dayLength);
      assert.deepEqual(await plan(today + 30 * dayLength, 31), []);
      assert.equal((await runInProcess(['retention', '--dry-run'], env)).stdout, 'no text is stored\n');
    });
  });
