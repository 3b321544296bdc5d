/**
 * How long a cached consent or session is valid, in milliseconds. Other instances must enforce a disconnect or a logout
 * within five seconds, including the time of the read.
 */
export const FRESH_MS = 4_000;
