import { expect } from '@open-wc/testing';
import { submitWithRetry, type SubmitOptions } from '../../src/api/submissions.ts';
import { getRetryDelay } from '../../src/api/backoff.ts';
import { uuid } from '../../src/utils/uuid.ts';
import { createChallenge, parseProof } from '../support/browser/challenges.ts';
import { json, Network, neverRespond, offline, problem, receipt } from '../support/browser/network.ts';
import type { ActionError } from '../../src/api/errors.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

describe('submitWithRetry()', () => {
  const path = '/campaigns/sending/submissions';
  const url = new URL(path, location.href).href;
  let network: Network;
  /** The delays between attempts, in milliseconds. */
  let pauses: number[];
  let queued: number;

  beforeEach(() => {
    network = new Network();
    pauses = [];
    queued = 0;
  });
  afterEach(() => network.restore());

  const submission = (): Submission => ({ id: uuid(), kind: 'letter', language: 'en' });
  const delivery = (): SubmitOptions => ({
    onQueued: () => queued++,
    retryNow: () => new AbortController().signal,
    delay: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0,
  });
  const send = (one = submission()) => submitWithRetry(url, one, delivery());
  const failed = async () => {
    try {
      await send();
    } catch (error) {
      return error as ActionError;
    }
    throw new Error('it was sent');
  };

  it('succeeds only with a receipt that names our id', async () => {
    network.on(path, (request, count) => {
      if (count === 1) return new Response('<html>Log in to the airport</html>');
      if (count === 2) return json({ id: uuid(), receivedAt: '2026-01-01T00:00:00Z' }, 201);
      return receipt(request);
    });
    const one = submission();
    expect((await send(one)).id).to.equal(one.id);
    expect(network.to(path)).to.have.length(3);
  });

  it('does not accept a receipt without receivedAt and counts', async () => {
    network.on(path, (request, count) => {
      const { id } = request.body as { id: string };
      if (count === 1) return json({ id }, 201);
      if (count === 2) return json({ id, receivedAt: '2026-01-01T00:00:00Z' }, 201);
      return receipt(request);
    });
    await send();
    expect(network.to(path)).to.have.length(3);
  });

  it('does not accept what it has posted, or null, as a receipt', async () => {
    network.on(path, (request, count) => {
      const { id } = request.body as { id: string };
      if (count === 1) return json(request.body);
      if (count === 2) return json({ id, receivedAt: '2026-01-01T00:00:00Z', counts: null }, 201);
      if (count === 3) return json({ id, receivedAt: null, counts: {} }, 201);
      if (count === 4) return json(null);
      return receipt(request);
    });
    await send();
    expect(network.to(path)).to.have.length(5);
  });

  it('retries every temporary failure with the same id', async () => {
    const answers = [offline, () => json({}, 500), () => json({}, 503), () => json({}, 429), () => json({}, 408), () => problem('unavailable', 503)];
    network.on(path, (request, count) => answers[count - 1]?.() ?? receipt(request));
    await send();
    const ids = new Set(network.to(path).map(({ body }) => (body as Submission).id));
    expect(ids.size).to.equal(1);
    expect(queued).to.equal(1);
  });

  it('sends without keepalive if the quota for it is used up', async () => {
    network.on(path, (request) => (request.init.keepalive ? offline() : receipt(request)));
    await send();
    expect(network.to(path).map(({ init }) => init.keepalive)).to.deep.equal([true, undefined]);
    expect(pauses).to.deep.equal([]);
  });

  it('sends without keepalive after a request without a response, which WebKit would go on with', async () => {
    const createTimeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = () => createTimeout(10);
    try {
      network.on(path, (request, count) => [json({}, 503), neverRespond(), json({}, 503)][count - 1] ?? receipt(request));
      await send();
    } finally {
      AbortSignal.timeout = createTimeout;
    }
    expect(network.to(path).map(({ init }) => init.keepalive)).to.deep.equal([true, true, false, false]);
  });

  it('waits as long as the server asks, in the header or in the body', async () => {
    network.on(path, (request, count) => {
      if (count === 1) return json({}, 503, { 'Retry-After': '40' });
      return count === 2 ? problem('too-many', 429, { retryAfter: 50 }) : receipt(request);
    });
    await send();
    expect(pauses).to.deep.equal([40_000, 50_000]);
  });

  it('retries 413 if the server says how long to wait', async () => {
    network.on(path, (request, count) => (count === 1 ? json({}, 413, { 'Retry-After': '30' }) : receipt(request)));
    await send();
    expect(pauses).to.deep.equal([30_000]);
  });

  describe('when the server asks for a proof of work', () => {
    const challengePath = '/campaigns/sending/challenge';
    const proofs = () => network.to(path).map(({ body }) => (body as Submission).proof);

    it('solves the challenge beside the address, and sends the same again with the proof, at once', async () => {
      const challenge = await createChallenge(1234);
      network.on(challengePath, () => json(challenge));
      network.on(path, (request, count) => (count === 1 ? problem('proof-required', 428) : receipt(request)));
      const one = { ...submission(), person: { name: 'Zoë “A” \u2028' } };
      expect((await send(one)).id).to.equal(one.id);
      const [first, second] = network.to(path).map(({ body }) => body as Submission);
      expect(first).to.deep.equal(one);
      expect(second).to.deep.equal({ ...one, proof: second!.proof });
      expect(parseProof(second!.proof!)).to.deep.include({ challenge });
      expect(network.to(challengePath)[0]!.init).to.include({ credentials: 'omit' });
      expect([pauses, queued]).to.deep.equal([[], 0]);
    });

    it('solves another one if the proof has expired or was used', async () => {
      network.on(challengePath, async () => json(await createChallenge(50)));
      network.on(path, (request, count) => (count < 3 ? problem('proof-required', 428) : receipt(request)));
      await send();
      const [, second, third] = proofs();
      expect(second).to.be.a('string');
      expect(third).to.be.a('string').that.does.not.equal(second);
      expect(pauses).to.deep.equal([]);
    });

    it('tries again later if no proof satisfies the server', async () => {
      network.on(challengePath, async () => json(await createChallenge(50)));
      network.on(path, (request, count) => (count < 8 ? problem('proof-required', 428) : receipt(request)));
      await send();
      expect(pauses).to.have.length(2);
      expect(queued).to.equal(1);
    });

    it('tries again later if the challenge does not arrive, or is the page of a captive portal', async () => {
      network.on(challengePath, async (_, count) => {
        if (count === 1) return offline();
        return count === 2 ? new Response('<html>Log in to the airport</html>') : json(await createChallenge(50));
      });
      network.on(path, (request) => ((request.body as Submission).proof ? receipt(request) : problem('proof-required', 428)));
      await send();
      expect(pauses).to.have.length(2);
      expect(proofs().filter(Boolean)).to.have.length(1);
    });
  });

  it('tries again after a status that is not the server’s, however often the network has failed before', async () => {
    const blocked = () => new Response('blocked', { status: 403 });
    const answers = [offline, offline, offline, offline, blocked, blocked];
    network.on(path, (request, count) => answers[count - 1]?.() ?? receipt(request));
    const one = submission();
    expect((await send(one)).id).to.equal(one.id);
    expect(queued).to.equal(1);
  });

  const finals: [name: string, answer: () => Response, code: string, tries: number][] = [
    ['closed', () => problem('closed', 410), 'refused', 1],
    ['not open yet', () => problem('not-open', 403), 'refused', 1],
    ['a forbidden origin', () => problem('forbidden-origin', 403), 'refused', 1],
    ['field errors', () => problem('invalid', 422, { errors: [] }), 'refused', 1],
    ['a conflict', () => problem('conflict', 409), 'refused', 1],
    ['an unknown campaign', () => problem('unknown-campaign', 404), 'unknown-campaign', 1],
    ['too large', () => problem('too-large', 413), 'too-large', 1],
    ['too large for a proxy', () => new Response('Request Entity Too Large', { status: 413 }), 'too-large', 1],
    ['a 403 that is not the server’s, after some attempts', () => new Response('blocked', { status: 403 }), 'http', 3],
  ];
  for (const [name, answer, code, tries] of finals) {
    it(`gives up without hope of success: ${name}`, async () => {
      network.on(path, answer);
      const error = await failed();
      expect([error.code, error.status]).to.deep.equal([code, answer().status]);
      expect(network.to(path)).to.have.length(tries);
    });
  }
});

describe('getRetryDelay()', () => {
  it('doubles from one second to one minute, half of it random', () => {
    for (let tries = 1; tries < 50; tries++) {
      const step = Math.min(60_000, 1000 * 2 ** (tries - 1));
      expect(getRetryDelay(tries, 0)).to.equal(step / 2);
      expect(getRetryDelay(tries, 1)).to.equal(step);
    }
  });

  it('is never shorter than the server asks, and never longer than its limit', () => {
    expect(getRetryDelay(1, 0, 30)).to.equal(30_000);
    expect(getRetryDelay(1, 1, 30)).to.equal(30_500);
    expect(getRetryDelay(1, 0, 1e9)).to.equal(600_000);
  });
});

describe('uuid()', () => {
  it('creates a different UUID of version 4 each time', () => {
    const ids = Array.from({ length: 1000 }, uuid);
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).to.equal(1000);
  });
});
