/** The life of a card, by the road a real one goes. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { deleteExpired } from '../../src/server/retention/retention-job.ts';
import { registerPaperCards, applyStep, undoStep, type Step, type StepResult } from '../../src/server/cards/card-workflow.ts';
import { createShortId } from '../../src/server/db/short-id.ts';
import { createTestServer, createLetter, createLetterCampaign, describeWithBothStores, createPostcard, createPostcardCampaign, today } from './support.ts';
import { collect, sumCards } from './cards.ts';

const told = async (steps: AsyncGenerator<StepResult>) => (await collect(steps)).map((one) => one.outcome);
const now = { at: today };

describeWithBothStores('a card', (store) => {
  const cardsOf = (campaign: Campaign) => store().cards.find({ campaign: campaign.id });
  const idsOf = async (campaign: Campaign) => (await cardsOf(campaign)).map(({ id }) => id);

  /** A campaign with one card to each of two people. */
  async function sent(more: Record<string, unknown> = {}) {
    const campaign = createPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createPostcard(more);
    assert.equal((await server.submit(campaign, submission)).status, 201);
    const [one, other] = (await idsOf(campaign)) as [string, string];
    const counts = async () => {
      const { postcards, perPerson, people } = await server.fetchCounts(campaign);
      assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
      return { ...postcards, people };
    };
    return { campaign, server, submission, one, other, counts };
  }

  it('to two people is two cards, each with its own way', async () => {
    const { campaign, submission, one, counts } = await sent();
    const cards = await cardsOf(campaign);
    assert.deepEqual(cards.map(({ person }) => person).sort(), ['lim-mony', 'ny-sokha']);
    assert.ok(cards.every(({ stage, paper, day }) => stage === 'received' && !paper && day === '2018-07-20'));
    assert.ok(cards.every(({ id }) => /^[0-9a-z]{10}$/.test(id) && !submission.id.includes(id)));
    assert.deepEqual(await told(applyStep(store(), [one], 'approved', now)), ['done']);
    assert.deepEqual(await counts(), { received: 2, approved: 1, printed: 0, delivered: 0, paper: 0, people: 1 });
  });

  it('is approved, printed, delivered on a day at a place, and all the way back; each time the counts are what is stored', async () => {
    const { campaign, one, counts } = await sent();
    const steps: [Step, object][] = [
      ['approved', { approved: 1, printed: 0, delivered: 0 }],
      ['printed', { approved: 1, printed: 1, delivered: 0 }],
      ['delivered', { approved: 1, printed: 1, delivered: 1 }],
    ];
    const before = { received: 2, approved: 0, printed: 0, delivered: 0, paper: 0, people: 1 };
    for (const [step, numbers] of steps) {
      assert.deepEqual(await told(applyStep(store(), [one], step, { ...now, day: '2018-07-20', place: 'Prey Sar' })), ['done']);
      assert.deepEqual(await counts(), { ...before, ...numbers });
    }
    const [card] = await store().cards.find({ ids: [one] });
    assert.deepEqual([card!.stage, card!.delivered, card!.place], ['delivered', '2018-07-20', 'Prey Sar']);
    const back = [['delivered', steps[1]![1]], ['printed', steps[0]![1]], ['approved', {}]] as const;
    for (const [step, numbers] of back) {
      assert.deepEqual(await told(undoStep(store(), [one], today, step)), ['done']);
      assert.deepEqual(await counts(), { ...before, ...numbers });
    }
    const [undone] = await store().cards.find({ campaign: campaign.id, stages: ['received'], person: card!.person });
    assert.deepEqual([undone!.id, undone!.delivered, undone!.place, undone!.step_count], [one, null, null, 6]);
  });

  it('whose step is taken back again loses no other, whether the step is named or not', async () => {
    const { one, other, counts } = await sent();
    for (const step of ['approved', 'printed', 'delivered'] as const) await told(applyStep(store(), [one], step, now));
    const undo = (...what: Parameters<typeof undoStep>[3][]) => told(undoStep(store(), [one], today, ...what));
    assert.deepEqual(await undo('printed'), ['delivered']);
    for (const expected of ['done', 'already', 'already']) assert.deepEqual(await undo('delivered'), [expected]);
    assert.equal((await counts()).printed, 1);
    assert.deepEqual(await undo(), ['already']);
    await told(applyStep(store(), [one], 'delivered', now));
    for (const expected of ['done', 'already']) assert.deepEqual(await undo(), [expected]);
    assert.deepEqual(await counts(), { received: 2, approved: 1, printed: 1, delivered: 0, paper: 0, people: 1 });
    assert.deepEqual(await undo('declined'), ['nothing']);
    assert.deepEqual(await told(undoStep(store(), [other], today)), ['nothing']);
  });

  it('can not be delivered before the day on which it came in or was printed, wherever it goes; that takes nothing from the others', async () => {
    const { campaign, one, other, counts } = await sent();
    const deliver = (ids: string[], day: string) => collect(applyStep(store(), ids, 'delivered', { ...now, day }));
    await told(applyStep(store(), [one, other], 'approved', now));
    const conflict = { event: 'received', day: '2018-07-20' };
    assert.deepEqual(await deliver([one], '2018-07-18'), [{ id: one, outcome: 'too-early', stage: 'approved', conflict }]);
    // West of Greenwich it was still the day before.
    assert.deepEqual((await deliver([one], '2018-07-19')).map((one) => one.outcome), ['done']);

    await told(applyStep(store(), [other], 'printed', { at: Date.parse('2018-07-25T13:00:00Z') }));
    const paper = createShortId();
    await registerPaperCards(store(), { campaign: campaign.id, person: 'lim-mony', ids: [paper], day: '2018-07-10', at: today });
    await told(applyStep(store(), [paper], 'approved', now));
    assert.deepEqual(await deliver([other, paper], '2018-07-24'), [
      { id: other, outcome: 'too-early', stage: 'printed', conflict: { event: 'printed', day: '2018-07-25' } },
      { id: paper, outcome: 'done', stage: 'delivered' },
    ]);
    await told(undoStep(store(), [paper], today));
    assert.deepEqual((await deliver([paper], '2018-07-09')).map(({ conflict }) => conflict), [{ event: 'received', day: '2018-07-10' }]);
    assert.deepEqual((await deliver([other, paper], '2018-07-25')).map((one) => one.outcome), ['done', 'done']);
    assert.equal((await counts()).delivered, 3);
  });

  it('that is delivered straight from approval counts as printed, until that is undone', async () => {
    const { one, counts } = await sent();
    await told(applyStep(store(), [one], 'approved', now));
    await told(applyStep(store(), [one], 'delivered', now));
    assert.deepEqual(await counts(), { received: 2, approved: 1, printed: 1, delivered: 1, paper: 0, people: 1 });
    await told(undoStep(store(), [one], today));
    assert.deepEqual(await counts(), { received: 2, approved: 1, printed: 0, delivered: 0, paper: 0, people: 1 });
  });

  it('where it is already is told, and counted once', async () => {
    const { one, counts } = await sent();
    for (const step of ['approved', 'printed', 'delivered'] as const) {
      assert.deepEqual(await told(applyStep(store(), [one, one], step, now)), ['done', 'done']);
      assert.deepEqual(await told(applyStep(store(), [one], step, now)), ['already']);
    }
    for (const step of ['approved', 'printed'] as const) assert.deepEqual(await told(applyStep(store(), [one], step, now)), ['already']);
    assert.deepEqual(await counts(), { received: 2, approved: 1, printed: 1, delivered: 1, paper: 0, people: 1 });
  });

  it('can not be printed or delivered before somebody has approved it, nor once it is declined', async () => {
    const { one, other, counts } = await sent();
    assert.deepEqual(await told(applyStep(store(), [one], 'printed', now)), ['not-approved']);
    assert.deepEqual(await told(applyStep(store(), [one], 'delivered', now)), ['not-approved']);
    assert.deepEqual(await told(applyStep(store(), [one], 'declined', now)), ['done']);
    for (const step of ['approved', 'printed', 'delivered'] as const)
      assert.deepEqual(await told(applyStep(store(), [one], step, now)), ['declined']);
    assert.deepEqual(await told(applyStep(store(), [other], 'approved', now)), ['done']);
    assert.deepEqual(await told(applyStep(store(), [other], 'declined', now)), ['approved']);
    assert.deepEqual(await counts(), { received: 2, approved: 1, printed: 0, delivered: 0, paper: 0, people: 1 });
  });

  it('that nobody knows takes nothing from the others', async () => {
    const { one, other } = await sent();
    assert.deepEqual(await collect(applyStep(store(), [one, 'nobody', other], 'approved', now)), [
      { id: one, outcome: 'done', stage: 'approved' },
      { id: 'nobody', outcome: 'unknown' },
      { id: other, outcome: 'done', stage: 'approved' },
    ]);
  });

  it('of paper is counted in, needs reading but no print, and can be taken out again', async () => {
    const { campaign, counts } = await sent();
    const ids = [createShortId(), createShortId(), createShortId()];
    const paper = { campaign: campaign.id, person: 'lim-mony', ids, day: '2018-07-01', at: today };
    await registerPaperCards(store(), paper);
    await registerPaperCards(store(), paper);
    assert.deepEqual(await counts(), { received: 5, approved: 0, printed: 0, delivered: 0, paper: 3, people: 1 });
    assert.deepEqual(await told(applyStep(store(), ids.slice(0, 1), 'delivered', now)), ['not-approved']);
    assert.deepEqual(await told(applyStep(store(), ids.slice(0, 2), 'approved', now)), ['done', 'done']);
    assert.deepEqual(await told(applyStep(store(), ids.slice(0, 1), 'printed', now)), ['paper']);
    assert.deepEqual(await told(applyStep(store(), ids.slice(0, 1), 'delivered', now)), ['done']);
    assert.deepEqual(await counts(), { received: 5, approved: 2, printed: 1, delivered: 1, paper: 3, people: 1 });
    assert.deepEqual(await told(undoStep(store(), ids.slice(2), today)), ['done']);
    assert.deepEqual(await told(applyStep(store(), ids.slice(2), 'approved', now)), ['withdrawn']);
    assert.deepEqual(await told(undoStep(store(), ids.slice(2), today, 'paper')), ['already']);
    assert.deepEqual(await told(undoStep(store(), ids.slice(0, 1), today, 'paper')), ['delivered']);
    assert.deepEqual(await counts(), { received: 4, approved: 2, printed: 1, delivered: 1, paper: 2, people: 1 });
  });

  it('of paper comes in with the whole of its batch or not at all, also where two batches of one name come at once', async () => {
    const { campaign, counts } = await sent();
    const batch = Array.from({ length: 5 }, createShortId);
    const add = (n: number) =>
      registerPaperCards(store(), { campaign: campaign.id, person: 'lim-mony', ids: batch.slice(0, n), batchIds: batch, day: '2018-07-01', at: today });
    const sizes = [3, 5, 1, 4];
    const there = await Promise.all(sizes.map(add));
    const [counted, ...more] = sizes.filter((_, i) => !there[i]!.length);
    assert.deepEqual(more, []);
    assert.deepEqual(there.map((some) => some.length).sort(), [0, counted, counted, counted]);
    assert.equal((await counts()).paper, counted);
  });

  it('is made by no test, no letter and no replay', async () => {
    const { campaign, server, submission } = await sent();
    assert.equal((await server.submit(campaign, submission)).status, 200);
    assert.equal((await server.submit(campaign, createPostcard({ testing: true }))).status, 201);
    assert.equal((await cardsOf(campaign)).length, 2);
    const other = createLetterCampaign();
    await createTestServer(store(), [other]).submit(other, createLetter());
    assert.equal((await cardsOf(other)).length, 0);
  });

  it('outlives its words: once they are forgotten it can not be printed any more, but what is on paper goes its way, and is counted', async () => {
    const campaign = createPostcardCampaign({ retention: { days: 30 } });
    const server = createTestServer(store(), [campaign]);
    await server.submit(campaign, createPostcard());
    const ids = await idsOf(campaign);
    await told(applyStep(store(), ids, 'approved', now));
    const none = { get: () => undefined, all: () => [] };
    await deleteExpired(none, store(), today + 31 * 86_400_000);
    assert.ok((await cardsOf(campaign)).every(({ payload, stage }) => payload === null && stage === 'approved'));
    assert.deepEqual(await told(applyStep(store(), ids, 'printed', now)), ['text-deleted', 'text-deleted']);
    assert.deepEqual(await told(applyStep(store(), ids, 'delivered', now)), ['done', 'done']);
    const { postcards, perPerson } = await server.fetchCounts(campaign);
    assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
    assert.equal(postcards.printed, 2);
  });

  it('one of two hundred that are moved at once, by many, is moved once, and all are counted', async () => {
    const campaign = createPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    await Promise.all(Array.from({ length: 20 }, () => server.submit(campaign, createPostcard())));
    const ids = await idsOf(campaign);
    const steps = Array.from({ length: 200 }, (_, i) => {
      const id = [ids[i % ids.length]!];
      const step = (['approved', 'printed', 'delivered', 'declined'] as const)[(i * 7) % 5];
      return told(step ? applyStep(store(), id, step, now) : undoStep(store(), id, today));
    });
    const more = Array.from({ length: 20 }, () => server.submit(campaign, createPostcard()));
    await Promise.all([...steps, ...more]);
    const { postcards, perPerson } = await server.fetchCounts(campaign);
    assert.equal(postcards.received, 80);
    assert.ok(postcards.approved > 0);
    assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
  });

  it('whatever is done in whatever order: the counts are the sum of what is stored', async () => {
    const action = fc.oneof(
      fc.record({ what: fc.constant('send' as const), to: fc.subarray(['ny-sokha', 'lim-mony'], { minLength: 1 }), testing: fc.boolean() }),
      fc.record({ what: fc.constant('paper' as const), count: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ what: fc.constantFrom('approved', 'declined', 'printed', 'delivered'), card: fc.nat(), more: fc.nat() }),
      fc.record({ what: fc.constant('undo' as const), card: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 40 }), async (actions) => {
        const campaign = createPostcardCampaign();
        const server = createTestServer(store(), [campaign]);
        for (const one of actions) {
          const ids = await idsOf(campaign);
          const chosen = (n: number) => ids.slice(n % (ids.length || 1), (n % (ids.length || 1)) + 2);
          if (one.what === 'send')
            await server.submit(campaign, createPostcard({ testing: one.testing, postcard: { to: one.to, design: 'lotus', message: 'A', from: 'B' } }));
          else if (one.what === 'paper')
            await registerPaperCards(store(), { campaign: campaign.id, person: 'ny-sokha', ids: Array.from({ length: one.count }, createShortId), day: '2018-07-01', at: today });
          else if (one.what === 'undo') await told(undoStep(store(), chosen(one.card), today));
          else await told(applyStep(store(), chosen(one.card), one.what, now));
        }
        const { postcards, perPerson } = await server.fetchCounts(campaign);
        assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
        assert.ok(postcards.delivered <= postcards.printed && postcards.printed <= postcards.approved && postcards.approved <= postcards.received);
      }),
      { numRuns: 60 },
    );
  });
});
