/** The `submissions` commands: an organiser takes back a flood, and takes that back. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { applyStep, undoStep } from '../../src/server/cards/card-workflow.ts';
import type { Store } from '../../src/server/db/store.ts';
import { releaseHeld } from '../../src/server/submissions/held-submissions.ts';
import { acceptSubmission } from '../../src/server/submissions/accept-submission.ts';
import { restoreSubmissions, withdrawSubmissions } from '../../src/server/submissions/withdraw-submissions.ts';
import { collect, sumCards } from '../server/cards.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTestServer, today, type TestServer } from '../server/support/test-server.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

const hour = 3_600_000;

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`submissions commands (${kind})`, () => {
    let database: CampaignDatabase;
    let env: Record<string, string>;
    let store: Store;
    let letters: Campaign;
    let cards: Campaign;
    let server: TestServer;

    before(async () => {
      [letters, cards] = [createLetterCampaign({ id: `letters-${kind}` }), createPostcardCampaign({ id: `cards-${kind}` })];
      database = await openCampaignDatabase(kind, [letters, cards]);
      ({ env, store } = database);
      server = createTestServer(store, [letters, cards]);
    });
    after(() => database.close());

    const run = (...args: string[]) => runInProcess(['submissions', ...args], env);
    const createPublicCard = (message: string) =>
      createPostcard({ postcard: { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message, from: 'Anna', publish: true }, tracking: { partner: 'bots' } });
    const fetchCounts = async (campaign: Campaign) => {
      const { asOf: _, ...counts } = await server.fetchCounts(campaign);
      return counts;
    };
    const fetchWall = async () => ((await server.request(`/campaigns/${cards.id}/messages.json`)).body as unknown as { messages: { text: string }[] }).messages.map(({ text }) => text);
    const withdraw = async (...args: string[]) => {
      const { code, stdout, stderr } = await run('withdraw', ...args);
      assert.deepEqual([code, stderr], [0, '']);
      const [, id, result] = /^withdrawal (\w{10})\ntook back (.*)\nto undo that: submissions restore \1\n$/.exec(stdout) ?? assert.fail(stdout);
      return { id: id!, result: result! };
    };

    it('take back letters by partner, time and origin, and restore them', async () => {
      const submit = (more: object) => server.submit(letters, createLetter(more as Record<string, unknown>));
      const real = createLetter({ tracking: { partner: 'newspaper', origin: 'https://news.example' } });
      await server.submit(letters, real);
      server.time = today + hour;
      for (let i = 0; i < 30; i++) await submit({ tracking: { partner: 'newspaper', origin: 'https://bots.example' } });
      const flood = createLetter({ tracking: { origin: 'https://bots.example' } });
      await server.submit(letters, flood);
      await submit({ testing: true, tracking: { origin: 'https://bots.example' } });
      server.time = today + 2 * hour;
      await submit({ tracking: { partner: 'newspaper', origin: 'https://bots.example' } });
      const counts = await fetchCounts(letters);
      assert.deepEqual([counts.people, counts.perPartner], [33, { newspaper: 32 }]);

      const window = ['--from', '2018-07-20T13:00:00Z', '--to', '2018-07-20T13:30:00Z'];
      const dryRun = await run('withdraw', '--campaign', letters.id, '--origin', 'https://bots.example', ...window, '--dry-run');
      assert.equal(dryRun.stdout, 'would take back 32 submissions: 32 were counted, 0 were held\n  newspaper: 30\n  without a partner: 2\n');
      assert.deepEqual(await fetchCounts(letters), counts);

      const { id, result } = await withdraw('--campaign', letters.id, '--origin', 'https://bots.example', ...window);
      assert.equal(result, '32 submissions: 32 were counted, 0 were held');
      const after = await fetchCounts(letters);
      assert.deepEqual([after.people, after.letters, after.perPartner], [2, 2, { newspaper: 2 }]);
      assert.equal((await server.submit(letters, real)).body.replayed, true);
      const replay = await server.submit(letters, flood);
      assert.deepEqual([replay.status, (replay.body as { held?: boolean }).held], [202, true]);
      assert.equal((await withdraw('--campaign', letters.id, '--origin', 'https://bots.example', ...window)).result, '0 submissions: 0 were counted, 0 were held');

      assert.deepEqual(await run('restore', id.toUpperCase()), { code: 0, stdout: 'restored 32 submissions\n', stderr: '' });
      assert.equal((await run('restore', id)).stdout, 'restored 0 submissions\n');
      assert.deepEqual(await fetchCounts(letters), counts);
      assert.deepEqual([(await server.submit(letters, flood)).status, (await run('withdrawals')).stdout.includes(id)], [200, true]);
      server.time = today;
    });

    it('take cards out of the piles and messages off the wall, and put them back as they were', async () => {
      await server.submit(cards, createPostcard({ tracking: { partner: 'newspaper' } }));
      const messages = ['Received.', 'Approved.', 'Declined.', 'Printed.', 'Delivered.'];
      for (const message of messages) await server.submit(cards, createPublicCard(message));
      const findIds = async (message: string) =>
        (await store.cards.find({ campaign: cards.id })).filter(({ payload }) => payload!.includes(message)).map(({ id }) => id);
      for (const [i, step] of (['approved', 'declined', 'printed', 'delivered'] as const).entries()) {
        const ids = await findIds(messages[i + 1]!);
        if (step !== 'declined') await collect(applyStep(store, ids, 'approved', { at: today }));
        await collect(applyStep(store, ids, step, { at: today, ...(step === 'delivered' && { day: '2018-07-21' }) }));
      }
      const readAll = async () => ({
        counts: await fetchCounts(cards),
        wall: await fetchWall(),
        cards: (await store.cards.find({ campaign: cards.id })).map(({ id, stage, delivered }) => [id, stage, delivered]),
      });
      const before = await readAll();
      assert.deepEqual([before.counts.postcards, before.wall.length], [{ received: 12, approved: 6, printed: 4, delivered: 2, paper: 0 }, 3]);

      const { id, result } = await withdraw('--campaign', cards.id, '--partner', 'bots');
      assert.equal(result, '5 submissions: 5 were counted, 0 were held');
      const after = await readAll();
      assert.deepEqual(after.counts, { people: 1, letters: 0, postcards: { received: 2, approved: 0, printed: 0, delivered: 0, paper: 0 }, perPerson: { 'ny-sokha': 1, 'lim-mony': 1 }, perPartner: { newspaper: 1, bots: 0 } });
      assert.deepEqual(after.wall, []);
      assert.deepEqual({ postcards: after.counts.postcards, perPerson: after.counts.perPerson }, await sumCards(store, cards));
      const [floodCard] = await findIds('Approved.');
      assert.deepEqual((await collect(undoStep(store, [floodCard!], today))).map(({ outcome }) => outcome), ['taken-back']);
      assert.deepEqual((await collect(applyStep(store, [floodCard!], 'approved', { at: today }))).map(({ outcome }) => outcome), ['taken-back']);

      assert.equal((await run('restore', id)).stdout, 'restored 5 submissions\n');
      assert.deepEqual(await readAll(), before);
      assert.deepEqual((await collect(undoStep(store, [floodCard!], today, 'approved'))).map(({ outcome }) => outcome), ['done']);
    });

    it('take back what is held as well, which no moderator sees then', async () => {
      const letter = createLetter({ tracking: { partner: 'held-bots' } });
      const hold = { isHeld: true, cancel: () => {} };
      await acceptSubmission(letters, { body: letter, allowed: true, admit: () => Promise.resolve(hold) }, { store, now: () => today, log: (error) => { throw error; } });
      const [submission] = await store.held.find({ campaign: letters.id });
      assert.deepEqual([submission!.held, submission!.partner], ['flood', 'held-bots']);
      const counts = await fetchCounts(letters);
      const { id, result } = await withdraw('--campaign', letters.id, '--partner', 'held-bots');
      assert.equal(result, '1 submission: 0 were counted, 1 were held');
      assert.deepEqual(await store.held.find({ campaign: letters.id }), []);
      assert.deepEqual((await collect(releaseHeld({ store, campaigns: [letters] }, [submission!.held_id]))).map(({ outcome }) => outcome), ['withdrawn']);
      await run('restore', id);
      assert.deepEqual((await store.held.find({ campaign: letters.id })).map(({ held }) => held), ['flood']);
      assert.deepEqual(await fetchCounts(letters), counts);
      assert.deepEqual((await collect(releaseHeld({ store, campaigns: [letters] }, [submission!.held_id]))).map(({ outcome }) => outcome), ['done']);
      assert.equal((await fetchCounts(letters)).people, counts.people + 1);
    });

    it('count everything once while supporters submit, and if two organisers take back the same at the same time', async () => {
      const submitMany = (count: number, partner: string) =>
        Promise.all(Array.from({ length: count }, () => server.submit(letters, createLetter({ tracking: { partner } }))));
      await submitMany(700, 'flood');
      const before = await fetchCounts(letters);
      const filter = { campaign: letters.id, partner: 'flood', to: new Date(today + hour).toISOString() };
      const other = await database.open();
      const [first, second] = await Promise.all([withdrawSubmissions(store, filter, { now: today }), withdrawSubmissions(other, filter, { now: today }), submitMany(50, 'newspaper')]);
      await other.close();
      assert.equal(first.counted + second.counted, 700);
      const after = await fetchCounts(letters);
      assert.deepEqual([after.people, after.perPartner['flood']], [before.people - 650, 0]);
      for (const { id } of [first, second]) await restoreSubmissions(store, id, today);
      assert.equal((await fetchCounts(letters)).people, before.people + 50);
    });

    it('explain a mistake, and exit with 2', async () => {
      const campaign = ['--campaign', letters.id];
      const cases = [[], ['wihdraw'], ['withdraw'], ['withdraw', ...campaign], ['withdraw', ...campaign, 'x', '--partner', 'y'], ['withdraw', ...campaign, '--from', 'yesterday'], ['restore'], ['restore', 'x', 'y'], ['restore', 'x', '--partner', 'y'], ['withdrawals', '--nope']];
      for (const args of cases) {
        const { code, stderr, stdout } = await run(...args);
        assert.deepEqual([args, code, stdout], [args, 2, '']);
        assert.match(stderr, /^action-widgets-server: .+\n\nUsage: action-widgets-server submissions <command>/);
      }
      assert.match((await run('withdraw', '--campaign', 'nothing', '--partner', 'x')).stderr, /unknown campaign "nothing"; known: /);
      assert.deepEqual(await run('restore', 'zzzzzzzzzz'), { code: 2, stdout: '', stderr: 'action-widgets-server: no such withdrawal: zzzzzzzzzz\n' });
      assert.match((await run('--help')).stdout, /^Usage: action-widgets-server submissions/);
    });
  });
