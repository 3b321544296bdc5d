import { type Clock } from 'monday-persistence/clock';

/** Milliseconds since the epoch; `undefined` for never. */
export const expiryAfter = (clock: Clock, ttlSeconds: number | undefined): number | undefined =>
  ttlSeconds === undefined ? undefined : clock.now() + ttlSeconds * 1_000;
