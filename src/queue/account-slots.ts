import { type EventLoopShares } from '../account-limits/index.js';
import { SYSTEM_CLOCK, type Clock } from '../clock/index.js';
import { ConcurrencyLimiter, RateLimitExceededError } from '../rate-limiter/index.js';
import { DEFAULT_CONCURRENCY, type Outcome } from './queue.driver.js';

/** Maximum time that a message occupies its worker while it waits for a slot of its account. */
const MAX_WAIT_MS = 100;
/** Assumed duration of a handler until the first one of its account has finished. */
const ASSUMED_DURATION_MS = 250;
/** Weight of the newest duration in the mean. */
const NEWEST_WEIGHT = 0.25;
const LONGEST_DELAY_MS = 60_000;

/** How fast the slots of an account become free. */
interface Pace {
  /** Messages that run or wait for a slot. */
  messages: number;
  meanDurationMs: number;
  /** When the next message without a slot returns, in milliseconds since the epoch. */
  nextReturnAt: number;
  /** A message waited without success, and no slot has become free since. */
  isStuck: boolean;
}

/**
 * Limits the slots of a worker that the handlers of one account use, so that slow handlers do not delay the messages of
 * other accounts. A message that does not get a slot soon returns to the queue until a slot is likely to be free.
 */
export class AccountSlots {
  private readonly limiter: ConcurrencyLimiter;
  private readonly paces = new Map<string, Pace>();

  constructor(
    private readonly perAccount: number,
    private readonly clock: Clock,
    private readonly shares: EventLoopShares,
  ) {
    const waiting = { maxWaiting: DEFAULT_CONCURRENCY, maxWaitMs: MAX_WAIT_MS };
    this.limiter = new ConcurrencyLimiter({ perKey: perAccount, ...waiting }, clock);
  }

  /** Runs the work in a slot of the account. If none is free, resolves to a postponement of the message. */
  async run<T>(accountId: string, work: () => Promise<T>): Promise<T | (Outcome & { type: 'return' })> {
    const pace = this.paceOf(accountId);
    pace.messages += 1;
    try {
      if (!(await this.enter(accountId, pace))) return { type: 'return', delayMs: this.delayOf(pace) };
      return await this.inSlot(accountId, pace, work);
    } finally {
      pace.messages -= 1;
      if (pace.messages === 0) this.paces.delete(accountId);
    }
  }

  private async inSlot<T>(accountId: string, pace: Pace, work: () => Promise<T>): Promise<T> {
    const delayMs = this.shares.reserve(accountId);
    if (delayMs > 0) await SYSTEM_CLOCK.sleep(delayMs);
    const start = this.clock.now();
    const item = this.shares.begin(accountId);
    try {
      return await work();
    } finally {
      this.shares.end(item);
      pace.isStuck = false;
      pace.meanDurationMs += (this.clock.now() - start - pace.meanDurationMs) * NEWEST_WEIGHT;
      this.limiter.release(accountId);
    }
  }

  private async enter(accountId: string, pace: Pace): Promise<boolean> {
    if (pace.isStuck) return false;
    try {
      await this.limiter.acquire(accountId);
      return true;
    } catch (error) {
      if (!(error instanceof RateLimitExceededError)) throw error;
      pace.isStuck = true;
      return false;
    }
  }

  private paceOf(accountId: string): Pace {
    let pace = this.paces.get(accountId);
    if (pace === undefined) {
      pace = { messages: 0, meanDurationMs: ASSUMED_DURATION_MS, nextReturnAt: 0, isStuck: false };
      this.paces.set(accountId, pace);
    }
    return pace;
  }

  /** One message returns for each slot that becomes free, soon after, rather than all at once. */
  private delayOf(pace: Pace): number {
    const now = this.clock.now();
    const intervalMs = Math.max(1, pace.meanDurationMs / this.perAccount);
    pace.nextReturnAt = Math.max(pace.nextReturnAt, now + MAX_WAIT_MS) + intervalMs;
    const delayMs = pace.nextReturnAt - now;
    if (delayMs <= LONGEST_DELAY_MS) return Math.ceil(delayMs);
    // If the mean was wrong, all messages are checked again within a minute.
    pace.nextReturnAt = now + LONGEST_DELAY_MS;
    return Math.ceil((LONGEST_DELAY_MS * (1 + Math.random())) / 2);
  }
}
