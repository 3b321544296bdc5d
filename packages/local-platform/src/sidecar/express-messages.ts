import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http';
import { type Express } from 'express';

/** From Node 24 on, Express's default is faster. */
const SWAP_IS_SLOW = Number(process.versions.node.split('.', 1)[0]) < 24;

/**
 * Makes a server's requests and responses with the prototypes that Express would give them: swapping them for each
 * request makes every later access slow.
 */
export function expressMessages(app: Express): ServerOptions {
  if (!SWAP_IS_SLOW) return {};
  return {
    IncomingMessage: madeLike(IncomingMessage, app.request),
    ServerResponse: madeLike(ServerResponse, app.response),
  };
}

/** The class itself, except that its instances have another prototype, which inherits from its own. */
function madeLike<T extends object>(base: T, prototype: object): T {
  function Made(this: object, ...given: unknown[]): void {
    (base as unknown as (...given: unknown[]) => void).apply(this, given);
  }
  Made.prototype = prototype;
  return Made as unknown as T;
}
