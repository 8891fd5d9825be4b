/** The `held` commands: what a moderator decides about submissions that arrived too late. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Store } from '../../src/server/db/store.ts';
import { releaseHeld } from '../../src/server/submissions/held-submissions.ts';
import { acceptSubmission, type AcceptSubmissionResult } from '../../src/server/submissions/accept-submission.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTestServer, today } from '../server/support/test-server.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

interface Listed {
  id: string;
  reason: string;
  text?: string;
  textDeleted?: boolean;
}

const closed = { at: new Date(today).toISOString(), text: 'They are free.' };

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`held commands (${kind})`, () => {
    let database: CampaignDatabase;
    let env: Record<string, string>;
    let store: Store;
    let letters: Campaign;
    let cards: Campaign;

    before(async () => {
      [letters, cards] = [createLetterCampaign({ id: `letters-${kind}`, closed, ask: { country: 'required' } }), createPostcardCampaign({ id: `cards-${kind}`, closed })];
      database = await openCampaignDatabase(kind, [letters, cards]);
      ({ env, store } = database);
    });
    after(() => database.close());

    const run = (...args: string[]) => runInProcess(['held', ...args], env);
    const list = async (...args: string[]) => JSON.parse((await run('list', '--json', ...args)).stdout) as Listed[];
    const fetchCounts = (campaign: Campaign) => createTestServer(store, [campaign]).fetchCounts(campaign);
    const submit = (campaign: Campaign, body: object): Promise<AcceptSubmissionResult> =>
      acceptSubmission(campaign, { body, allowed: true, isFromOutbox: true }, { store, now: () => today, log: (error) => { throw error; } });
    const findIds = async (text: string) => (await list()).filter((submission) => submission.text === text).map(({ id }) => id);
    const createCard = (message: string) => createPostcard({ postcard: { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message, from: 'Anna' } });

    it('list what is held, with its text and not who wrote it', async () => {
      await submit(letters, createLetter({ person: { name: 'Real Name', email: 'anna@example.org' }, tracking: { partner: 'newspaper' } }));
      const { code, stdout } = await run('list', '--campaign', letters.id);
      assert.equal(code, 0);
      assert.match(stdout, /^[0-9a-z]{10} {2}late\n {2}letter \(letters-\w+\), received on 2018-07-20, through newspaper\n {2}to minister, in en\n {2}\| A subject\n {2}\| Some words\.\n\n1 held submission\n$/);
      assert.doesNotMatch(stdout + JSON.stringify(await list()), /Real Name|anna@example/);
    });

    it('release a card: it is counted once, gets its cards, and its receipt from then on', async () => {
      const card = createCard('Released.');
      assert.ok('held' in (await submit(cards, card)));
      const [id] = await findIds('Released.');
      const before = await fetchCounts(cards);
      assert.deepEqual(await run('release', id!.toUpperCase()), { code: 0, stdout: `${id}: released\n`, stderr: '' });
      assert.deepEqual(await run('release', id!), { code: 0, stdout: `${id}: already released\n`, stderr: '' });
      const counts = await fetchCounts(cards);
      assert.deepEqual([counts.people - before.people, counts.postcards.received - before.postcards.received], [1, 2]);
      assert.deepEqual((await store.cards.find({ campaign: cards.id })).map(({ person }) => person).sort(), ['lim-mony', 'ny-sokha']);
      assert.deepEqual(await findIds('Released.'), []);
      const replay = await submit(cards, card);
      assert.ok('receipt' in replay && replay.receipt.replayed && replay.receipt.counts.people === counts.people);
      const { code, stderr } = await run('decline', id!);
      assert.deepEqual([code, stderr], [1, `${id}: it has been released, and is counted\n`]);
    });

    it('decline a submission, which stays held for its sender, and can still be released', async () => {
      const letter = createLetter({ letter: { targets: ['minister'], subject: 'S', body: 'Declined.' } });
      await submit(letters, letter);
      const [id] = await findIds('Declined.');
      const before = await fetchCounts(letters);
      assert.deepEqual(await run('decline', id!), { code: 0, stdout: `${id}: declined\n`, stderr: '' });
      assert.deepEqual(await run('decline', id!), { code: 0, stdout: `${id}: already declined\n`, stderr: '' });
      assert.ok('held' in (await submit(letters, letter)));
      assert.equal((await fetchCounts(letters)).people, before.people);
      assert.equal((await run('release', id!)).stdout, `${id}: released\n`);
      assert.equal((await fetchCounts(letters)).people, before.people + 1);
    });

    it('release everything of a campaign that has not been declined, in batches, and count each once', async () => {
      await Promise.all(Array.from({ length: 250 }, (_, i) => submit(cards, createCard(`Card ${i}.`))));
      const [declined] = await findIds('Card 7.');
      await run('decline', declined!);
      const before = await fetchCounts(cards);
      const results = await Promise.all([run('release', '--campaign', cards.id)]);
      assert.deepEqual(results.map(({ code, stderr }) => [code, stderr]), [[0, '']]);
      assert.equal((await fetchCounts(cards)).postcards.received, before.postcards.received + 2 * 249);
      assert.deepEqual((await list('--campaign', cards.id)).map(({ id, reason }) => [id, reason]), [[declined, 'declined']]);
      assert.equal((await run('release', '--campaign', cards.id)).stdout, 'no submissions are held\n');
    });

    it('release each submission once if two moderators release it at the same time', async () => {
      await Promise.all(Array.from({ length: 40 }, () => submit(cards, createCard('At once.'))));
      const ids = await findIds('At once.');
      const before = await fetchCounts(cards);
      const other = await database.open();
      const releaseAll = async (one: Store, some: string[]) => {
        let released = 0;
        for await (const { outcome } of releaseHeld({ store: one, campaigns: [cards] }, some)) if (outcome === 'done') released++;
        return released;
      };
      const released = await Promise.all([releaseAll(store, ids), releaseAll(other, ids.toReversed())]);
      await other.close();
      assert.equal(released[0] + released[1], 40);
      assert.equal((await fetchCounts(cards)).people, before.people + 40);
    });

    it('cannot release what has been deleted, or belongs to a campaign without a document', async () => {
      const lost = createLetterCampaign({ closed });
      await submit(lost, createLetter({ letter: { targets: ['minister'], subject: 'S', body: 'Lost.' } }));
      await submit(cards, createCard('Deleted.'));
      const [[lostId], [deletedId]] = [await findIds('Lost.'), await findIds('Deleted.')];
      await store.deleteReceivedBefore(cards.id, new Date(today + 1).toISOString());
      assert.match((await run('release', lostId!)).stderr, /^\w{10}: its campaign has no valid document/);
      const { code, stderr } = await run('release', deletedId!);
      assert.deepEqual([code, stderr], [1, `${deletedId}: its text has been deleted\n`]);
      assert.match((await run('list', '--campaign', cards.id)).stdout, /, text deleted/);
    });

    it('queue letters for email only with the settings of a server that sends them', async () => {
      const emails = createLetterCampaign({ id: `emails-${kind}`, closed, ask: { country: 'required' } });
      Object.assign(emails.letter!, { delivery: 'email', targets: emails.letter!.targets.map((target) => ({ ...target, email: `${target.id}@ministry.example` })) });
      writeFileSync(join(env['CAMPAIGNS_DIR']!, `${emails.id}.json`), JSON.stringify(emails));
      const mailEnv = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'letters@group.example', PUBLIC_URL: 'https://campaign.example' };
      for (const [more, warning, queued] of [[{}, 'SMTP_URL is not set, so letters are only collected, and never sent by email\n', 0], [mailEnv, '', 1]] as const) {
        await submit(emails, createLetter());
        const { code, stderr } = await runInProcess(['held', 'release', '--campaign', emails.id], { ...env, ...more });
        assert.deepEqual([code, stderr], [0, warning]);
        assert.equal((await store.letterEmails.find({ campaign: emails.id }, '', 10)).length, queued);
      }
      rmSync(join(env['CAMPAIGNS_DIR']!, `${emails.id}.json`));
    });

    it('explain a mistake, and exit with 2 or 1', async () => {
      for (const args of [[], ['relase'], ['release'], ['release', 'x', '--campaign', 'y'], ['list', 'more'], ['decline', 'x', '--json'], ['list', '--nope']]) {
        const { code, stderr, stdout } = await run(...args);
        assert.deepEqual([args, code, stdout], [args, 2, '']);
        assert.match(stderr, /^action-widgets-server: .+\n\nUsage: action-widgets-server held <command>/);
      }
      assert.match((await run('list', '--campaign', 'nothing')).stderr, /unknown campaign "nothing"; known: /);
      assert.deepEqual(await run('release', 'zzzzzzzzzz'), { code: 1, stdout: '', stderr: 'zzzzzzzzzz: no such held submission\n' });
      assert.match((await run('--help')).stdout, /^Usage: action-widgets-server held/);
    });
  });
