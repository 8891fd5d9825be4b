/** The addresses that the server connects to when it looks at a partner's page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPublicAddress } from '../../../src/server/page-check/public-address.ts';

describe('public addresses', () => {
  for (const address of ['1.1.1.1', '93.184.215.14', '172.15.0.1', '172.32.0.1', '100.63.255.255', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001:82b::200e'])
    it(`include ${address}`, () => assert.ok(isPublicAddress(address)));

  for (const [what, addresses] of Object.entries({
    'this machine': ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '0.1.2.3', '::'],
    'private networks': ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456:789a::1', 'fec0::1'],
    'a link, where clouds have their metadata': ['169.254.169.254', 'fe80::1', 'fe80::1%eth0'],
    'the network of a provider': ['100.64.0.1', '100.127.255.255'],
    'multicast and broadcast': ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
    'reserved and test networks': ['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1', '2001:db8::1', '3fff::1', '100::1', '5f00::1'],
    'IPv4 addresses written as IPv6': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:1.1.1.1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
    'what is no address': ['', 'localhost', '127.1', '0x7f000001', '2130706433', '[::1]'],
  }))
    it(`exclude ${what}`, () => assert.deepEqual(addresses.filter(isPublicAddress), []));
});
