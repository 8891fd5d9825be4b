/** Several processes that serve the campaigns of one database. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { createCampaign, publish, saveDraft, takeOver, unpublish } from '../../../src/server/campaigns/campaign-editor.ts';
import { combineCampaigns } from '../../../src/server/campaigns/campaign-sources.ts';
import { createPostgresDialect } from '../../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../../src/server/db/store.ts';
import { serve } from '../../../src/server/server.ts';
import { startPostgres, type Postgres } from '../../support/postgres.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { createLetter, createLetterCampaign } from '../support/campaigns.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createCampaignFolder, today } from '../support/test-server.ts';

const createCampaignDocument = () => createLetterCampaign({ ask: { country: 'required' } });
const save = { author: 'Anna', now: today };

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`servers that share the campaigns of a database (${kind})`, () => {
    let postgres: Postgres | undefined;
    let stores: [Store, Store];
    let env: Record<string, string>;
    before(async () => {
      postgres = kind === 'postgres' ? await startPostgres() : undefined;
      const data = createTempFolder();
      env = { PORT: '0', ...(postgres ? { DATABASE_URL: postgres.url } : { DATA_DIR: data }) };
      const open = () => openStore(postgres ? createPostgresDialect(postgres.url) : createSqliteDialect(join(data, 'submissions.sqlite')));
      stores = [await open(), await open()];
    });
    after(async () => {
      for (const store of stores) await store.close();
      await postgres?.stop();
    });

    const open = (files: readonly Campaign[] = []) => {
      const lines: string[][] = [[], []];
      const [first, second] = stores.map((store, i) => combineCampaigns(createCampaignFolder(files), store, { report: (line) => lines[i]!.push(line) }));
      return { first: first!, second: second!, lines };
    };
    async function createPublished(sources: ReturnType<typeof combineCampaigns>): Promise<Campaign> {
      const campaign = createCampaignDocument();
      assert.equal(await createCampaign(stores[0], { sources, exports: stores[0].exports }, { id: campaign.id, title: campaign.title, language: 'en', kind: 'letter' }, save), 'done');
      await saveDraft(stores[0], campaign.id, { text: JSON.stringify(campaign), revision: 1 }, save);
      assert.equal(await publish(stores[0], sources, campaign.id, { revision: 2, now: today }), 'done');
      return campaign;
    }

    it('see what another one has published, changed, taken over or withdrawn', async () => {
      const file = createCampaignDocument();
      const { first, second } = open([file]);
      const campaign = await createPublished(first);
      assert.equal(second.get(campaign.id), undefined);
      await second.refresh();
      const loaded = second.get(campaign.id);
      assert.equal(loaded?.campaign.title, campaign.title);
      await second.refresh();
      assert.equal(second.get(campaign.id), loaded, 'an unchanged campaign was read again');

      await saveDraft(stores[1], campaign.id, { text: JSON.stringify({ ...campaign, title: 'Changed' }), revision: 2 }, save);
      await publish(stores[1], second, campaign.id, { revision: 3, now: today });
      await takeOver(stores[1], second, file.id, save);
      await first.refresh();
      assert.equal(first.get(campaign.id)?.campaign.title, 'Changed');
      assert.notEqual(first.get(file.id)?.campaign, file);
      await unpublish(stores[1], second, campaign.id);
      await first.refresh();
      assert.deepEqual([first, second].map(({ get }) => get(campaign.id)), [undefined, undefined]);
    });

    it('keep serving while the database fails, which they report once', async () => {
      const { first, second, lines } = open();
      const campaign = await createPublished(first);
      const original = stores[1].campaigns;
      await second.refresh();
      stores[1].campaigns = { ...original, getPublished: () => Promise.reject(Object.assign(new Error('secret'), { code: 'ECONNREFUSED' })) };
      await second.refresh();
      await second.refresh();
      assert.ok(second.get(campaign.id));
      assert.deepEqual(lines[1], ['campaigns of the desk: Error ECONNREFUSED']);
      stores[1].campaigns = original;
      await saveDraft(stores[0], campaign.id, { text: JSON.stringify({ ...campaign, title: 'Changed' }), revision: 2 }, save);
      await publish(stores[0], first, campaign.id, { revision: 3, now: today });
      await second.refresh();
      assert.equal(second.get(campaign.id)?.campaign.title, 'Changed');
    });

    it('keep the last valid version of a document that this release cannot read, and report why', async () => {
      const { first, second, lines } = open();
      const campaign = await createPublished(first);
      await second.refresh();
      // Another release, whose linter allows more, has published it.
      await saveDraft(stores[0], campaign.id, { text: JSON.stringify({ ...campaign, version: 2 }), revision: 2 }, save);
      await stores[0].campaigns.publish(campaign.id, 3, new Date(today).toISOString());
      await second.refresh();
      await second.refresh();
      assert.equal(second.get(campaign.id)?.campaign.title, campaign.title);
      assert.equal(lines[1]!.length, 1);
      assert.match(lines[1]![0]!, /^letter-\d+, version 3:1:\d+: “version” must be 1/);
    });

    it('serve a document that the linter of an earlier release has accepted, also after a restart, and report what this one finds', async () => {
      const { first } = open();
      const campaign = await createPublished(first);
      await saveDraft(stores[0], campaign.id, { text: JSON.stringify({ ...campaign, opens: '2018-08-01T00:00:00Z', closes: '2018-07-01T00:00:00Z' }), revision: 2 }, save);
      await stores[0].campaigns.publish(campaign.id, 3, new Date(today).toISOString());
      const { second, lines } = open();
      await second.refresh();
      await second.refresh();
      assert.equal(second.get(campaign.id)?.campaign.closes, '2018-07-01T00:00:00Z');
      const reported = lines[1]!.filter((line) => line.startsWith(campaign.id));
      assert.equal(reported.length, 1);
      assert.match(reported[0]!, /, version 3:1:\d+: “closes” must be after “opens”/);
    });

    it('do not serve after a restart what does not pass the schema', async () => {
      const { first } = open();
      const campaign = await createPublished(first);
      await saveDraft(stores[0], campaign.id, { text: JSON.stringify({ ...campaign, version: 2 }), revision: 2 }, save);
      await stores[0].campaigns.publish(campaign.id, 3, new Date(today).toISOString());
      const { second } = open();
      await second.refresh();
      assert.equal(second.get(campaign.id), undefined);
    });

    it('serve within a second what was published elsewhere, with the outbox keys, and accept its submissions', async () => {
      const server = await serve(env, { print: () => {}, report: () => {} });
      try {
        const campaign = await createPublished(open().first);
        const response = await waitUntil('it is served', async () => {
          const answer = await fetch(`${server.url}/campaigns/${campaign.id}.json`);
          return answer.ok ? answer : undefined;
        }, 5000);
        assert.ok(((await response.json()) as { outbox?: object }).outbox);
        const { status } = await fetch(`${server.url}/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(createLetter({ person: { name: 'Anna Example', country: 'AU' } })) });
        assert.equal(status, 201);
      } finally {
        await server.stop();
      }
    });
  });
