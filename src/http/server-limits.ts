import { type ServerOptions } from 'node:http';

/** Timeouts for clients, in milliseconds. */
export interface ServerLimits {
  /** Until its headers are complete. */
  readonly headersMs: number;
  /** Until its body is complete, from the first byte of the headers on. */
  readonly requestMs: number;
  /** Without a byte in either direction while a request is open. */
  readonly silenceMs: number;
  /** Without taking any of a large reply, which is in memory until it is taken. */
  readonly replyStallMs: number;
  /** Bytes of a large reply that it must take in a second, on the whole. */
  readonly replyBytesPerSecond: number;
  /** Between two requests. `KEEP_ALIVE_SECONDS` replaces it. */
  readonly keepAliveMs: number;
  /** How often the limits are checked. */
  readonly checkMs: number;
}

export const SERVER_LIMITS: ServerLimits = {
  headersMs: 10_000,
  requestMs: 60_000,
  silenceMs: 120_000,
  replyStallMs: 30_000,
  replyBytesPerSecond: 16 * 1024,
  keepAliveMs: 65_000,
  checkMs: 2_000,
};

const MAX_HEADER_BYTES = 16 * 1024;

/** The limits as options of `http.createServer`. */
export function serverOptions(limits: ServerLimits): ServerOptions {
  return {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    noDelay: true,
    // Refused by ours, with a body.
    requireHostHeader: false,
  };
}
