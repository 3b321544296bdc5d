import { BlockList, isIP } from 'node:net';

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** Domains that are not in the public DNS (RFC 6761, RFC 6762, RFC 9476). */
const PRIVATE_NAME = /^[^.]+$|\.(?:localhost|local|internal|test|invalid|lan|home\.arpa|alt)$/i;

/** Whether a host can be reached only from its own network. @param hostname `hostname` of a `URL` */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family === 0 ? PRIVATE_NAME.test(address) : PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
