/** The stages of a card, from a real submission on. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { applyStep, registerPaperCards, undoStep, type Step, type StepResult, type UndoableStep } from '../../src/server/cards/card-workflow.ts';
import { createShortId } from '../../src/server/db/short-id.ts';
import { deleteExpired } from '../../src/server/retention/retention-job.ts';
import { waitUntil } from '../support/wait-until.ts';
import { collect, sumCards } from './cards.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

const now = { at: today };

/** Tries again if no database connection became free in time, as happens on a busy machine: then nothing was changed. */
async function retryWithoutConnection<T>(action: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++)
    try {
      return await action();
    } catch (error) {
      if (attempts === 10 || !/timeout exceeded when trying to connect/.test(String(error))) throw error;
    }
}

const collectOutcomes = async (results: AsyncGenerator<StepResult>) => (await collect(results)).map(({ outcome }) => outcome);

describeWithBothStores('a card', (store) => {
  const findCards = (campaign: Campaign) => store().cards.find({ campaign: campaign.id });
  const findIds = async (campaign: Campaign) => (await findCards(campaign)).map(({ id }) => id);
  const apply = (ids: readonly string[], step: Step, details: object = {}) => collectOutcomes(applyStep(store(), ids, step, { ...now, ...details }));
  const undo = (ids: readonly string[], step?: UndoableStep) => collectOutcomes(undoStep(store(), ids, today, step));

  /** Submits a postcard to two people. */
  async function submitPostcard() {
    const campaign = createPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    const submission = createPostcard();
    assert.equal((await server.submit(campaign, submission)).status, 201);
    const [first, second] = (await findIds(campaign)) as [string, string];
    /** Asserts that the counts are the sum of the stored cards. */
    const fetchCounts = async () => {
      const { postcards, perPerson, people } = await server.fetchCounts(campaign);
      assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
      return { ...postcards, people };
    };
    return { campaign, server, submission, first, second, fetchCounts };
  }

  it('is created for each person, and each has its own stage', async () => {
    const { campaign, submission, first, fetchCounts } = await submitPostcard();
    const cards = await findCards(campaign);
    assert.deepEqual(cards.map(({ person }) => person).sort(), ['lim-mony', 'ny-sokha']);
    assert.ok(cards.every(({ stage, paper, day }) => stage === 'received' && !paper && day === '2018-07-20'));
    assert.ok(cards.every(({ id }) => /^[0-9a-z]{10}$/.test(id) && !submission.id.includes(id)));
    assert.deepEqual(await apply([first], 'approved'), ['done']);
    assert.deepEqual(await fetchCounts(), { received: 2, approved: 1, printed: 0, delivered: 0, paper: 0, people: 1 });
  });

  it('is approved, printed and delivered, and every step can be undone, each time with consistent counts', async () => {
    const { campaign, first, fetchCounts } = await submitPostcard();
    const steps: [Step, object][] = [
      ['approved', { approved: 1, printed: 0, delivered: 0 }],
      ['printed', { approved: 1, printed: 1, delivered: 0 }],
      ['delivered', { approved: 1, printed: 1, delivered: 1 }],
    ];
    const before = { received: 2, approved: 0, printed: 0, delivered: 0, paper: 0, people: 1 };
    for (const [step, counts] of steps) {
      assert.deepEqual(await apply([first], step, { day: '2018-07-20', place: 'Prey Sar' }), ['done']);
      assert.deepEqual(await fetchCounts(), { ...before, ...counts });
    }
    const [card] = await store().cards.find({ ids: [first] });
    assert.deepEqual([card!.stage, card!.delivered, card!.place], ['delivered', '2018-07-20', 'Prey Sar']);
    const undoneSteps = [['delivered', steps[1]![1]], ['printed', steps[0]![1]], ['approved', {}]] as const;
    for (const [step, counts] of undoneSteps) {
      assert.deepEqual(await undo([first], step), ['done']);
      assert.deepEqual(await fetchCounts(), { ...before, ...counts });
    }
    const [undone] = await store().cards.find({ campaign: campaign.id, stages: ['received'], person: card!.person });
    assert.deepEqual([undone!.id, undone!.delivered, undone!.place, undone!.step_count], [first, null, null, 6]);
  });

  it('loses no further step when an undo is repeated, whether the step is named or not', async () => {
    const { first, second, fetchCounts } = await submitPostcard();
    for (const step of ['approved', 'printed', 'delivered'] as const) await apply([first], step);
    assert.deepEqual(await undo([first], 'printed'), ['delivered']);
    for (const outcome of ['done', 'already', 'already']) assert.deepEqual(await undo([first], 'delivered'), [outcome]);
    assert.equal((await fetchCounts()).printed, 1);
    assert.deepEqual(await undo([first]), ['already']);
    await apply([first], 'delivered');
    for (const outcome of ['done', 'already']) assert.deepEqual(await undo([first]), [outcome]);
    assert.deepEqual(await fetchCounts(), { received: 2, approved: 1, printed: 1, delivered: 0, paper: 0, people: 1 });
    assert.deepEqual(await undo([first], 'declined'), ['nothing']);
    assert.deepEqual(await undo([second]), ['nothing']);
  });

  it('cannot be delivered before the day on which it was received or printed anywhere on earth, and holds back no other card', async () => {
    const { campaign, first, second, fetchCounts } = await submitPostcard();
    const deliver = (ids: string[], day: string) => collect(applyStep(store(), ids, 'delivered', { ...now, day }));
    await apply([first, second], 'approved');
    const conflict = { event: 'received', day: '2018-07-20' };
    assert.deepEqual(await deliver([first], '2018-07-18'), [{ id: first, outcome: 'too-early', stage: 'approved', conflict }]);
    // West of Greenwich it was still the day before.
    assert.deepEqual((await deliver([first], '2018-07-19')).map(({ outcome }) => outcome), ['done']);

    await apply([second], 'printed', { at: Date.parse('2018-07-25T13:00:00Z') });
    const paper = createShortId();
    await registerPaperCards(store(), { campaign: campaign.id, person: 'lim-mony', ids: [paper], day: '2018-07-10', at: today });
    await apply([paper], 'approved');
    assert.deepEqual(await deliver([second, paper], '2018-07-24'), [
      { id: second, outcome: 'too-early', stage: 'printed', conflict: { event: 'printed', day: '2018-07-25' } },
      { id: paper, outcome: 'done', stage: 'delivered' },
    ]);
    await undo([paper]);
    assert.deepEqual((await deliver([paper], '2018-07-09')).map((result) => result.conflict), [{ event: 'received', day: '2018-07-10' }]);
    assert.deepEqual((await deliver([second, paper], '2018-07-25')).map(({ outcome }) => outcome), ['done', 'done']);
    assert.equal((await fetchCounts()).delivered, 3);
  });

  it('counts as printed when it is delivered without printing, until that is undone', async () => {
    const { first, fetchCounts } = await submitPostcard();
    await apply([first], 'approved');
    await apply([first], 'delivered');
    assert.deepEqual(await fetchCounts(), { received: 2, approved: 1, printed: 1, delivered: 1, paper: 0, people: 1 });
    await undo([first]);
    assert.deepEqual(await fetchCounts(), { received: 2, approved: 1, printed: 0, delivered: 0, paper: 0, people: 1 });
  });

  it('reports a repeated step as already taken, and counts it once', async () => {
    const { first, fetchCounts } = await submitPostcard();
    for (const step of ['approved', 'printed', 'delivered'] as const) {
      assert.deepEqual(await apply([first, first], step), ['done', 'done']);
      assert.deepEqual(await apply([first], step), ['already']);
    }
    for (const step of ['approved', 'printed'] as const) assert.deepEqual(await apply([first], step), ['already']);
    assert.deepEqual(await fetchCounts(), { received: 2, approved: 1, printed: 1, delivered: 1, paper: 0, people: 1 });
  });

  it('cannot be printed or delivered before it is approved, nor after it is declined', async () => {
    const { first, second, fetchCounts } = await submitPostcard();
    assert.deepEqual(await apply([first], 'printed'), ['not-approved']);
    assert.deepEqual(await apply([first], 'delivered'), ['not-approved']);
    assert.deepEqual(await apply([first], 'declined'), ['done']);
    for (const step of ['approved', 'printed', 'delivered'] as const) assert.deepEqual(await apply([first], step), ['declined']);
    assert.deepEqual(await apply([second], 'approved'), ['done']);
    assert.deepEqual(await apply([second], 'declined'), ['approved']);
    assert.deepEqual(await fetchCounts(), { received: 2, approved: 1, printed: 0, delivered: 0, paper: 0, people: 1 });
  });

  it('is updated even if another id in the same call is unknown', async () => {
    const { first, second } = await submitPostcard();
    assert.deepEqual(await collect(applyStep(store(), [first, 'nobody', second], 'approved', now)), [
      { id: first, outcome: 'done', stage: 'approved' },
      { id: 'nobody', outcome: 'unknown' },
      { id: second, outcome: 'done', stage: 'approved' },
    ]);
  });

  it('on paper is registered, needs approval but no printing, and can be withdrawn', async () => {
    const { campaign, fetchCounts } = await submitPostcard();
    const ids = [createShortId(), createShortId(), createShortId()];
    const [first, second, third] = ids.map((id) => [id]) as [string[], string[], string[]];
    const batch = { campaign: campaign.id, person: 'lim-mony', ids, day: '2018-07-01', at: today };
    await registerPaperCards(store(), batch);
    await registerPaperCards(store(), batch);
    assert.deepEqual(await fetchCounts(), { received: 5, approved: 0, printed: 0, delivered: 0, paper: 3, people: 1 });
    assert.deepEqual(await apply(first, 'delivered'), ['not-approved']);
    assert.deepEqual(await apply([...first, ...second], 'approved'), ['done', 'done']);
    assert.deepEqual(await apply(first, 'printed'), ['paper']);
    assert.deepEqual(await apply(first, 'delivered'), ['done']);
    assert.deepEqual(await fetchCounts(), { received: 5, approved: 2, printed: 1, delivered: 1, paper: 3, people: 1 });
    assert.deepEqual(await undo(third), ['done']);
    assert.deepEqual(await apply(third, 'approved'), ['withdrawn']);
    assert.deepEqual(await undo(third, 'paper'), ['already']);
    assert.deepEqual(await undo(first, 'paper'), ['delivered']);
    assert.deepEqual(await fetchCounts(), { received: 4, approved: 2, printed: 1, delivered: 1, paper: 2, people: 1 });
  });

  it('on paper is registered with its whole batch or not at all, even if batches of the same name arrive at once', async () => {
    const { campaign, fetchCounts } = await submitPostcard();
    const batchIds = Array.from({ length: 5 }, createShortId);
    const register = (count: number) =>
      registerPaperCards(store(), { campaign: campaign.id, person: 'lim-mony', ids: batchIds.slice(0, count), batchIds, day: '2018-07-01', at: today });
    const sizes = [3, 5, 1, 4];
    const existing = await Promise.all(sizes.map(register));
    const [registeredSize, ...others] = sizes.filter((_, i) => !existing[i]!.length);
    assert.deepEqual(others, []);
    assert.deepEqual(existing.map(({ length }) => length).sort(), [0, registeredSize, registeredSize, registeredSize]);
    assert.equal((await fetchCounts()).paper, registeredSize);
  });

  it('is not created by a test, a letter or a replay', async () => {
    const { campaign, server, submission } = await submitPostcard();
    assert.equal((await server.submit(campaign, submission)).status, 200);
    assert.equal((await server.submit(campaign, createPostcard({ testing: true }))).status, 201);
    assert.equal((await findCards(campaign)).length, 2);
    const letterCampaign = createLetterCampaign();
    await createTestServer(store(), [letterCampaign]).submit(letterCampaign, createLetter());
    assert.equal((await findCards(letterCampaign)).length, 0);
  });

  it('cannot be printed after its text has been deleted, but can be delivered and still counts', async () => {
    const campaign = createPostcardCampaign({ retention: { days: 30 } });
    const server = createTestServer(store(), [campaign]);
    await server.submit(campaign, createPostcard());
    const ids = await findIds(campaign);
    await apply(ids, 'approved');
    const noCampaigns = { get: () => undefined, all: () => [] };
    await deleteExpired(noCampaigns, store(), today + 31 * 86_400_000);
    assert.ok((await findCards(campaign)).every(({ payload, stage }) => payload === null && stage === 'approved'));
    assert.deepEqual(await apply(ids, 'printed'), ['text-deleted', 'text-deleted']);
    assert.deepEqual(await apply(ids, 'delivered'), ['done', 'done']);
    const { postcards, perPerson } = await server.fetchCounts(campaign);
    assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
    assert.equal(postcards.printed, 2);
  });

  it('is moved once by two hundred concurrent steps, and every step is counted', async () => {
    const campaign = createPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    await Promise.all(Array.from({ length: 20 }, () => server.submit(campaign, createPostcard())));
    const ids = await findIds(campaign);
    const steps = Array.from({ length: 200 }, (_, i) => {
      const id = [ids[i % ids.length]!];
      const step = (['approved', 'printed', 'delivered', 'declined'] as const)[(i * 7) % 5];
      return retryWithoutConnection(() => (step ? apply(id, step) : undo(id)));
    });
    const submissions = Array.from({ length: 20 }, () => createPostcard()).map((postcard) =>
      waitUntil('the card is stored', async () => (await server.submit(campaign, postcard)).status < 300),
    );
    await Promise.all([...steps, ...submissions]);
    const { postcards, perPerson } = await server.fetchCounts(campaign);
    assert.equal(postcards.received, 80);
    assert.ok(postcards.approved > 0);
    assert.deepEqual({ postcards, perPerson }, await sumCards(store(), campaign));
  });
});
