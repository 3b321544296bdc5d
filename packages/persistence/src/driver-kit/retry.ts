import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  readonly isRetriable: (error: unknown) => boolean;
  /** Limit of the whole, in milliseconds, from the first failure on. */
  readonly limitMs: number;
  /** Longest pause between two attempts, in milliseconds. */
  readonly maxPauseMs: number;
}

/** Tries again, with growing pauses and full jitter, until the limit; then throws what the last attempt threw. */
export async function retry<T>(attempt: () => T | Promise<T>, options: RetryOptions): Promise<T> {
  let deadline: number | undefined;
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, options.maxPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!options.isRetriable(error)) throw error;
      deadline ??= performance.now() + options.limitMs;
      if (performance.now() >= deadline) throw error;
    }
    await sleep(1 + Math.random() * pauseMs);
  }
}
