/**
 * Whether a body is the challenge with which monday verifies the address of a board's webhook. It has no token and no
 * event (docs/monday-platform.md#board-webhooks).
 */
export function isChallenge(body: unknown): body is { readonly challenge: unknown } {
  return typeof body === 'object' && body !== null && 'challenge' in body && !('event' in body);
}
