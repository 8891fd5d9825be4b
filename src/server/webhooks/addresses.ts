/** Which addresses are on the public internet: what someone enters on the desk must not reach the network of the server. */
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from '../page-check/public-address.ts';

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
