/** Many submissions at once, and many partners. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { maxPublishedPartners } from '../../src/server/submissions/counters.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer } from './support/test-server.ts';

describeWithBothStores('concurrent submissions', (store) => {
  it('stores and counts a submission once when it arrives a hundred times, with equal receipts but for "replayed"', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const letter = createLetter();
    const responses = await Promise.all(Array.from({ length: 100 }, () => server.submit(campaign, letter)));
    const [first, ...replays] = responses.sort((a, b) => b.status - a.status);
    assert.equal(first!.status, 201);
    for (const { status, body } of replays) {
      assert.equal(status, 200);
      assert.deepEqual(body, { ...first!.body, replayed: true });
    }
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('stores one of twenty submissions with the same id and different content, and answers 409 to the others', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const { id } = createLetter();
    const submit = (name: string) => server.submit(campaign, createLetter({ id, person: { name } }));
    const responses = await Promise.all(Array.from({ length: 20 }, (_, i) => submit(`Anna ${i}`)));
    assert.deepEqual(responses.map(({ status }) => status).sort(), [201, ...Array.from({ length: 19 }, () => 409)]);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('counts a thousand submissions to two campaigns, each receipt with a number of its own', async () => {
    const campaigns = [createLetterCampaign(), createLetterCampaign()];
    const server = createTestServer(store(), campaigns);
    const responses = await Promise.all(Array.from({ length: 1000 }, (_, i) => server.submit(campaigns[i % 2]!, createLetter())));
    assert.ok(responses.every(({ status }) => status === 201));
    for (const [remainder, campaign] of campaigns.entries()) {
      const numbers = responses.filter((_, i) => i % 2 === remainder).map(({ body }) => body.counts.people);
      assert.deepEqual(numbers.sort((a, b) => a - b), Array.from({ length: 500 }, (_, i) => i + 1));
      assert.equal((await server.fetchCounts(campaign)).people, 500);
    }
  });

  it('answers 503 to a submission that the database refuses, and stores the rest of its batch', async () => {
    const campaign = createLetterCampaign();
    const realStore = store();
    const server = createTestServer(
      {
        ...realStore,
        insertSubmission: (submission) =>
          realStore.insertSubmission(submission.row.partner === 'bad' ? { ...submission, row: { ...submission.row, kind: null as unknown as string } } : submission),
      },
      [campaign],
    );
    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, i) => server.submit(campaign, createLetter({ tracking: { partner: i === 4 ? 'bad' : 'good' } }))),
    );
    assert.deepEqual(responses.map(({ status }) => status), [201, 201, 201, 201, 503, 201, 201, 201, 201, 201]);
    assert.deepEqual((await server.fetchCounts(campaign)).perPartner, { good: 9 });
  });
});

describeWithBothStores('counts per partner', (store) => {
  it('publishes the unlisted partners with the most submissions, so that invented names cannot displace real ones', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(store(), [campaign]);
    const submitFrom = (partner: string) => server.submit(campaign, createLetter({ tracking: { partner } }));
    await Promise.all(Array.from({ length: maxPublishedPartners }, (_, i) => submitFrom(`invented-${i}`)));
    assert.equal((await submitFrom('real-newspaper')).body.counts.perPartner['real-newspaper'], 1);
    assert.equal((await submitFrom('real-newspaper')).body.counts.perPartner['real-newspaper'], 2);
    const { people, perPartner } = await server.fetchCounts(campaign);
    assert.deepEqual([people, Object.keys(perPartner).length], [maxPublishedPartners + 2, maxPublishedPartners]);
    assert.equal(perPartner['real-newspaper'], 2);
  });

  it('publishes only listed partners where the campaign lists them', async () => {
    const campaign = createLetterCampaign({ partners: ['listed'] });
    const server = createTestServer(store(), [campaign]);
    const submitFrom = (partner: string) => server.submit(campaign, createLetter({ tracking: { partner } }));
    assert.equal((await submitFrom('listed')).status, 201);
    assert.equal((await submitFrom('invented')).status, 422);
    assert.deepEqual((await server.fetchCounts(campaign)).perPartner, { listed: 1 });
  });

  it('stores submissions to many campaigns with five thousand partners each in one batch', async () => {
    const campaigns = Array.from({ length: 8 }, (_, i) =>
      createLetterCampaign({ partners: Array.from({ length: 5000 }, (_, j) => `partner-${i}-${j}`) }),
    );
    const server = createTestServer(store(), campaigns);
    const responses = await Promise.all(
      campaigns.map((campaign, i) => server.submit(campaign, createLetter({ tracking: { partner: `partner-${i}-4999` } }))),
    );
    assert.deepEqual(responses.map(({ status }) => status), campaigns.map(() => 201));
    assert.deepEqual(server.logLines, []);
    for (const [i, { body }] of responses.entries()) {
      assert.equal(body.counts.perPartner[`partner-${i}-4999`], 1);
      assert.equal(Object.keys(body.counts.perPartner).length, 5000);
    }
    const { perPartner } = await server.fetchCounts(campaigns[7]!);
    assert.deepEqual([Object.keys(perPartner).length, perPartner['partner-7-4999']], [5000, 1]);
  });
});
