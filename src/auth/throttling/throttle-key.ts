import { type ExecutionContext } from '@nestjs/common';
import { sha256 } from 'monday-persistence/hash';
import { clientAddress, networkOf, type ClientRequest } from './client-network.js';

/** A provider gives one client a /64, and a customer or a data centre a /48. */
const CLIENT_PREFIX = 64;
const NETWORK_PREFIX = 48;

/** Names the client of a request: an IPv4 address, or `<network>|<client>` for IPv6. */
export function trackerOf(request: ClientRequest): string {
  const address = clientAddress(request);
  const client = networkOf(address, CLIENT_PREFIX);
  return client === address ? client : `${networkOf(address, NETWORK_PREFIX)}|${client}`;
}

/** The key of the client's requests to one route. Addresses are hashed. */
export function throttleKey(context: ExecutionContext, tracker: string): string {
  const route = `${context.getClass().name}-${context.getHandler().name}`;
  return tracker
    .split('|')
    .map((part) => sha256(`${route}-${part}`))
    .join('|');
}
