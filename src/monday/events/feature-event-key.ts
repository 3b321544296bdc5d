import { sha256 } from 'monday-persistence/hash';
import { type VerifiedRequest } from '../requests/index.js';
import { type FeatureEvent } from './feature-event.js';

/**
 * Distinguishes a repeated delivery of a feature event from a new event with the same content, because monday's events
 * have no id (docs/monday-platform.md#app-feature-lifecycle-events). An asynchronous event has a unique callback
 * address with a token in its query. Other events are identified by their time, or by the second in which monday signed
 * them.
 * @returns `undefined` if there is none of these; handling an event twice is better than losing it
 */
export function featureEventKey(
  { type, payload, backToUrl, timestamp }: FeatureEvent,
  { userId, issuedAt }: VerifiedRequest,
): string | undefined {
  const occasion = hasToken(backToUrl) ? backToUrl : (timestamp ?? issuedAt);
  if (occasion === undefined) return undefined;
  const content = JSON.stringify([type, userId, payload, occasion]);
  return `feature ${sha256(content)}`;
}

function hasToken(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && new URL(url).searchParams.has('token');
}
