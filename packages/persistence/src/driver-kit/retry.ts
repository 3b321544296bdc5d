import { backoffDelay } from '../backoff/index.js';
import { SYSTEM_CLOCK } from '../clock/index.js';

export interface RetryOptions {
  readonly isRetriable: (error: unknown) => boolean;
  /** Total timeout in milliseconds, from the first failure on. */
  readonly limitMs: number;
  /** Maximum number of attempts; default is as many as fit into the timeout. */
  readonly maxAttempts?: number;
  /** Maximum delay between two attempts, in milliseconds. */
  readonly maxPauseMs: number;
}

const FIRST_PAUSE_MS = 2;

/** Retries with growing delays and full jitter up to a limit; then throws the error of the last attempt. */
export async function retry<T>(attempt: () => T | Promise<T>, options: RetryOptions): Promise<T> {
  const { maxAttempts = Infinity, maxPauseMs } = options;
  let deadline: number | undefined;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!options.isRetriable(error) || attempts >= maxAttempts) throw error;
      deadline ??= SYSTEM_CLOCK.monotonic() + options.limitMs;
      if (SYSTEM_CLOCK.monotonic() >= deadline) throw error;
    }
    const pauseMs = backoffDelay(attempts, { firstMs: FIRST_PAUSE_MS, maxMs: maxPauseMs, jitter: 'full' });
    await SYSTEM_CLOCK.sleep(1 + pauseMs);
  }
}
