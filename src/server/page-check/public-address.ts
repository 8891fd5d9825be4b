/** Which addresses belong to the public internet. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The only part of IPv6 from which addresses on the internet are assigned. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is on the public internet: not of this machine, a private network, a provider's network, multicast,
 * a test network, or an IPv4 address written as IPv6, which could be any of these.
 */
export function isPublicAddress(address: string): boolean {
  if (!isIP(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast));
}
