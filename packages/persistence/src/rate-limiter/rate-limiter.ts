import { type Clock } from '../clock/index.js';
import { RateLimitExceededError } from './rate-limit-exceeded.errors.js';

export interface RateLimiterOptions {
  /** Permits that one key may hold at once. */
  readonly perKey: number;
  /** Permits that all keys together may hold at once; without it, only `perKey` counts. */
  readonly total?: number;
  /** Permits that one key may take in a second; 0 for no such limit. */
  readonly perSecond: number;
  /** Callers of one key that may wait at once; one more is refused. */
  readonly maxWaiting: number;
  /** How long a caller waits before it is refused, in milliseconds. */
  readonly maxWaitMs: number;
}

interface Waiter {
  readonly grant: () => void;
}

interface Lane {
  running: number;
  readonly waiting: Set<Waiter>;
}

const SECOND_MS = 1_000;
/** Milliseconds since the epoch are exact to less than that. */
const ROUNDING_MS = 0.01;
/** When a place becomes free depends on others. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Shares something scarce between keys, such as accounts: each key holds a limited number of permits at once and takes a
 * limited number in a second. Callers without a permit wait in their order; keys that wait take turns.
 */
export class RateLimiter {
  /** Keys that hold permits or wait for one. */
  private readonly lanes = new Map<string, Lane>();
  /** The lanes whose callers wait, the next one first. */
  private readonly turns = new Set<Lane>();
  /** When the rate of a key is used up to, the key that was used least recently first. */
  private readonly usedUntil = new Map<string, number>();
  private running = 0;

  constructor(
    private readonly options: RateLimiterOptions,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a permit, which {@link release} gives back.
   * @returns `undefined` if the permit is there at once, else a promise of it
   * @throws RateLimitExceededError, or the promise rejects with it
   */
  acquire(key: string): Promise<void> | undefined {
    this.takeRate(key);
    const lane = this.laneOf(key);
    if (lane.waiting.size === 0 && this.hasRoom(lane)) {
      this.grant(lane);
      return undefined;
    }
    if (lane.waiting.size >= this.options.maxWaiting) throw concurrencyExceeded();
    return this.wait(key, lane);
  }

  /** Gives a permit back. */
  release(key: string): void {
    const lane = this.laneOf(key);
    lane.running -= 1;
    this.running -= 1;
    if (this.options.total === undefined) this.admit(lane);
    else this.admitByTurns();
    this.forgetIfIdle(key, lane);
  }

  private laneOf(key: string): Lane {
    let lane = this.lanes.get(key);
    if (lane === undefined) {
      lane = { running: 0, waiting: new Set() };
      this.lanes.set(key, lane);
    }
    return lane;
  }

  private hasRoom(lane: Lane): boolean {
    return lane.running < this.options.perKey && this.running < (this.options.total ?? Infinity);
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

  private wait(key: string, lane: Lane): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        lane.waiting.delete(waiter);
        if (lane.waiting.size === 0) this.turns.delete(lane);
      };
      const cancelTimeout = this.clock.after(this.options.maxWaitMs, () => {
        leave();
        this.forgetIfIdle(key, lane);
        reject(concurrencyExceeded());
      });
      const waiter: Waiter = {
        grant: () => {
          cancelTimeout();
          leave();
          resolve();
        },
      };
      lane.waiting.add(waiter);
      this.turns.add(lane);
    });
  }

  private forgetIfIdle(key: string, lane: Lane): void {
    if (lane.running === 0 && lane.waiting.size === 0) this.lanes.delete(key);
  }

  /** What was not used in the last second is there as a reserve (the generic cell rate algorithm). */
  private takeRate(key: string): void {
    const { perSecond } = this.options;
    if (perSecond === 0) return;
    const now = this.clock.now();
    this.forgetUnused(now);
    // A clock that was set back costs a key no more than its second.
    const used = Math.min(Math.max(this.usedUntil.get(key) ?? 0, now), now + SECOND_MS);
    const next = used + SECOND_MS / perSecond;
    const missingMs = next - now - SECOND_MS;
    const isGranted = missingMs < ROUNDING_MS;
    this.usedUntil.delete(key);
    this.usedUntil.set(key, isGranted ? next : used);
    if (!isGranted) throw new RateLimitExceededError('rate', Math.ceil(missingMs / SECOND_MS));
  }

  private forgetUnused(now: number): void {
    for (const [key, until] of this.usedUntil) {
      if (until > now) return;
      this.usedUntil.delete(key);
    }
  }
}

const concurrencyExceeded = (): RateLimitExceededError =>
  new RateLimitExceededError('concurrency', RETRY_AFTER_SECONDS);
