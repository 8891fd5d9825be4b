/** Floods: what a submission has to pay beyond the limits, and that nobody is locked out by an address alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { challengeSchema, type Challenge, type Proof } from '../../src/campaign/schema/proof.schema.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { heldReceiptSchema } from '../../src/campaign/schema/submission.schema.ts';
import { createAbuseProtection, type AbuseProtection, type LimitFactors } from '../../src/server/abuse/abuse-protection.ts';
import { baseCounter, createProofOfWork, highestCounter } from '../../src/server/abuse/proof-of-work.ts';
import { createSenderHash, toNetwork } from '../../src/server/abuse/sender.ts';
import type { Store } from '../../src/server/db/store.ts';
import { createOutboxKeys, type OutboxKeys } from '../../src/server/outbox/outbox-keys.ts';
import { solve } from '../support/proof-of-work.ts';
import { seal } from './envelopes.ts';
import { fillForm } from './forms.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, type TestServer } from './support/test-server.ts';

const minute = 60_000;
const limits = { campaign: 5, sender: 3 };
const always = { abuse: { proof: 'always' as const } };

interface ProtectedServer {
  server: TestServer;
  abuse: AbuseProtection;
  fetchChallenge: (campaign: Campaign) => Promise<Challenge>;
}

/** Its time is real, because altcha-lib looks at the clock. */
function createProtectedServer(store: Store, campaigns: readonly Campaign[], abuseLimits = limits, more: { factors?: LimitFactors; outboxKeys?: OutboxKeys } = {}): ProtectedServer {
  const abuse = createAbuseProtection(store, () => server.time, abuseLimits, more.factors);
  const server = createTestServer(store, campaigns, { abuse, outboxKeys: more.outboxKeys });
  server.time = Date.now();
  const fetchChallenge = async ({ id }: Campaign) => (await server.request(`/campaigns/${id}/challenge`)).body as unknown as Challenge;
  return { server, abuse, fetchChallenge };
}

const changeProof = (text: string, change: (proof: Proof) => void) => {
  const proof = JSON.parse(atob(text)) as Proof;
  change(proof);
  return btoa(JSON.stringify(proof));
};

