import { type Connection } from './connection.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A little less than the six months that were observed (docs/monday-platform.md#refresh-and-revocation). */
const LIFETIME_MS = 180 * DAY_MS;
const WARNING_MS = 30 * DAY_MS;

/**
 * When monday is expected to end the connection, in milliseconds since the epoch; `undefined` if it is not known, and
 * for tokens of the legacy flow, which have no such end.
 */
export function endOf({ state, tokens, consentedAt }: Connection): number | undefined {
  const ends = state === 'connected' && tokens.refreshToken !== undefined;
  return ends && consentedAt !== undefined ? consentedAt + LIFETIME_MS : undefined;
}

/**
 * Whether the user should log in again soon.
 * @param endsAt as returned by {@link endOf}
 * @param now milliseconds since the epoch
 */
export function isEnding(endsAt: number | undefined, now: number): endsAt is number {
  return endsAt !== undefined && now >= endsAt - WARNING_MS;
}
