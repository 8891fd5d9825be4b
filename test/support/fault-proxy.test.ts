import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { startFaultProxy, type Fault, type FaultProxy } from './fault-proxy.ts';
import { close, listen } from './port.ts';
import { waitUntil } from './wait-until.ts';

describe('fault proxy', () => {
  let storedCount = 0;
  let currentFault: Fault;
  let proxy: FaultProxy;
  const upstream = createServer((request, response) => {
    request.resume().once('end', () => {
      storedCount++;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ stored: storedCount }));
    });
  });
  before(async () => (proxy = await startFaultProxy(await listen(upstream), () => currentFault)));
  after(async () => {
    await proxy.close();
    await close(upstream);
  });

  interface PostResult {
    status?: number;
    type?: string | null;
    retryAfter?: string | null;
    ok: boolean;
    /** How many requests the upstream handled. */
    stored: number;
  }

  async function post(fault: Fault): Promise<PostResult> {
    currentFault = fault;
    storedCount = 0;
    const requestCount = proxy.requests.length;
    const controller = new AbortController();
    const responsePromise = fetch(proxy.url, { method: 'POST', body: '{}', signal: controller.signal });
    try {
      if (fault === 'stall' || fault === 'stall-after') {
        await waitUntil('the request has arrived', () => proxy.requests.length > requestCount && (fault === 'stall' || storedCount));
        // A response would arrive sooner.
        setTimeout(() => controller.abort(), 200);
      }
      const response = await responsePromise;
      const type = response.headers.get('content-type');
      const retryAfter = response.headers.get('retry-after');
      await response.text();
      return { status: response.status, type, retryAfter, ok: true, stored: storedCount };
    } catch {
      return { ok: false, stored: storedCount };
    }
  }

  it('forwards a request', async () => {
    assert.deepEqual(await post('pass'), { status: 200, type: 'application/json', retryAfter: null, ok: true, stored: 1 });
  });

  for (const [fault, stored] of [['refused', 0], ['reset-before', 0], ['stall', 0], ['stall-after', 1], ['reset-after', 1], ['cut', 1]] as const) {
    it(`fails the request after the upstream stored it ${stored} times: ${fault}`, async () => {
      assert.deepEqual(await post(fault), { ok: false, stored });
    });
  }

  it('closes stalled connections when closeStalled() is called', async () => {
    currentFault = 'stall';
    const count = proxy.requests.length;
    const failure = fetch(proxy.url).then(() => 'response', ({ name }: Error) => name);
    await waitUntil('the request has arrived', () => proxy.requests.length > count);
    proxy.closeStalled();
    assert.equal(await failure, 'TypeError');
  });

  it('responds in place of the upstream', async () => {
    assert.deepEqual(await post('html'), { status: 200, type: 'text/html', retryAfter: null, ok: true, stored: 0 });
    assert.deepEqual(await post({ status: 503, retryAfter: 7 }), { status: 503, type: null, retryAfter: '7', ok: true, stored: 0 });
  });

  it('responds with the page of a captive portal after a redirect, and with what was sent', async () => {
    assert.deepEqual(await post('redirect'), { status: 200, type: 'text/html', retryAfter: null, ok: true, stored: 0 });
    assert.deepEqual(await post('echo'), { status: 200, type: 'application/json', retryAfter: null, ok: true, stored: 0 });
    assert.deepEqual(await post('repeated'), { status: 200, type: 'application/json', retryAfter: null, ok: true, stored: 2 });
  });

  it('records each request with its fault', async () => {
    await post({ status: 503, retryAfter: 7 });
    assert.deepEqual(proxy.requests.at(-1)?.fault, { status: 503, retryAfter: 7 });
    assert.equal(proxy.requests.at(-1)?.body, '{}');
  });
});
