/** The audit log: what organisers have done, recorded with the change itself. */
import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { Store } from '../../src/server/db/store.ts';
import { createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

interface Entry {
  time: string;
  actor: string;
  command: string;
  campaign: string;
  affected: number;
  ids: string[];
}

const canary = 'Q7canaryQ7';

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`the audit log (${kind})`, () => {
    let database: CampaignDatabase;
    let env: Record<string, string>;
    let store: Store;
    const campaign = createPostcardCampaign({ id: `audited-${kind}` });

    before(async () => {
      database = await openCampaignDatabase(kind, [campaign]);
      ({ env, store } = database);
      const card = { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message: canary, from: canary };
      await createTestServer(store, [campaign]).submit(campaign, createPostcard({ person: { name: canary, email: `${canary}@example.org` }, postcard: card, tracking: { partner: 'newspaper' } }));
    });
    after(() => database.close());

    const run = async (...args: string[]) => {
      const result = await runInProcess(args, env);
      assert.equal(result.code, 0, result.stderr);
      return result.stdout;
    };
    const list = async () => JSON.parse(await run('audit', 'list', '--json')) as Entry[];
    const findCardIds = async () => (await store.cards.find({ campaign: campaign.id })).map(({ id }) => id).sort();

    it('is empty while only supporters have done something', async () => {
      assert.deepEqual(await list(), []);
      assert.equal(await run('audit', 'list'), '0 entries\n');
    });

    it('records who has changed which cards, and when', async () => {
      const ids = await findCardIds();
      const start = new Date().toISOString();
      await run('cards', 'approve', ...ids);
      await run('cards', 'undo', ids[0]!, '--actor', 'Dara');
      await run('--actor=Mony', 'cards', 'paper', '--campaign', campaign.id, '--person', 'lim-mony', '--batch', 'office', '--count', '2');
      const entries = await list();
      assert.deepEqual(
        entries.map(({ actor, command, campaign: name, affected }) => [actor, command, name, affected]),
        [[userInfo().username, 'cards approve', campaign.id, 2], ['Dara', 'cards undo', campaign.id, 1], ['Mony', 'cards paper', campaign.id, 2]],
      );
      assert.deepEqual([entries[0]!.ids.sort(), entries[1]!.ids], [ids, [ids[0]]]);
      assert.ok(entries.every(({ time }) => time >= start && time <= new Date().toISOString()));
      assert.match(await run('audit', 'list', '--campaign', campaign.id), new RegExp(`\\n\\S+Z {2}Dara {2}cards undo {2}${campaign.id} {2}1: ${ids[0]}\\n`));
    });

    it('records nothing for a command that has changed nothing', async () => {
      const { length } = await list();
      await run('cards', 'list');
      await run('cards', 'approve', (await findCardIds())[0]!);
      await run('cards', 'approve', (await findCardIds())[0]!);
      assert.equal((await list()).length, length + 1);
    });

    it('records a flood that was taken back, and its return, under the name of the withdrawal', async () => {
      const [, withdrawal] = /withdrawal (\w+)/.exec(await run('submissions', 'withdraw', '--campaign', campaign.id, '--partner', 'newspaper'))!;
      await run('submissions', 'restore', withdrawal!);
      const [withdrawn, restored] = (await list()).slice(-2);
      for (const [entry, command] of [[withdrawn, 'submissions withdraw'], [restored, 'submissions restore']] as const)
        assert.deepEqual([entry!.command, entry!.affected, entry!.ids], [command, 1, [withdrawal]]);
    });

    it('contains nothing about supporters', async () => {
      assert.ok((await list()).length > 4);
      assert.doesNotMatch(JSON.stringify(await list()) + (await run('audit', 'list')), new RegExp(canary));
    });

    it('names no campaign that has no entries', async () => {
      assert.equal(await run('audit', 'list', '--campaign', 'other'), '0 entries\n');
    });

    if (kind === 'sqlite')
      it('is written together with the change, or neither is', async () => {
        const cards = await store.cards.find({ campaign: campaign.id, stages: ['approved'] });
        // A paper card is not printed.
        const { id } = cards.find(({ paper }) => !paper)!;
        const sqlite = new DatabaseSync(database.file);
        sqlite.exec(`create trigger full_disk before insert on audit_log begin select raise(abort, 'full'); end`);
        assert.equal((await runInProcess(['cards', 'printed', id], env)).code, 1);
        assert.equal((await store.cards.find({ ids: [id] }))[0]!.stage, 'approved');
        sqlite.exec('drop trigger full_disk');
        sqlite.close();
        await run('cards', 'printed', id);
        assert.equal((await store.cards.find({ ids: [id] }))[0]!.stage, 'printed');
      });
  });
