import { type Clock } from '../clock/index.js';
import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';
import { RateLimiter, type AcquireOptions } from './rate-limiter.js';

export interface ConcurrencyLimiterOptions {
  /** Maximum permits per key; call {@link ConcurrencyLimiter.refresh} after an increase. */
  readonly perKey: number | ((key: string) => number);
  /** Maximum permits of all keys together; without it, only `perKey` applies. */
  readonly total?: number;
  /** Maximum number of waiting callers per key; further callers are refused. */
  readonly maxWaiting: number;
  /** Maximum waiting time of a caller in milliseconds; `Infinity` for no limit. */
  readonly maxWaitMs: number;
}

interface Waiter {
  readonly grant: () => void;
}

interface Lane {
  readonly key: string;
  running: number;
  readonly waiting: Set<Waiter>;
}

/** When a place becomes free depends on others. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Each key holds a limited number of permits at once. Callers without a permit wait in their order; keys that wait take
 * turns.
 */
export class ConcurrencyLimiter extends RateLimiter {
  /** Keys that hold permits or wait for one. */
  private readonly lanes = new Map<string, Lane>();
  /** The lanes whose callers wait, the next one first. */
  private readonly turns = new Set<Lane>();
  private running = 0;

  constructor(
    private readonly options: ConcurrencyLimiterOptions,
    private readonly clock: Clock,
  ) {
    super();
  }

  override acquire(key: string, options?: AcquireOptions): Promise<void> | undefined {
    const lane = this.laneOf(key);
    if (lane.waiting.size === 0 && this.hasRoom(lane)) {
      this.grant(lane);
      return undefined;
    }
    if (lane.waiting.size >= this.options.maxWaiting) {
      this.forgetIfIdle(lane);
      throw exceeded();
    }
    return this.wait(lane, options);
  }

  override release(key: string): void {
    const lane = this.laneOf(key);
    lane.running -= 1;
    this.running -= 1;
    if (this.options.total === undefined) this.admit(lane);
    else this.admitByTurns();
    this.forgetIfIdle(lane);
  }

  /** Admits callers of a key whose permits have become more. */
  refresh(key: string): void {
    const lane = this.lanes.get(key);
    while (lane !== undefined && lane.waiting.size > 0 && this.hasRoom(lane)) this.admit(lane);
  }

  /** Number of waiting callers of a key. */
  waitingOf(key: string): number {
    return this.lanes.get(key)?.waiting.size ?? 0;
  }

  /** Whether a key neither holds permits nor waits for one. */
  isIdle(key: string): boolean {
    return !this.lanes.has(key);
  }

  private laneOf(key: string): Lane {
    let lane = this.lanes.get(key);
    if (lane === undefined) {
      lane = { key, running: 0, waiting: new Set() };
      this.lanes.set(key, lane);
    }
    return lane;
  }

  private hasRoom(lane: Lane): boolean {
    const { perKey, total = Infinity } = this.options;
    const limit = typeof perKey === 'number' ? perKey : perKey(lane.key);
    return lane.running < limit && this.running < total;
  }

  private grant(lane: Lane): void {
    lane.running += 1;
    this.running += 1;
  }

  private admit(lane: Lane): void {
    const [first] = lane.waiting;
    if (first === undefined || !this.hasRoom(lane)) return;
    this.grant(lane);
    first.grant();
  }

  /** One permit to each key that waits, and again from the first, as long as there are any. */
  private admitByTurns(): void {
    for (const lane of this.turns) {
      if (this.running >= (this.options.total ?? Infinity)) return;
      if (!this.hasRoom(lane)) continue;
      this.turns.delete(lane);
      // A lane that goes on waiting stands last now, and is looked at again by this loop.
      if (lane.waiting.size > 1) this.turns.add(lane);
      this.admit(lane);
    }
  }

  private wait(
    lane: Lane,
    { maxWaitMs = this.options.maxWaitMs, signal }: AcquireOptions = {},
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        lane.waiting.delete(waiter);
        if (lane.waiting.size === 0) this.turns.delete(lane);
        cancelTimeout();
        signal?.removeEventListener('abort', abort);
      };
      const refuse = (reason: Error): void => {
        leave();
        this.forgetIfIdle(lane);
        reject(reason);
      };
      const abort = (): void => refuse(signal?.reason as Error);
      const waiter: Waiter = {
        grant: () => {
          leave();
          resolve();
        },
      };
      const cancelTimeout = this.refuseAfter(maxWaitMs, refuse);
      lane.waiting.add(waiter);
      this.turns.add(lane);
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
    });
  }

  private refuseAfter(maxWaitMs: number, refuse: (reason: Error) => void): () => void {
    return maxWaitMs === Infinity ? () => undefined : this.clock.after(maxWaitMs, () => refuse(exceeded()));
  }

  private forgetIfIdle(lane: Lane): void {
    if (lane.running === 0 && lane.waiting.size === 0) this.lanes.delete(lane.key);
  }
}

const exceeded = (): RateLimitExceededError => new RateLimitExceededError('concurrency', RETRY_AFTER_SECONDS);
