import { type Request } from 'express';
import { isLoopbackHost, isLoopbackPeer } from 'monday-persistence/loopback';

/** Headers of a proxy or tunnel on this machine, which forwards requests of others. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'] as const;

/** Whether the request was made directly on this machine: not through a proxy, and not by a page of another site. */
export function isFromOwnMachine({ socket, headers }: Request): boolean {
  return (
    isLoopbackPeer(socket.remoteAddress) &&
    isLoopbackHost(headers.host ?? '') &&
    FORWARDED.every((name) => headers[name] === undefined)
  );
}
