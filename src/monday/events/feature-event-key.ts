import { createHash } from 'node:crypto';
import { type Fields } from '../input/index.js';
import { type VerifiedRequest } from '../requests/index.js';

/**
 * Distinguishes a repeated delivery of a feature event from a new event with the same content, because monday's events
 * have no id (docs/monday-platform.md#app-feature-lifecycle-events). An asynchronous event has a unique callback
 * address with a token in its query. Other events are identified by the second in which monday signed them.
 * @returns `undefined` if there is neither; handling an event twice is better than losing it
 */
export function featureEventKey(body: Fields, { userId, issuedAt }: VerifiedRequest): string | undefined {
  const { type, payload, back_to_url: backToUrl } = body;
  const occasion = hasToken(backToUrl) ? backToUrl : issuedAt;
  if (occasion === undefined) return undefined;
  const content = JSON.stringify([type, userId, payload, occasion]);
  return `feature ${createHash('sha256').update(content).digest('base64url')}`;
}

function hasToken(url: unknown): url is string {
  return typeof url === 'string' && URL.canParse(url) && new URL(url).searchParams.has('token');
}
