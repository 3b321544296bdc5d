import { isIP, isIPv4 } from 'node:net';

/** The parts of a request that name the client. `ip` depends on the trusted proxies. */
export interface ClientRequest {
  readonly ip?: string;
  readonly socket: { readonly remoteAddress?: string };
}

/** `1.2.3.4:5678`, `[2001:db8::1]:5678` or `[2001:db8::1]`, as some proxies write them. */
const WITH_PORT = /^(?:(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}|\[([^\]]{1,64})\](?::\d{1,5})?)$/;
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const GROUPS = 8;
const BITS_OF_A_GROUP = 16;

/**
 * The client's address, without port and zone. What a proxy wrote is not used if it is no address: otherwise each
 * invented text would be a client of its own.
 */
export function clientAddress({ ip, socket }: ClientRequest): string {
  return addressOf(ip) ?? addressOf(socket.remoteAddress) ?? '';
}

/** The network that an address is counted in: for IPv4 the address, for IPv6 its first `prefix` bits. */
export function networkOf(address: string, prefix: number): string {
  if (isIPv4(address) || address === '') return address;
  const kept = groupsOf(address).slice(0, prefix / BITS_OF_A_GROUP);
  return `${kept.join(':')}::/${prefix}`;
}

function addressOf(text: string | undefined): string | undefined {
  const [, v4, v6] = WITH_PORT.exec(text ?? '') ?? [];
  const [address = ''] = (v4 ?? v6 ?? text ?? '').trim().split('%');
  if (isIP(address) === 0) return undefined;
  return MAPPED.exec(address)?.[1] ?? address;
}

function groupsOf(address: string): string[] {
  // The parser writes each address in one way: in lower case, without leading zeros, the dots of IPv4 as groups.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : GROUPS - before.length - after.length;
  return [...before, ...Array.from({ length: missing }, () => '0'), ...after];
}
