import { type AppSubscription } from './app-subscription.js';

/** What is known of an account's subscription. */
export interface KnownSubscription {
  /**
   * When monday said so, or sent an event that may have changed it, in milliseconds since the epoch. A whole second, as
   * the times of tokens are: of two in the same second, the later one to arrive holds.
   */
  readonly at: number;
  /** Absent if the account has none. */
  readonly subscription?: AppSubscription;
  /** Whether it may have changed since. */
  readonly isStale?: true;
}

/** The second that contains a time in milliseconds. */
export const secondOf = (milliseconds: number): number => Math.floor(milliseconds / 1_000) * 1_000;

const DAY_MS = 24 * 60 * 60 * 1_000;
const FRESH_MS = 15 * 60 * 1_000;

/** Whether it can be used without asking monday. A subscription may have ended when its renewal is due. */
export function isFresh({ at, subscription, isStale }: KnownSubscription, now: number): boolean {
  if (isStale || now - at >= FRESH_MS) return false;
  const renewal = Date.parse(subscription?.renewalDate ?? '');
  return Number.isNaN(renewal) || renewal > now || renewal <= at;
}

/**
 * Whether it may be used although monday cannot be asked, because nobody of the account is connected: a plan that no
 * event has put into question holds until its renewal is due, and anything else for a day.
 */
export function holdsUnasked({ at, subscription, isStale }: KnownSubscription, now: number): boolean {
  if (isStale) return false;
  const renewal = Date.parse(subscription?.renewalDate ?? '');
  return now < (renewal > at ? renewal : at + DAY_MS);
}
