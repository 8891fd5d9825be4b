/** Whose `X-Forwarded-For` counts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { readConfig } from '../../src/server/config.ts';
import { createClientAddress } from '../../src/server/http/client-address.ts';

interface Connection {
  peer: string | undefined;
  forwarded?: string;
  /** TRUSTED_PROXIES. */
  proxies?: string;
}

/** @returns the address, and how often a proxy was reported that is not trusted */
async function resolve({ peer, forwarded, proxies = '' }: Connection, times = 1) {
  let reports = 0;
  const { trustedProxies } = readConfig({ TRUSTED_PROXIES: proxies }, { demo: false });
  const getAddress = createClientAddress({ trustedProxies, onUntrustedProxy: () => reports++ });
  const app = new Hono().get('/', (c) => c.text(getAddress(c) ?? 'unknown'));
  let address = '';
  for (let i = 0; i < times; i++) {
    const response = await app.request('/', { headers: forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded } }, { incoming: { socket: { remoteAddress: peer } } });
    address = await response.text();
  }
  return { address, reports };
}

const getAddress = async (connection: Connection) => (await resolve(connection)).address;

describe('the address of a client', () => {
  it('is that of the connection without a trusted proxy, whatever a header says', async () => {
    assert.equal(await getAddress({ peer: '203.0.113.5', forwarded: '198.51.100.1' }), '203.0.113.5');
    assert.equal(await getAddress({ peer: '::ffff:203.0.113.5' }), '203.0.113.5');
    assert.equal(await getAddress({ peer: '2001:db8::5', proxies: '10.0.0.0/8' }), '2001:db8::5');
  });

  it('is the rightmost address of the header that is not a trusted proxy', async () => {
    const proxies = 'loopback, 10.0.0.0/8, 2001:db8:1::/48';
    assert.equal(await getAddress({ peer: '127.0.0.1', proxies, forwarded: '198.51.100.1' }), '198.51.100.1');
    assert.equal(await getAddress({ peer: '::1', proxies, forwarded: '192.0.2.66, 198.51.100.1' }), '198.51.100.1');
    assert.equal(await getAddress({ peer: '::ffff:10.1.2.3', proxies, forwarded: '192.0.2.66,198.51.100.1, 10.0.0.7,2001:db8:1::7' }), '198.51.100.1');
    assert.equal(await getAddress({ peer: '10.1.2.3', proxies, forwarded: '198.51.100.1:4711' }), '198.51.100.1');
    assert.equal(await getAddress({ peer: '10.1.2.3', proxies, forwarded: '[2001:db8::1]:4711' }), '2001:db8::1');
  });

  it('is unknown if a trusted proxy does not name one', async () => {
    for (const forwarded of [undefined, '', 'unknown', '198.51.100.1, _hidden', '10.0.0.1'])
      assert.equal(await getAddress({ peer: '10.0.0.2', proxies: '10.0.0.0/8', ...(forwarded !== undefined && { forwarded }) }), 'unknown');
  });

  it('is unknown behind a proxy that is not trusted, which is reported once: all supporters would seem to be one', async () => {
    for (const peer of ['127.0.0.1', '::1', '10.0.0.2', '172.18.0.3', '192.168.1.1', 'fd00::1', '::ffff:127.0.0.1'])
      assert.deepEqual(await resolve({ peer, forwarded: '198.51.100.1' }, 3), { address: 'unknown', reports: 1 });
    assert.deepEqual(await resolve({ peer: '127.0.0.1' }), { address: 'unknown', reports: 0 });
  });

  it('is unknown for a request that came through no TCP connection', async () => {
    assert.equal(await getAddress({ peer: undefined, forwarded: '198.51.100.1' }), 'unknown');
  });
});
