import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { startFaultProxy, type Fault, type FaultProxy } from './faults.ts';
import { close, listen } from './port.ts';

describe('the fault proxy', () => {
  let stored = 0;
  let fault: Fault;
  let proxy: FaultProxy;
  const upstream = createServer((request, response) => {
    request.resume().once('end', () => {
      stored++;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ stored }));
    });
  });
  before(async () => (proxy = await startFaultProxy(await listen(upstream), () => fault)));
  after(async () => {
    await proxy.close();
    await close(upstream);
  });

  /** What became of one request, and how many of them the upstream stored. */
  async function post(which: Fault): Promise<{ status?: number; type?: string | null; retry?: string | null; ok: boolean; stored: number }> {
    fault = which;
    stored = 0;
    try {
      const response = await fetch(proxy.url, { method: 'POST', body: '{}', signal: AbortSignal.timeout(500) });
      const type = response.headers.get('content-type');
      const retry = response.headers.get('retry-after');
      await response.text();
      return { status: response.status, type, retry, ok: true, stored };
    } catch {
      return { ok: false, stored };
    }
  }

  it('lets a request pass', async () => {
    assert.deepEqual(await post('pass'), { status: 200, type: 'application/json', retry: null, ok: true, stored: 1 });
  });

  for (const [which, arrives] of [['refused', 0], ['stall', 0], ['reset-after', 1], ['cut', 1]] as const) {
    it(`${which}: no answer, and the upstream stored ${arrives}`, async () => {
      assert.deepEqual(await post(which), { ok: false, stored: arrives });
    });
  }

  it('answers for somebody else', async () => {
    assert.deepEqual(await post('html'), { status: 200, type: 'text/html', retry: null, ok: true, stored: 0 });
    assert.deepEqual(await post({ status: 503, retryAfter: 7 }), { status: 503, type: null, retry: '7', ok: true, stored: 0 });
  });

  it('says what it has seen', () => {
    assert.deepEqual(proxy.seen.at(-1)?.fault, { status: 503, retryAfter: 7 });
    assert.equal(proxy.seen.at(-1)?.body, '{}');
  });
});
