/** Which hosts an owner may enter on the desk: none in the network of the server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPublicHost, lookupPublic } from '../../src/server/webhooks/addresses.ts';
import { findWebhookUrlProblem } from '../../src/server/webhooks/webhooks.ts';

describe('the hosts of webhooks', () => {
  it('are public addresses and names', () => {
    for (const host of ['crm.example.org', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.128.0.1', '[2600:1406::1]', '[2a02:26f0::1]', 'xn--fiqs8s.example']) assert.ok(isPublicHost(host), host);
  });

  it('are not those of the machine or its network', () => {
    const addresses = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.51.100.1'];
    const addresses6 = ['[::1]', '[::]', '[fe80::1]', '[fd00::1]', '[::ffff:10.0.0.1]', '[::ffff:8.8.8.8]', '[64:ff9b::a00:1]', '[2002:a00:1::]', '[2001:db8::1]'];
    for (const host of [...addresses, ...addresses6, 'localhost', 'database', 'printer.local', 'db.internal', 'nas.home.arpa', 'x.localhost.']) assert.ok(!isPublicHost(host), host);
    // The same in other spellings, which URLs turn into addresses.
    for (const url of ['https://2130706433/', 'https://0x7f.1/', 'https://127.1/', 'https://0177.0.0.1/', 'https://１２７.0.0.1/']) assert.ok(!isPublicHost(new URL(url).hostname), url);
  });

  it('are not names that lead there', async () => {
    for (const all of [true, false]) {
      const error = await new Promise((resolve) => lookupPublic('localhost', { all }, resolve));
      assert.equal((error as { code: string }).code, 'EPRIVATE');
    }
  });

  it('are part of a URL without anything that is not sent', () => {
    for (const url of ['crm.example.org', 'ftp://crm.example.org', 'https://user:word@crm.example.org/', 'https://crm.example.org/#x', `https://crm.example.org/${'x'.repeat(2000)}`, 'http://crm.example.org/', 'https://10.0.0.1/'])
      assert.ok(findWebhookUrlProblem(url, false), url);
    assert.equal(findWebhookUrlProblem('https://crm.example.org/hook?key=1', false), undefined);
    assert.equal(findWebhookUrlProblem('http://10.0.0.1:8000/', true), undefined);
  });
});
