import { backoffDelay } from 'monday-persistence/backoff';
import { type Clock } from 'monday-persistence/clock';
import {
  ConcurrencyLimiter,
  RateLimitExceededError,
  SlidingWindowLimiter,
} from 'monday-persistence/rate-limiter';
import { VaultClient, type VaultValue } from './vault.client.js';
import { VaultError } from './vault.errors.js';

export interface VaultQuotas {
  /** Maximum calls per second; `Infinity` for a vault without quotas. */
  readonly perSecond: number;
  readonly writesPerSecondOfAKey: number;
}

/** docs/monday-platform.md#monday-code-limits, docs/monday-platform.md#secure-storage */
export const VAULT_QUOTAS: VaultQuotas = { perSecond: 7, writesPerSecondOfAKey: 1 };
/** A little more than a second: clocks differ. */
const WINDOW_MS = 1_050;
/** Maximum number of waiting calls, for about half a minute. Further calls are refused. */
const MAX_WAITING = 199;
const RETRY_AFTER_SECONDS = 30;
const MAX_ATTEMPTS = 4;
const BACKOFF = { firstMs: 750, maxMs: 3_000 };
const VAULT = 'vault';

/**
 * Waits to respect the vault's quotas, and retries temporary failures, because other instances share the quota. All
 * calls are idempotent.
 *
 * Calls are sequential: monday's SDK logs in within each call that finds no valid token, so concurrent calls would each
 * log in. At 7 requests per second, this costs nothing.
 */
export class PacedVaultClient extends VaultClient {
  private readonly turns: ConcurrencyLimiter;
  private readonly calls: SlidingWindowLimiter;
  private readonly writes: SlidingWindowLimiter;

  constructor(
    private readonly vault: VaultClient,
    private readonly clock: Clock,
    { perSecond, writesPerSecondOfAKey }: VaultQuotas,
  ) {
    super();
    const waiting = { maxWaiting: MAX_WAITING, maxWaitMs: Infinity };
    this.turns = new ConcurrencyLimiter({ perKey: 1, ...waiting }, clock);
    // Counts from the end of a call, because the call arrives before its end.
    const window = { windowMs: WINDOW_MS, maxWaitMs: Infinity, countsFrom: 'release' } as const;
    this.calls = new SlidingWindowLimiter({ ...window, limit: perSecond }, clock);
    this.writes = new SlidingWindowLimiter({ ...window, limit: writesPerSecondOfAKey }, clock);
  }

  override read(key: string): Promise<VaultValue | undefined> {
    return this.attempt(() => this.inTurn(() => this.vault.read(key)));
  }

  override write(key: string, value: VaultValue): Promise<void> {
    return this.attempt(() => this.change(key, () => this.vault.write(key, value)));
  }

  override remove(key: string): Promise<void> {
    return this.attempt(() => this.change(key, () => this.vault.remove(key)));
  }

  private async attempt<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call();
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isPassing(error)) throw error;
      }
      await this.clock.sleep(backoffDelay(attempt, BACKOFF));
    }
  }

  /** Waits outside the queue, so that other keys do not wait. */
  private change<T>(key: string, call: () => Promise<T>): Promise<T> {
    return this.writes.run(key, () => this.inTurn(call));
  }

  private async inTurn<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await this.turns.run(VAULT, () => this.calls.run(VAULT, call));
    } catch (error) {
      throw error instanceof RateLimitExceededError ? new QueueFullError() : error;
    }
  }
}

class QueueFullError extends VaultError {
  constructor() {
    super('rate_limited', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}

/** Calls that timed out or were refused are not retried here; their callers decide. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof VaultError) || error instanceof QueueFullError) return false;
  return error.failure === 'rate_limited' || error.failure === 'unavailable';
}
