const SECONDS = /^\d{1,15}$/;
/** Without GMT, `Date.parse` would take a date for local time. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;
const MAX_SECONDS = 24 * 60 * 60;

/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3): a number of seconds, or an HTTP date.
 * @param now milliseconds since the epoch
 * @returns whole seconds, at most a day; 0 if the server says 0; `undefined` for anything else, and for a date in the
 * past, because then one of the two clocks is wrong
 */
export function parseRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (SECONDS.test(text)) return Math.min(Number(text), MAX_SECONDS);
  if (!HTTP_DATE.test(text)) return undefined;
  const seconds = Math.ceil((Date.parse(text) - now) / 1_000);
  return seconds > 0 ? Math.min(seconds, MAX_SECONDS) : undefined;
}
