import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  readonly isRetriable: (error: unknown) => boolean;
  /** Limit of the whole, in milliseconds, from the first failure on. */
  readonly limitMs: number;
  /** Attempts in all; default is as many as fit into the limit. */
  readonly maxAttempts?: number;
  /** Longest pause between two attempts, in milliseconds. */
  readonly maxPauseMs: number;
}

/** Tries again, with growing pauses and full jitter, until a limit; then throws what the last attempt threw. */
export async function retry<T>(attempt: () => T | Promise<T>, options: RetryOptions): Promise<T> {
  const { maxAttempts = Infinity } = options;
  let deadline: number | undefined;
  let pauseMs = 2;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!options.isRetriable(error) || attempts >= maxAttempts) throw error;
      deadline ??= performance.now() + options.limitMs;
      if (performance.now() >= deadline) throw error;
    }
    await sleep(1 + Math.random() * pauseMs);
    pauseMs = Math.min(pauseMs * 2, options.maxPauseMs);
  }
}
