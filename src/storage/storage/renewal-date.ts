const HOUR_MS = 60 * 60 * 1000;
const TIME_WITHOUT_ZONE = /^[^T ]*[T ][^Z+-]*$/i;

/**
 * The time in an ISO 8601 text. Without a time zone, it is in UTC regardless of the machine's zone, because all
 * instances must count the same periods.
 */
export function renewalDateOf(text: string): Date {
  return new Date(TIME_WITHOUT_ZONE.test(text) ? `${text}Z` : text);
}

/**
 * The start of the hour of a renewal date. Periods begin at whole hours, so that clients that pass the current time
 * count in one period instead of starting a new one with each call.
 */
export function hourOf(renewalDate: Date): Date {
  return new Date(Math.floor(renewalDate.getTime() / HOUR_MS) * HOUR_MS);
}
