/**
 * How long a consent or a session is trusted without another read, in milliseconds. Other instances must obey a
 * disconnect or a logout within five seconds; the rest is for reading.
 */
export const FRESH_MS = 4_000;
