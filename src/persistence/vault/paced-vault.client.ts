import { setTimeout as wait } from 'node:timers/promises';
import { RecentCalls } from './recent-calls.js';
import { VaultClient, type VaultValue } from './vault.client.js';
import { VaultError } from './vault.errors.js';

/** Quotas of secure storage (docs/monday-platform.md#monday-code-limits, docs/monday-platform.md#secure-storage). */
const REQUESTS_PER_SECOND = 7;
const WRITES_PER_SECOND_OF_A_KEY = 1;
/** About half a minute; who comes later is told to come back. */
const MAX_WAITING = 200;
const RETRY_AFTER_SECONDS = 30;
const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
/** Keys that are looked at before those without recent writes are forgotten. */
const MAX_KEYS = 1_000;

export interface PacedVaultClientOptions {
  /** Default: monday's quotas. `Infinity` for a vault without them. */
  readonly perSecond?: number;
  readonly writesPerSecondOfAKey?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Keeps the vault's quotas by waiting, and sends again what failed for a moment: another instance uses the same quota.
 * Each call leaves the same state however often it is sent.
 *
 * One call at a time: monday's SDK logs in inside of each call that finds no fresh token, so that calls side by side would
 * each log in. At 7 requests a second nothing is lost by it.
 */
export class PacedVaultClient extends VaultClient {
  private readonly calls: RecentCalls;
  private readonly writes = new Map<string, RecentCalls>();
  private readonly now: () => number;
  private readonly wait: (milliseconds: number) => Promise<unknown>;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly vault: VaultClient,
    private readonly options: PacedVaultClientOptions = {},
  ) {
    super();
    this.calls = new RecentCalls(options.perSecond ?? REQUESTS_PER_SECOND);
    this.now = options.now ?? (() => performance.now());
    this.wait = options.wait ?? wait;
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
      await this.wait((0.5 + Math.random()) * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }

  /** Waits outside of the queue: others need not wait for this key. */
  private async change<T>(key: string, call: () => Promise<T>): Promise<T> {
    const writes = this.writesOf(key);
    const delayMs = writes.delayMs(this.now());
    if (delayMs > 0) await this.wait(delayMs);
    return this.inTurn(call).finally(() => writes.ended(this.now()));
  }

  private inTurn<T>(call: () => Promise<T>): Promise<T> {
    if (this.waiting >= MAX_WAITING) throw new QueueFullError();
    this.waiting += 1;
    const turn = this.last.then(async () => {
      const delayMs = this.calls.delayMs(this.now());
      if (delayMs > 0) await this.wait(delayMs);
      return call();
    });
    this.last = turn
      .catch(() => undefined)
      .finally(() => {
        this.waiting -= 1;
        this.calls.ended(this.now());
      });
    return turn;
  }

  private writesOf(key: string): RecentCalls {
    let writes = this.writes.get(key);
    if (writes === undefined) {
      this.forgetIdle();
      writes = new RecentCalls(this.options.writesPerSecondOfAKey ?? WRITES_PER_SECOND_OF_A_KEY);
      this.writes.set(key, writes);
    }
    return writes;
  }

  private forgetIdle(): void {
    if (this.writes.size < MAX_KEYS) return;
    for (const [key, writes] of this.writes) if (writes.delayMs(this.now()) === 0) this.writes.delete(key);
  }
}

class QueueFullError extends VaultError {
  constructor() {
    super('rate_limited', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}

/** A call that timed out has taken long enough, and so has one that found too many others; their callers decide. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof VaultError) || error instanceof QueueFullError) return false;
  return error.failure === 'rate_limited' || error.failure === 'unavailable';
}
