/** The `webhooks` commands: where the server sends messages, and whether they arrive. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Store } from '../../src/server/db/store.ts';
import { createLetter, createLetterCampaign } from '../server/support/campaigns.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`webhooks commands (${kind})`, () => {
    let database: CampaignDatabase;
    let store: Store;
    let campaign: Campaign;

    before(async () => {
      campaign = createLetterCampaign({ id: `hooks-${kind}` });
      // Only for supporters who say where they live, which this form does not ask.
      campaign.letter!.targets.pop();
      database = await openCampaignDatabase(kind, [campaign]);
      ({ store } = database);
    });
    after(() => database.close());

    const run = (...args: string[]) => runInProcess(['webhooks', ...args], database.env);

    it('add a webhook in your own network, show what became of its messages, and remove it', async () => {
      assert.equal((await run('status')).stdout, 'there are no webhooks\n');
      const added = await run('add', 'http://10.0.0.1:8000/hook', '--campaign', campaign.id, '--events', 'submission.created,submission.erased');
      assert.equal(added.code, 0, added.stderr);
      const [, id = '', secret] = /^([0-9a-z]{10})\n(whsec_\S{44})\n$/.exec(added.stdout)!;
      assert.match(added.stderr, /only now/);
      const server = createTestServer(store, [campaign]);
      for (let i = 0; i < 2; i++) assert.equal((await server.submit(campaign, createLetter())).status, 201);
      const [first, second] = (await store.webhooks.findDeliveries({}, '', 10)).map((message) => message.id) as [string, string];
      await store.webhookDeliveries.release(first, { state: 'failed', problem: '503' });
      await store.webhookDeliveries.markSent([second], '2018-07-20T12:01:00.000Z');
      const status = await run('status');
      assert.equal(status.stdout, `${id}  http://10.0.0.1:8000/hook\n  ${campaign.id}: submission.created, submission.erased\n  0 waiting, 1 sent, 1 failed, 0 cancelled\n  last problem: 503 after 0 tries, failed\n`);
      const list = await run('list', id);
      assert.ok(list.stdout.endsWith('\n2 messages\n'));
      assert.match(list.stdout, new RegExp(`^${second} {2}sent {2}submission\\.created to ${id} \\(${campaign.id}\\) on 2018-07-20T12:01:00\\.000Z$`, 'm'));
      assert.deepEqual((JSON.parse((await run('list', '--state', 'failed', '--json')).stdout) as { id: string }[]).map((message) => message.id), [first]);
      assert.doesNotMatch(status.stdout + list.stdout + (await run('status', '--json')).stdout + (await run('list', '--json')).stdout, new RegExp(`Anna|Some words|${secret!.slice(6, 20).replaceAll('+', '\\+')}`));
      assert.equal((await run('retry', id)).stdout, '1 message is due now\n');
      assert.deepEqual(await run('retry', id, second), { code: 1, stdout: '0 messages are due now\n', stderr: '' });
      assert.match((await run('rotate', id)).stdout, /^whsec_/);
      assert.equal((await run('disable', id)).stdout, `${id}: disabled\n`);
      assert.match((await run('status')).stdout, /\(disabled\)/);
      assert.equal((await run('test', id)).code, 2);
      assert.equal((await run('enable', id)).stdout, `${id}: enabled\n`);
      assert.match((await run('test', id)).stdout, /^msg_[0-9a-f]{32}: queued/);
      assert.equal((await run('remove', id)).code, 0);
      assert.equal((await run('list')).stdout, '0 messages\n');
      const recorded = (await store.audit.find({ campaign: campaign.id })).map(({ command }) => command);
      assert.deepEqual(recorded, ['add', 'retry', 'rotate', 'disable', 'enable', 'test', 'remove'].map((name) => `webhooks ${name}`));
    });

    it('explain what they do not understand', async () => {
      for (const [args, message] of [
        [['send'], /unknown command: webhooks send/],
        [['add'], /needs a URL/],
        [['add', 'crm.example'], /must be a URL/],
        [['add', 'https://crm.example/', '--events', 'card.lost'], /unknown event: card\.lost; known: submission\.created/],
        [['add', 'https://crm.example/', '--campaign', 'none'], /unknown campaign "none"/],
        [['status', 'x'], /unexpected argument: x/],
        [['status', '--state', 'sent'], /does not support --state/],
        [['list', '--state', 'lost'], /unknown state: lost/],
        [['test'], /needs the id of a webhook/],
        [['remove', 'none'], /there is no such webhook/],
      ] as const) {
        const { code, stderr } = await run(...args);
        assert.equal(code, 2, args.join(' '));
        assert.match(stderr, message);
      }
    });

    it('have a help text', async () => {
      assert.match((await run('--help')).stdout, /rotate WEBHOOK/);
    });
  });