describeWithBothStores('a campaign that always needs a proof', (store) => {
  it('refuses a submission without one, accepts one with it, and answers a replay without it', async () => {
    const campaign = createLetterCampaign(always);
    const { server, fetchChallenge } = createProtectedServer(store(), [campaign]);
    const letter = createLetter();
    const refused = await server.submit(campaign, letter);
    assert.deepEqual([refused.status, refused.body.type], [428, '/problems/proof-required']);
    const proof = solve(await fetchChallenge(campaign));
    assert.equal((await server.submit(campaign, { ...letter, proof })).status, 201);
    for (const replay of [letter, { ...letter, proof }, { ...letter, proof: 'another' }]) {
      const { status, body } = await server.submit(campaign, replay);
      assert.deepEqual([status, body.replayed], [200, true]);
    }
    assert.equal((await server.submit(campaign, { ...letter, language: 'km' })).status, 409);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('says what is wrong with a submission before it asks for a proof', async () => {
    const closed = createLetterCampaign({ ...always, closed: { at: new Date().toISOString(), text: 'She is free.' } });
    const campaign = createLetterCampaign(always);
    const { server } = createProtectedServer(store(), [campaign, closed]);
    assert.equal((await server.submit(campaign, createLetter({ person: {} }))).status, 422);
    assert.equal((await server.submit(closed, createLetter())).status, 410);
  });

  it('accepts each proof once, also if many submissions bring it at the same time to several processes', async () => {
    const campaign = createLetterCampaign(always);
    const servers = [1, 2].map(() => createProtectedServer(store(), [campaign]));
    const proof = solve(await servers[0]!.fetchChallenge(campaign));
    const statuses = await Promise.all(servers.flatMap(({ server }) => Array.from({ length: 10 }, async () => (await server.submit(campaign, createLetter({ proof }))).status)));
    assert.deepEqual([...new Set(statuses)].sort(), [201, 428]);
    assert.deepEqual(servers.map(({ abuse }) => abuse.countBeyondLimits().campaigns), [0, 0]);
    assert.equal((await servers[0]!.server.fetchCounts(campaign)).people, 1);
  });

  it('keeps a proof for the corrected submission if the first one was invalid', async () => {
    const campaign = createLetterCampaign(always);
    const { server, fetchChallenge } = createProtectedServer(store(), [campaign]);
    const proof = solve(await fetchChallenge(campaign));
    assert.equal((await server.submit(campaign, createLetter({ proof, person: {} }))).status, 422);
    assert.equal((await server.submit(campaign, createLetter({ proof }))).status, 201);
  });

  it('refuses proofs for another campaign, of another server, expired ones, and changed ones', async () => {
    const [campaign, other] = [createLetterCampaign(always), createLetterCampaign(always)];
    const { server, fetchChallenge } = createProtectedServer(store(), [campaign, other]);
    const proof = solve(await fetchChallenge(campaign));
    const foreign = solve(await createProofOfWork(() => Promise.resolve('another secret'), Date.now).createChallenge(campaign.id, 100));
    const cases: Record<string, unknown> = {
      'for another campaign': solve(await fetchChallenge(other)),
      'of another server': foreign,
      'with another hash': changeProof(proof, ({ solution }) => (solution.derivedKey = '0'.repeat(64))),
      'with another expiry': changeProof(proof, ({ challenge }) => (challenge.parameters.expiresAt += 100)),
      'with another maximum': changeProof(proof, ({ challenge }) => (challenge.parameters.data.maxCounter = 1)),
      'with another prefix': changeProof(proof, ({ challenge }) => (challenge.parameters.keyPrefix = '00'.repeat(16))),
      'with more parameters': changeProof(proof, ({ challenge }) => Object.assign(challenge.parameters, { memoryCost: 1e9 })),
      'with another cost': changeProof(proof, ({ challenge }) => Object.assign(challenge.parameters, { cost: 1e9 })),
      'without a signature': changeProof(proof, ({ challenge }) => Object.assign(challenge, { signature: undefined })),
      'that is no JSON': 'x',
      'that is null': btoa('null'),
    };
    for (const [name, changed] of Object.entries(cases)) assert.deepEqual([name, (await server.submit(campaign, createLetter({ proof: changed }))).status], [name, 428]);
    assert.equal((await server.submit(campaign, createLetter({ proof: 'x'.repeat(5001) }))).status, 422);
    server.time += 10 * minute + 1000;
    assert.equal((await server.submit(campaign, createLetter({ proof }))).status, 428);
    server.time = Date.now();
    assert.equal((await server.submit(campaign, createLetter({ proof }))).status, 201);
  });

  it('deletes used proofs once they have expired, and the salt once its day is over', async () => {
    const campaign = createLetterCampaign(always);
    const { server, abuse, fetchChallenge } = createProtectedServer(store(), [campaign]);
    const getSalt = (time: number) => store().abuse.getSecret(`sender:${new Date(time).toISOString().slice(0, 10)}`, 'a new one', null);
    server.address = '192.0.2.1';
    const proof = solve(await fetchChallenge(campaign));
    assert.equal((await server.submit(campaign, createLetter({ proof }))).status, 201);
    const start = server.time;
    const salt = await getSalt(start);
    assert.notEqual(salt, 'a new one');
    await abuse.deleteExpired();
    assert.equal(await getSalt(start), salt);
    server.time += 24 * 60 * minute;
    await abuse.deleteExpired();
    assert.equal(await getSalt(start), 'a new one');
  });

  it('checks the proof of an envelope before it opens it', async () => {
    const campaign = createLetterCampaign(always);
    let opened = 0;
    const keys = createOutboxKeys(store(), Date.now);
    await keys.refresh();
    const outboxKeys = { ...keys, open: (envelope: Parameters<typeof keys.open>[0]) => (opened++, keys.open(envelope)) };
    const { server, fetchChallenge } = createProtectedServer(store(), [campaign], limits, { outboxKeys });
    const envelope = await seal(keys.getCurrent()[0]!, createLetter());
    assert.equal((await server.submit(campaign, envelope)).status, 428);
    assert.equal((await server.submit(campaign, { ...envelope, proof: 'wrong' })).status, 428);
    assert.equal(opened, 0);
    const proof = solve(await fetchChallenge(campaign));
    assert.equal((await server.submit(campaign, { ...envelope, proof })).status, 201);
    assert.equal((await server.submit(campaign, envelope)).status, 200);
    assert.equal((await server.submit(campaign, { ...(await seal(keys.getCurrent()[0]!, createLetter())), proof })).status, 428);
  });

  it('holds a plain form, which cannot compute one, and says so in the language of the page', async () => {
    const campaign = createLetterCampaign({ ...always, translations: { de: {} } });
    const { server } = createProtectedServer(store(), [campaign]);
    const form = await fillForm(server, `/a/${campaign.id}?lang=de`, { 'person/name': 'Anna', 'letter/targets': 'minister' });
    for (let times = 0; times < 2; times++) {
      const { status, headers } = await server.submitForm(campaign, form);
      assert.equal(status, 303);
      const { text } = await server.request(headers.get('Location')!);
      assert.match(text, /Ihr Brief ist eingegangen/);
      assert.match(text, /A Human Rights Group prüft Ihre Einsendung deshalb, bevor sie gezählt wird/);
    }
    assert.equal((await server.fetchCounts(campaign)).people, 0);
    assert.deepEqual((await store().held.find({ campaign: campaign.id })).map(({ held }) => held), ['flood']);
  });
});

describe('GET /campaigns/<id>/challenge', () => {
  it('answers any origin, and no cache keeps it', async () => {
    const campaign = createLetterCampaign();
    const { server, fetchChallenge } = createProtectedServer(createMemoryStore(), [campaign]);
    const { status, headers, body } = await server.request(`/campaigns/${campaign.id}/challenge`);
    assert.deepEqual([status, headers.get('Cache-Control'), headers.get('Access-Control-Allow-Origin'), headers.get('Set-Cookie')], [200, 'no-store', '*', null]);
    assert.deepEqual(challengeSchema.parse(body).parameters.data, { campaign: campaign.id, maxCounter: baseCounter });
    assert.notEqual((await fetchChallenge(campaign)).parameters.nonce, (await fetchChallenge(campaign)).parameters.nonce);
    assert.equal((await server.request('/campaigns/unknown/challenge')).status, 404);
    assert.equal((await server.request(`/campaigns/${campaign.id}/challenge`, { method: 'POST' })).status, 405);
  });

  it('costs a cheap phone, with 6000 hashes a second, at most 4 seconds', () => {
    assert.ok(highestCounter / 6000 <= 4);
  });
});

describeWithBothStores('a campaign under load', (store) => {
  it('needs proofs from its limit on, and none any more when the load is over', async () => {
    const campaign = createLetterCampaign();
    const calm = createLetterCampaign();
    const { server, abuse, fetchChallenge } = createProtectedServer(store(), [campaign, calm]);
    for (let i = 0; i < limits.campaign; i++) assert.equal((await server.submit(campaign, createLetter())).status, 201);
    const letter = createLetter();
    assert.equal((await server.submit(campaign, letter)).status, 428);
    assert.equal((await server.submit(calm, createLetter())).status, 201);
    assert.deepEqual(abuse.countBeyondLimits(), { campaigns: 1, senders: 0 });
    const proof = solve(await fetchChallenge(campaign));
    assert.equal((await server.submit(campaign, { ...letter, proof })).status, 201);
    server.time += 2 * minute;
    assert.deepEqual(abuse.countBeyondLimits(), { campaigns: 0, senders: 0 });
    assert.equal((await server.submit(campaign, createLetter())).status, 201);
  });

  it('does not count replays', async () => {
    const campaign = createLetterCampaign();
    const { server } = createProtectedServer(store(), [campaign]);
    const letter = createLetter();
    for (let i = 0; i < 3 * limits.campaign; i++) assert.ok((await server.submit(campaign, letter)).status < 300);
    assert.equal((await server.submit(campaign, createLetter())).status, 201);
  });

  it('does not count what it refuses, neither for want of a proof nor because of its sender', async () => {
    const campaign = createLetterCampaign();
    const strict = createProtectedServer(store(), [campaign], { campaign: 5, sender: 2 }, { factors: { hold: 1, refuse: 1, refuseWithoutProof: 1 } });
    strict.server.address = '192.0.2.20';
    const statuses = [];
    for (let i = 0; i < 20; i++) statuses.push((await strict.server.submit(campaign, createLetter())).status);
    assert.deepEqual(statuses, [201, 201, ...Array<number>(18).fill(429)]);
    strict.server.address = '192.0.2.21';
    assert.equal((await strict.server.submit(campaign, createLetter())).status, 201);

    const guarded = createLetterCampaign(always);
    const { server, abuse, fetchChallenge } = createProtectedServer(store(), [guarded]);
    for (let i = 0; i < 2 * limits.campaign; i++) assert.equal((await server.submit(guarded, createLetter())).status, 428);
    assert.deepEqual(abuse.countBeyondLimits(), { campaigns: 0, senders: 0 });
    assert.equal((await fetchChallenge(guarded)).parameters.data.maxCounter, baseCounter);
  });

  it('accepts no more than its limit of a flood without proofs, from any number of senders', async () => {
    const campaign = createLetterCampaign();
    const { server, abuse } = createProtectedServer(store(), [campaign]);
    const admissions = await Promise.all(Array.from({ length: 100 }, (_, i) => abuse.admit(campaign, { address: `198.51.100.${i}`, canProve: true })));
    assert.equal(admissions.filter((admission) => !('problem' in admission)).length, limits.campaign);
    assert.equal((await server.submit(campaign, createLetter())).status, 428);
  });

  it('is under load for every process that shares the database', async () => {
    const campaign = createLetterCampaign();
    const [one, two] = [createProtectedServer(store(), [campaign]), createProtectedServer(store(), [campaign])];
    for (let i = 0; i < limits.campaign; i++) await one.server.submit(campaign, createLetter());
    await one.abuse.sync();
    assert.equal((await two.server.submit(campaign, createLetter())).status, 201);
    await two.abuse.sync();
    assert.equal((await two.server.submit(campaign, createLetter())).status, 428);
  });

  it('raises the difficulty with the load, up to a limit', async () => {
    const campaign = createLetterCampaign();
    const { abuse, fetchChallenge } = createProtectedServer(store(), [campaign]);
    const difficulties: number[] = [];
    for (let i = 0; i < 60; i++) {
      difficulties.push((await fetchChallenge(campaign)).parameters.data.maxCounter);
      // A form without scripts: computing proofs would take long.
      assert.ok(!('problem' in (await abuse.admit(campaign, { address: undefined, canProve: false }))));
    }
    assert.deepEqual(difficulties, difficulties.toSorted((a, b) => a - b));
    assert.deepEqual([difficulties[0], difficulties.at(-1)], [baseCounter, highestCounter]);
  });
});

describeWithBothStores('a sender', (store) => {
  const many = { campaign: 1_000_000, sender: 1 };

  it('first needs proofs, then is held, and only then refused with the time to wait', async () => {
    const campaign = createLetterCampaign();
    const { server, abuse, fetchChallenge } = createProtectedServer(store(), [campaign], many, { factors: { hold: 10, refuse: 50, refuseWithoutProof: 20 } });
    server.address = '192.0.2.7';
    const statuses: number[] = [];
    const submit = async () => {
      const letter = createLetter();
      let answer = await server.submit(campaign, letter);
      if (answer.status === 428) answer = await server.submit(campaign, { ...letter, proof: solve(await fetchChallenge(campaign)) });
      else if (statuses.length) assert.equal(answer.status, 429);
      statuses.push(answer.status);
      return answer;
    };
    while (statuses.at(-1) !== 429) {
      const { status, body, headers } = await submit();
      if (status === 202) heldReceiptSchema.parse(body);
      if (status === 429) assert.deepEqual([body.type, body.retryAfter, headers.get('Retry-After')], ['/problems/too-many', 60, '60']);
      if (statuses.length % 20 === 0) await abuse.sync();
    }
    assert.deepEqual([...Map.groupBy(statuses, (status) => status)].map(([status, { length }]) => [status, length]), [[201, 10], [202, 40], [429, 1]]);
    assert.deepEqual([(await server.fetchCounts(campaign)).people, (await store().held.find({ campaign: campaign.id })).length], [10, 40]);
    assert.deepEqual([await store().held.count(), abuse.countBeyondLimits()], [[{ held: 'flood', count: 40 }], { campaigns: 0, senders: 1 }]);
    // Other senders pay nothing for it.
    server.address = '192.0.2.8';
    assert.equal((await server.submit(campaign, createLetter())).status, 201);
    server.address = '192.0.2.7';
    server.time += 10 * minute;
    assert.equal((await server.submit(campaign, createLetter())).status, 201);
  });

  it('is the same for every process that shares the database', async () => {
    const campaign = createLetterCampaign();
    const servers = [1, 2].map(() => createProtectedServer(store(), [campaign], { campaign: 1_000_000, sender: 20 }));
    for (const { server, abuse } of servers) {
      server.address = '192.0.2.9';
      for (let i = 0; i < 12; i++) assert.equal((await server.submit(campaign, createLetter())).status, 201);
      await abuse.sync();
    }
    assert.equal((await servers[1]!.server.submit(campaign, createLetter())).status, 428);
  });

  it('is held with plain forms beyond the limit, and gets the form again when it is refused', async () => {
    const campaign = createLetterCampaign();
    const { server } = createProtectedServer(store(), [campaign], many);
    server.address = '192.0.2.10';
    const submit = async () => server.submitForm(campaign, await fillForm(server, `/a/${campaign.id}`, { 'person/name': 'Anna', 'letter/targets': 'minister' }));
    assert.doesNotMatch((await submit()).headers.get('Location')!, /held/);
    for (let i = 1; i < 100; i++) assert.match((await submit()).headers.get('Location')!, /&held$/);
    const refused = await submit();
    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '60']);
    assert.match(refused.text, /We can’t accept your letter right now/);
  });

  it('is a /64 of IPv6, and a salted hash in the database', async () => {
    const campaign = createLetterCampaign();
    const { server, abuse } = createProtectedServer(store(), [campaign], many);
    const rows: string[] = [];
    const repository = store().abuse;
    const addRates: typeof repository.addRates = (some) => (rows.push(...some.map(({ name }) => name)), repository.addRates(some));
    const spied = createAbuseProtection({ abuse: { ...repository, addRates } }, () => server.time, { campaign: 1_000_000, sender: 1000 });
    for (let i = 0; i < 6; i++) await spied.admit(campaign, { address: `2001:db8:1:2::${i}`, canProve: true });
    await spied.sync();
    assert.equal(rows.filter((name) => /^sender:[\w-]{22}$/.test(name)).length, 1, rows.join());
    await abuse.sync();
  });
});

describe('the hash of a sender', () => {
  it('is the same for all processes during a day, and another one the next day', async () => {
    const secrets = new Map<string, string>();
    const getSecret = (name: string, value: string) => Promise.resolve(secrets.set(name, secrets.get(name) ?? value).get(name)!);
    let time = Date.parse('2026-01-01T23:59:59Z');
    const [one, two] = [1, 2].map(() => createSenderHash({ getSecret }, () => time));
    const first = await one!('192.0.2.1');
    assert.equal(await two!('192.0.2.1'), first);
    assert.notEqual(await one!('192.0.2.2'), first);
    time += 1000;
    assert.notEqual(await one!('192.0.2.1'), first);
    assert.deepEqual([...secrets.keys()], ['sender:2026-01-01', 'sender:2026-01-02']);
  });

  const networks: [address: string, network: string][] = [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ];
  for (const [address, network] of networks) it(`takes ${address} for ${network}`, () => assert.equal(toNetwork(address), network));
});
