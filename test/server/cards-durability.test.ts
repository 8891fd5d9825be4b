/** A postcard that was answered with 201 keeps its cards, whatever happens to the process, while others update them. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { applyStep, undoStep } from '../../src/server/cards/card-workflow.ts';
import { getIdDigest } from '../../src/server/submissions/digest.ts';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore } from '../../src/server/db/store.ts';
import { startPostgres } from '../support/postgres.ts';
import { waitUntil } from '../support/wait-until.ts';
import { collect, sumCards } from './cards.ts';
import { startServerProcess } from './process.ts';
import { createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';

const campaign = createPostcardCampaign({ id: 'free-two' });
const campaigns = createTempFolder();
writeFileSync(join(campaigns, 'free-two.json'), JSON.stringify(campaign));

for (const kind of ['sqlite', 'postgres'] as const)
  it(`cards of all accepted postcards survive kill -9 under load, and the counts equal the cards (${kind})`, async (test) => {
    const postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
    const folder = createTempFolder();
    const env = { CAMPAIGNS_DIR: campaigns, ...(postgresServer ? { DATABASE_URL: postgresServer.url } : { DATA_DIR: folder }) };
    let server = await startServerProcess(env);
    const store = await openStore(postgresServer ? createPostgresDialect(postgresServer.url) : createSqliteDialect(join(folder, 'submissions.sqlite')));
    test.after(async () => {
      await server.stop('SIGKILL');
      await store.close();
      await postgresServer?.stop();
    });
    const path = `/campaigns/${campaign.id}`;
    const acceptedIds: string[] = [];

    for (const minimum of [30, 120]) {
      const clients = Array.from({ length: 16 }, async () => {
        for (;;) {
          const submission = createPostcard();
          const response = await fetch(`${server.url}${path}/submissions`, { method: 'POST', body: JSON.stringify(submission) }).catch(() => undefined);
          if (!response) return;
          if (response.status === 201) acceptedIds.push(submission.id);
        }
      });
      let steps = 0;
      let isRunning = true;
      const moderator = (async () => {
        for (; isRunning; steps++) {
          const receivedIds = (await store.cards.find({ campaign: campaign.id, stages: ['received'] })).slice(0, 20).map(({ id }) => id);
          await collect(applyStep(store, receivedIds, steps % 3 ? 'approved' : 'declined', { at: Date.now() }));
          await collect(undoStep(store, receivedIds.slice(0, 5), Date.now()));
          // SQLite is synchronous: without this, nothing else would run.
          await new Promise(setImmediate);
        }
      })();
      await waitUntil(`${minimum} postcards were accepted, and some approved`, async () => {
        const approved = await store.cards.find({ campaign: campaign.id, stages: ['approved'] });
        return acceptedIds.length >= minimum && steps > 2 && approved.length > 0;
      }, 60_000);
      assert.equal(await server.stop('SIGKILL'), 'SIGKILL');
      isRunning = false;
      await Promise.all([...clients, moderator]);

      server = await startServerProcess(env);
      const { postcards, perPerson, people } = await (await fetch(`${server.url}${path}/counts.json`)).json();
      assert.deepEqual({ postcards, perPerson }, await sumCards(store, campaign));
      assert.equal(postcards.received, 2 * people);
      assert.ok(postcards.approved > 0);
      const cards = await store.cards.find({ campaign: campaign.id });
      const peopleBySubmission = new Map<string, string[]>();
      for (const { submission, person } of cards) peopleBySubmission.set(submission!, [...(peopleBySubmission.get(submission!) ?? []), person]);
      for (const id of acceptedIds) assert.deepEqual(peopleBySubmission.get(getIdDigest(campaign.id, id))?.sort(), ['lim-mony', 'ny-sokha'], 'a card was lost');
    }
    await server.stop('SIGTERM');
  });
