import { isObject } from 'monday-persistence/json';

/**
 * Whether a body is the challenge with which monday verifies the address of a board's webhook. It has no token and no
 * event (docs/monday-platform.md#board-webhooks).
 */
export function isChallenge(body: unknown): body is { readonly challenge: unknown } {
  return isObject(body) && 'challenge' in body && !('event' in body);
}
