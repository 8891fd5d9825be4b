import { expect } from '@open-wc/testing';
import { request } from '../../src/api/http.ts';
import { delay } from '../../src/api/delay.ts';
import { Network, offline, neverRespond } from '../support/browser/network.ts';
import { waitUntil } from '../support/browser/wait-until.ts';

describe('request()', () => {
  const url = new URL('/request', location.href).href;
  let network: Network;
  beforeEach(() => {
    network = new Network();
  });
  afterEach(() => network.restore());
  const failure = (signal?: AbortSignal, timeout = 5000) =>
    request(url, {}, timeout, signal).then(
      () => undefined,
      (error: unknown) => error as Error & { code?: string },
    );

  it('throws a NetworkError without a response', async () => {
    network.on('/request', offline);
    expect(await failure()).to.include({ name: 'NetworkError', code: 'network' });
  });

  it('throws a TimeoutError for a late response, and aborts it', async () => {
    network.on('/request', neverRespond);
    expect(await failure(undefined, 10)).to.include({ name: 'TimeoutError', code: 'timeout' });
    expect(network.to('/request')[0]!.init.signal!.aborted).to.equal(true);
  });

  it('throws a TimeoutError for an incomplete response', async () => {
    const half = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')) });
    network.on('/request', ({ init }) => {
      const response = new Response(half);
      // Like fetch, the body also ends when the signal aborts.
      Object.defineProperty(response, 'text', {
        value: () =>
          new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
      });
      return response;
    });
    expect(await failure(undefined, 10)).to.include({ name: 'TimeoutError' });
  });

  it('throws the reason of the signal that aborts it', async () => {
    network.on('/request', neverRespond);
    const stop = new AbortController();
    const ended = failure(stop.signal);
    await waitUntil(() => network.to('/request').length === 1);
    stop.abort(new Error('enough'));
    expect((await ended)!.message).to.equal('enough');
  });

  it('rejects a body that is too large by its Content-Length, without reading it', async () => {
    let pulled = 0;
    const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
    network.on('/request', () => new Response(body, { headers: { 'Content-Length': '1000000000' } }));
    expect(await failure()).to.include({ name: 'TooLargeError', code: 'too-large' });
    expect(pulled).to.equal(0);
  });

  it('stops reading a body that turns out to be too large', async () => {
    let chunks = 0;
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32 + 0 * chunks++)) });
    network.on('/request', () => new Response(body));
    expect(await failure()).to.include({ name: 'TooLargeError', code: 'too-large' });
    expect(chunks).to.be.below(10);
  });

  it('names the URL in its errors', async () => {
    network.on('/request', offline);
    expect((await failure())!.message).to.contain('/request');
  });

  it('reads how long to wait, in seconds or as a date', async () => {
    network.on('/request', () => new Response('', { headers: { 'Retry-After': '7' } }));
    expect((await request(url, {}, 5000)).retryAfter).to.equal(7);
    network.on('/request', () => new Response('', { headers: { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() } }));
    expect((await request(url, {}, 5000)).retryAfter).to.be.within(50, 60);
    network.on('/request', () => new Response('', { headers: { 'Retry-After': 'soon' } }));
    expect((await request(url, {}, 5000)).retryAfter).to.equal(undefined);
  });
});

describe('delay()', () => {
  it('ends when the connection is back or its signal aborts', async () => {
    const online = delay(1e6);
    dispatchEvent(new Event('online'));
    await online;
    const controller = new AbortController();
    const aborted = delay(1e6, controller.signal);
    controller.abort();
    await aborted;
    await delay(1e6, controller.signal);
  });
});
