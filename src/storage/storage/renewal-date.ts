const TIME_WITHOUT_ZONE = /^[^T ]*[T ][^Z+-]*$/i;

/**
 * The instant that an ISO 8601 text names. One that tells no zone is in UTC, whatever the zone of the machine: instances
 * elsewhere must count the same periods.
 */
export function renewalDateOf(text: string): Date {
  return new Date(TIME_WITHOUT_ZONE.test(text) ? `${text}Z` : text);
}
