/** The address of a client, behind proxies or without. */
import { BlockList, isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** The subnets of machines that are not on the internet: a proxy, or a container that hides who it forwards. */
const privateSubnets = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fe80::/10', '127.0.0.0/8', '::1/128'];

/** Matches addresses of a list of addresses and subnets. */
export function createAddressMatcher(items: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const item of items) {
    const [address = '', prefix] = item.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

const isPrivate = createAddressMatcher(privateSubnets);

/** `::ffff:192.0.2.1` is how a socket for both families names an IPv4 address. */
const normalize = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (text: string) => text.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');

/** Matches the peers of connections that are trusted proxies. */
export function createProxyMatcher(trustedProxies: readonly string[]): (address: string) => boolean {
  const isTrusted = createAddressMatcher(trustedProxies);
  return (address) => isIP(normalize(address)) > 0 && isTrusted(normalize(address));
}

export interface ProxyOptions {
  /** Addresses and subnets of the proxies. */
  trustedProxies: readonly string[];
  /** Called once if a proxy is not trusted. */
  onUntrustedProxy?: (() => void) | undefined;
}

/**
 * Returns the address that sent a request: of the connection, or the rightmost one in `X-Forwarded-For` that is not a trusted proxy.
 * It is undefined if it cannot be known; a private address that is not trusted is probably a proxy, too, behind which all
 * supporters would seem to be one.
 * @example
 * const getAddress = createClientAddress({ trustedProxies: ['127.0.0.1'] });
 */
export function createClientAddress({ trustedProxies, onUntrustedProxy }: ProxyOptions): (c: Context) => string | undefined {
  const isTrusted = createAddressMatcher(trustedProxies);
  let isReported = false;
  return (c) => {
    const peer = normalize((c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress ?? '');
    if (!isIP(peer)) return undefined;
    const forwarded = c.req.header('X-Forwarded-For');
    if (!isTrusted(peer)) {
      if (!isPrivate(peer)) return peer;
      if (forwarded !== undefined && !isReported) {
        isReported = true;
        onUntrustedProxy?.();
      }
      return undefined;
    }
    for (const item of (forwarded ?? '').split(',').reverse()) {
      const address = normalize(withoutPort(item.trim()));
      if (!isIP(address)) return undefined;
      if (!isTrusted(address)) return address;
    }
    return undefined;
  };
}
