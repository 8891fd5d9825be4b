/** The `mail` commands: which letters were sent by email, and what became of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createConfirmations } from '../../src/server/confirmations/confirmations.ts';
import type { Store } from '../../src/server/db/store.ts';
import { createManageLinks } from '../../src/server/privacy/manage-links.ts';
import { createLetter, createLetterCampaign, createTestServer } from '../server/support.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`mail commands (${kind})`, () => {
    let database: CampaignDatabase;
    let store: Store;
    let campaign: Campaign;
    let ids: string[];

    before(async () => {
      campaign = createLetterCampaign({ id: `emails-${kind}` });
      campaign.letter!.delivery = 'email';
      campaign.letter!.targets[0]!.email = 'minister@ministry.example';
      database = await openCampaignDatabase(kind, [campaign]);
      ({ store } = database);
      const server = createTestServer(store, [campaign]);
      for (let i = 0; i < 3; i++) assert.equal((await server.submit(campaign, createLetter())).status, 201);
      ids = (await store.letterEmails.find({}, '', 10)).map(({ id }) => id);
      await store.letterEmails.update(ids[0]!, { state: 'sent', sent_at: '2018-07-20T12:01:00.000Z' });
      await store.letterEmails.update(ids[1]!, { state: 'failed', problem: '550' });
    });
    after(() => database.close());

    const run = (...args: string[]) => runInProcess(['mail', ...args], database.env);

    it('count the emails of each campaign by state', async () => {
      assert.deepEqual(await run('status'), { code: 0, stdout: `${campaign.id}: 1 failed\n${campaign.id}: 1 sent\n${campaign.id}: 1 waiting\n`, stderr: '' });
      assert.deepEqual(JSON.parse((await run('status', '--json')).stdout), ['failed', 'sent', 'waiting'].map((state) => ({ campaign: campaign.id, state, count: 1 })));
      assert.equal((await run('status', '--campaign', 'none')).stdout, 'no letters are sent by email\n');
    });

    it('count the emails that ask for a confirmation', async () => {
      const confirming = createLetterCampaign({ id: `confirmed-${kind}`, ask: { email: 'required' } });
      confirming.letter!.confirm = true;
      const server = createTestServer(store, [confirming], { confirmations: createConfirmations(createManageLinks(store, Date.now)) });
      assert.equal((await server.submit(confirming, createLetter({ person: { name: 'Anna', email: 'anna@group.example' } }))).body.confirm, 'email');
      assert.equal((await run('status', '--campaign', confirming.id)).stdout, `${confirming.id}: 1 confirmation waiting\n`);
      assert.deepEqual(JSON.parse((await run('status', '--campaign', confirming.id, '--json')).stdout), [{ campaign: confirming.id, state: 'waiting', count: 1, confirmation: true }]);
    });

    it('list them without saying who wrote them', async () => {
      const { stdout } = await run('list');
      assert.match(stdout, new RegExp(`^${ids[0]} {2}sent {2}to minister \\(${campaign.id}\\), on 2018-07-20T12:01:00\\.000Z$`, 'm'));
      assert.match(stdout, new RegExp(`^${ids[1]} {2}failed {2}to minister \\(${campaign.id}\\), 550 after 0 tries$`, 'm'));
      assert.match(stdout, new RegExp(`^${ids[2]} {2}waiting .*, due 2018-07-20T12:00:00\\.000Z\n3 emails\n$`, 'm'));
      assert.doesNotMatch(stdout + (await run('list', '--json')).stdout, /Anna|ministry\.example/);
      assert.deepEqual((JSON.parse((await run('list', '--state', 'failed', '--json')).stdout) as { id: string }[]).map(({ id }) => id), [ids[1]]);
    });

    it('queue a failed email again, and note one that has come back by its Message-ID', async () => {
      assert.deepEqual(await run('retry', '--campaign', campaign.id), { code: 0, stdout: `${ids[1]}: queued again\n`, stderr: '' });
      assert.equal((await run('retry', '--campaign', campaign.id)).stdout, 'no email has failed\n');
      assert.deepEqual(await run('bounce', `<${ids[0]!.toUpperCase()}@group.example>`), { code: 0, stdout: `${ids[0]}: marked as bounced\n`, stderr: '' });
      assert.deepEqual(await run('bounce', ids[2]!), { code: 1, stdout: '', stderr: `${ids[2]}: no sent email has this id\n` });
      assert.deepEqual((await store.letterEmails.find({}, '', 10)).map(({ state }) => state), ['bounced', 'waiting', 'waiting']);
      const recorded = (await store.audit.find({ campaign: campaign.id })).map(({ command, affected, ids: changed }) => [command, affected, changed]);
      assert.deepEqual(recorded, [['mail retry', 1, JSON.stringify([ids[1]])], ['mail bounce', 1, JSON.stringify([ids[0]])]]);
    });

    it('explain what they do not understand', async () => {
      for (const [args, message] of [
        [['send'], /unknown command: mail send/],
        [['list', '--state', 'lost'], /unknown state: lost; known: waiting, sent, failed, bounced, cancelled/],
        [['retry'], /name the emails either by id or by --campaign/],
        [['bounce', '--campaign', campaign.id], /name the emails that have come back by id/],
        [['status', 'all'], /unexpected argument: all/],
        [['retry', '--json', 'x'], /mail retry does not support --json/],
      ] as const) {
        const { code, stderr } = await run(...args);
        assert.equal(code, 2, args.join(' '));
        assert.match(stderr, message);
      }
    });
  });
