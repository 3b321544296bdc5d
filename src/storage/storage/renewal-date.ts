const TIME_WITHOUT_ZONE = /^[^T ]*[T ][^Z+-]*$/i;

/**
 * The time in an ISO 8601 text. Without a time zone, it is in UTC regardless of the machine's zone, because all
 * instances must count the same periods.
 */
export function renewalDateOf(text: string): Date {
  return new Date(TIME_WITHOUT_ZONE.test(text) ? `${text}Z` : text);
}
