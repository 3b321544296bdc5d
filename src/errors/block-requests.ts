const blockRequests = new WeakSet<object>();

/**
 * Says that monday's automation platform sent this request: if it fails for good, the reply also carries what monday
 * shows to the user (docs/monday-platform.md#block-failures).
 */
export function markAsBlockRequest(request: object): void {
  blockRequests.add(request);
}

export function isBlockRequest(request: object): boolean {
  return blockRequests.has(request);
}
