import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';

export interface AcquireOptions {
  /** Maximum waiting time of this caller in milliseconds, instead of the default. */
  readonly maxWaitMs?: number;
  /** Ends the wait; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Limits the use of a resource per key, such as an account: permits are acquired and released. */
export abstract class RateLimiter {
  /**
   * Acquires a permit, which {@link release} returns.
   * @returns `undefined` if the permit is available immediately, otherwise a promise
   * @throws RateLimitExceededError, or the promise rejects with it
   */
  abstract acquire(key: string, options?: AcquireOptions): Promise<void> | undefined;

  /** Returns a permit. Required if held permits count. */
  abstract release(key: string): void;

  /**
   * Acquires a permit if one is available, for limiters whose callers never wait.
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

  /** Runs the work while holding a permit. @throws RateLimitExceededError */
  async run<T>(key: string, work: () => Promise<T>, options?: AcquireOptions): Promise<T> {
    await this.acquire(key, options);
    try {
      return await work();
    } finally {
      this.release(key);
    }
  }
}
