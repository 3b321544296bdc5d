import { createHash } from 'node:crypto';
import { type Fields } from '../input/index.js';
import { type VerifiedRequest } from '../requests/index.js';

/**
 * Tells a delivery of a feature event that comes again from an event of the same content that happens again: monday
 * gives these events no id (docs/monday-platform.md#app-feature-lifecycle-events). An asynchronous one has an address of its own to report to, with a token
 * in its query; any other is known by the second in which monday signed it.
 * @returns `undefined` if there is neither: done twice is better than not at all
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
