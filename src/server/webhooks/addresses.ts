/** Which addresses are on the public internet: what somebody enters on the desk must not reach the network of the server. */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

// The special-purpose registries of IANA. Two lists: one alone would compare an IPv4 address with the subnets of IPv6 as well.
const special4 = new BlockList();
const subnets4 = [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3]] as const;
for (const [address, prefix] of subnets4) special4.addSubnet(address, prefix, 'ipv4');
const special6 = new BlockList();
// Only 2000::/3 is in use; the ones in it are not, or lead to an IPv4 address.
const subnets6 = [['::', 3], ['4000::', 2], ['8000::', 1], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const;
for (const [address, prefix] of subnets6) special6.addSubnet(address, prefix, 'ipv6');

const isPublicAddress = (address: string): boolean => (isIP(address) === 4 ? !special4.check(address, 'ipv4') : !special6.check(address, 'ipv6'));

/** @param hostname of a URL: the address of an IPv6 host is in brackets @returns false for an address that is not public; a name may still lead to one */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host)) return isPublicAddress(host);
  return host.includes('.') && !/\.(?:localhost|local|internal|home\.arpa)\.?$/i.test(host);
}

/** Finds the public addresses of a name. It runs when a connection is opened, so that the name cannot lead elsewhere afterwards. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (!first) return callback(Object.assign(new Error('the host has no public address'), { code: 'EPRIVATE' }), '');
    if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};
