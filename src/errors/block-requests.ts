const blockRequests = new WeakSet<object>();

/**
 * Marks a request as sent by monday's automation platform. The reply to a permanent failure then also contains the
 * texts that monday shows to the user (docs/monday-platform.md#block-failures).
 */
export function markAsBlockRequest(request: object): void {
  blockRequests.add(request);
}

export function isBlockRequest(request: object): boolean {
  return blockRequests.has(request);
}
