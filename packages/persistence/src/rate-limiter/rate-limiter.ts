import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';

export interface AcquireOptions {
  /** How long this caller waits before it is refused, in milliseconds, instead of as long as callers may. */
  readonly maxWaitMs?: number;
  /** Ends the wait; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Limits how much of something each key, such as an account, may use: permits are acquired and released. */
export abstract class RateLimiter {
  /**
   * Takes a permit, which {@link release} gives back.
   * @returns `undefined` if the permit is there at once, else a promise of it
   * @throws RateLimitExceededError, or the promise rejects with it
   */
  abstract acquire(key: string, options?: AcquireOptions): Promise<void> | undefined;

  /** Gives a permit back. Needed wherever permits that are held count. */
  abstract release(key: string): void;

  /**
   * Takes a permit if it is there, for limiters whose callers never wait.
   * @returns whether it was
   */
  tryAcquire(key: string): boolean {
    try {
      void this.acquire(key);
      return true;
    } catch (error) {
      if (error instanceof RateLimitExceededError) return false;
      throw error;
    }
  }

  /** Does the work while it holds a permit. @throws RateLimitExceededError */
  async run<T>(key: string, work: () => Promise<T>, options?: AcquireOptions): Promise<T> {
    await this.acquire(key, options);
    try {
      return await work();
    } finally {
      this.release(key);
    }
  }
}
