import { createHmac, type KeyObject } from 'node:crypto';
import { equalSignatures } from 'monday-persistence/constant-time';
import { MondayTokenInvalidError } from './monday-requests.errors.js';

/** A JWT in its compact form (RFC 7515, section 7.1), with a signature. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** The header that monday sends, which needs no decoding. */
const COMMON_HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

export interface Hs256Options {
  readonly key: KeyObject;
  /** Seconds since the epoch. */
  readonly now: number;
  /** Tolerated difference between two clocks, in seconds. */
  readonly toleranceSeconds: number;
}

/**
 * Verifies a JWT that is signed with HMAC-SHA256: its algorithm, its signature, and its times if it has any. The verdict
 * is that of `jsonwebtoken` with `algorithms: ['HS256']`, which decodes each token three times; a test compares both.
 * @returns the payload, which is any JSON
 * @throws MondayTokenInvalidError
 */
export function verifyHs256(token: string, { key, now, toleranceSeconds }: Hs256Options): unknown {
  if (!COMPACT.test(token)) throw new MondayTokenInvalidError('malformed');
  const headerEnd = token.indexOf('.');
  const payloadEnd = token.lastIndexOf('.');
  checkHeader(token.slice(0, headerEnd));
  checkSignature(token.slice(0, payloadEnd), token.slice(payloadEnd + 1), key);
  const payload = decode(token.slice(headerEnd + 1, payloadEnd));
  checkTimes(payload, now, toleranceSeconds);
  return payload;
}

/** The algorithm is fixed, so that a token cannot choose a weaker one. */
function checkHeader(encoded: string): void {
  if (encoded === COMMON_HEADER) return;
  const header = decode(encoded);
  const isHs256 = typeof header === 'object' && header !== null && 'alg' in header && header.alg === 'HS256';
  if (!isHs256) throw new MondayTokenInvalidError('algorithm');
}

/** Compares the texts, because several texts decode to the same bytes. */
function checkSignature(input: string, signature: string, key: KeyObject): void {
  const expected = createHmac('sha256', key).update(input).digest('base64url');
  if (!equalSignatures(signature, expected)) throw new MondayTokenInvalidError('signature');
}

function decode(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    throw new MondayTokenInvalidError('malformed');
  }
}

/** `exp` and `nbf` may be absent, but nothing other than numbers (RFC 7519, section 4.1). */
function checkTimes(payload: unknown, now: number, toleranceSeconds: number): void {
  if (typeof payload !== 'object' || payload === null) return;
  const { exp, nbf } = payload as { exp?: unknown; nbf?: unknown };
  if (nbf !== undefined && typeof nbf !== 'number') throw new MondayTokenInvalidError('malformed');
  if (nbf !== undefined && nbf > now + toleranceSeconds) throw new MondayTokenInvalidError('not active');
  if (exp !== undefined && typeof exp !== 'number') throw new MondayTokenInvalidError('malformed');
  if (exp !== undefined && now >= exp + toleranceSeconds) throw new MondayTokenInvalidError('expired');
}
