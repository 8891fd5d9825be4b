/** The `mail` commands: which letters were sent by email, and what became of them. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createConfirmations } from '../../src/server/confirmations/confirmations.ts';
import type { Store } from '../../src/server/db/store.ts';
import { createManageLinks } from '../../src/server/privacy/manage-links.ts';
import { reports } from '../server/bounces.ts';
import { createLetter, createLetterCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { inheritedEnv } from '../server/process.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess, startCli } from './commands.ts';

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
      const server = createTestServer(store, [campaign], { sendsLetters: true });
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

    it('read the reports of mail servers, and ignore everything else', async () => {
      const [id] = (await store.letterEmails.find({ state: 'waiting' }, '', 1)).map((email) => email.id);
      await store.letterEmails.update(id!, { state: 'sent', sent_at: '2018-07-20T12:01:00.000Z' });
      const folder = createTempFolder();
      const write = (name: string, content: Uint8Array | string) => (writeFileSync(join(folder, name), content), join(folder, name));
      const messageId = `${id}@group.example`;
      const postfix = reports['Postfix']!;
      const files = {
        late: write('late', postfix({ messageId, action: 'delayed', status: '4.4.1' })),
        reply: write('reply', `From: minister@ministry.example\nIn-Reply-To: <${messageId}>\n\nThank you.\n`),
        other: write('other', postfix({ messageId: 'CAF@mail.example' })),
        large: write('large', Buffer.alloc(6 * 1024 * 1024, 'x\n')),
        unknown: write('unknown', postfix({ messageId: '0000000000@group.example' })),
      };
      const ignored = await run('read-bounces', ...Object.values(files));
      assert.deepEqual([ignored.code, ignored.stderr], [0, '']);
      assert.deepEqual(ignored.stdout.trim().split('\n').map((line) => line.split(': ').slice(1).join(': ')), [
        `${id}: only late, or delivered; ignored`,
        'not a report about a delivery; ignored',
        'not about a letter of this server; ignored',
        'larger than any report; ignored',
        '0000000000: no sent email has this id; ignored',
      ]);
      assert.equal((await store.letterEmails.find({ state: 'bounced' }, '', 10)).some((email) => email.id === id), false);
      // As a mail server pipes it.
      const { child, output, exitCode } = startCli(['mail', 'read-bounces', '-'], { ...inheritedEnv, ...database.env });
      child.stdin.end(reports['Gmail']!({ messageId, status: '5.2.2' }));
      assert.deepEqual([await exitCode, output], [0, { stdout: `-: ${id}: marked as bounced (5.2.2)\n`, stderr: '' }]);
      const [bounced] = (await store.letterEmails.find({ state: 'bounced' }, '', 10)).filter((email) => email.id === id);
      assert.equal(bounced!.problem, '5.2.2');
      assert.match((await run('read-bounces', write('again', postfix({ messageId })))).stdout, /no sent email has this id; ignored/);
      const recorded = (await store.audit.find({ campaign: campaign.id })).filter(({ command }) => command === 'mail read-bounces');
      assert.deepEqual(recorded.map(({ ids: changed }) => changed), [JSON.stringify([id])]);
    });

    it('note a request for a confirmation that has come back', async () => {
      const now = '2018-07-20T12:00:00.000Z';
      const claimed = await store.confirmations.claim('2999-01-01T00:00:00.000Z', now);
      await store.confirmations.update(claimed!.id, { state: 'sent', sent_at: now });
      const file = join(createTempFolder(), 'report');
      writeFileSync(file, reports['Exim']!({ messageId: `${claimed!.id}@group.example` }));
      assert.match((await run('read-bounces', file)).stdout, /a request for a confirmation, marked as failed\n$/);
      assert.equal((await run('status', '--campaign', claimed!.campaign)).stdout, `${claimed!.campaign}: 1 confirmation failed\n`);
    });

    it('ask a mail server to try again while the database is unavailable', async () => {
      const file = join(createTempFolder(), 'report');
      writeFileSync(file, reports['Exim']!({ messageId: '0000000000@group.example' }));
      const { code, stderr } = await runInProcess(['mail', 'read-bounces', file], { DATA_DIR: join(createTempFolder(), 'none') });
      assert.equal(code, 75);
      assert.match(stderr, /cannot open the database/);
    });

    it('explain what they do not understand', async () => {
      for (const [args, message] of [
        [['send'], /unknown command: mail send/],
        [['read-bounces'], /name the files/],
        [['read-bounces', '/none'], /cannot read \/none: ENOENT/],
        [['read-bounces', '-', '--json'], /does not support --json/],
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
