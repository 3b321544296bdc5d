/** Other instances must obey a disconnect or a logout within five seconds; the rest is for reading. */
const FRESH_MS = 4_000;

/**
 * Whether what was read at `readAt` may still be believed without reading it again. Not where the clock was set back
 * since, or an answer could be believed for as long as it was ahead.
 */
export function isFresh(readAt: number): boolean {
  const age = Date.now() - readAt;
  return age >= 0 && age < FRESH_MS;
}
