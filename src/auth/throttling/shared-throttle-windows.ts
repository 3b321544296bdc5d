import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { BoundedMap } from 'monday-persistence/bounded';
import { type Clock } from '../../clock/index.js';
import { type IncrementOperation, type Persistence } from '../../persistence/index.js';
import { ThrottleWindows, type ThrottleCount } from './throttle-windows.js';

/** Maximum number of records per transaction. */
const MAX_FLUSHED = 500;

interface Due {
  readonly count: ThrottleCount;
  readonly by: number;
  readonly operation: IncrementOperation;
}

/**
 * Throttling windows shared by all instances. Each instance counts in memory. Once per second, it adds the new counts
 * of all clients to `persistence` in one transaction, and reads the counts of the others. A limit therefore holds
 * across all instances, with a delay of at most one second, and no request waits for a write. If the store fails, each
 * instance counts separately.
 */
export class SharedThrottleWindows extends ThrottleWindows implements OnApplicationShutdown {
  private readonly logger = new Logger(SharedThrottleWindows.name);
  /** Counts that the store lacks. One that is removed is added again by the client's next request. */
  private readonly pending: BoundedMap<string, ThrottleCount>;
  private cancelFlush: (() => void) | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly persistence: Persistence,
    private readonly flushEveryMs: number,
    capacity: number,
    clock: Clock,
  ) {
    super(capacity, clock);
    this.pending = new BoundedMap({ capacity });
  }

  /** Publishes the counts since the last call. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.exchange());
    return this.flushing;
  }

  async onApplicationShutdown(): Promise<void> {
    this.cancelFlush?.();
    await this.flushing;
  }

  protected override counted(key: string, count: ThrottleCount, ttl: number): void {
    this.pending.set(`auth/throttle/${this.window}/${ttl}/${key}`, count);
    this.schedule();
  }

  private schedule(): void {
    this.cancelFlush ??= this.clock.after(this.flushEveryMs, () => {
      this.cancelFlush = undefined;
      void this.flush();
    });
  }

  private async exchange(): Promise<void> {
    const due = this.takeDue();
    if (due.length === 0) return;
    try {
      const results = await this.persistence.batch(due.map(({ operation }) => operation));
      results.forEach((result, index) => {
        const { count, by } = due[index] as Due;
        if (result.type !== 'increment') return;
        count.reported += by;
        count.others = Math.max(0, result.value - count.reported);
      });
    } catch (err) {
      this.logger.warn(
        { event: 'auth.throttle_alone', err },
        'throttling counters are not shared between instances',
      );
    }
  }

  /**
   * The clients with the most new requests come first: a flood from many addresses does not displace the one that
   * reaches its limit. The others wait for the next flush of the same window; those of an earlier window are too late.
   */
  private takeDue(): Due[] {
    const current = `auth/throttle/${this.window}/`;
    const newOf = (count: ThrottleCount): number => count.own - count.reported;
    const taken = [...this.pending.entries()]
      .filter(([key]) => key.startsWith(current))
      .sort(([, left], [, right]) => newOf(right) - newOf(left));
    const due = taken.splice(0, MAX_FLUSHED);
    this.pending.clear();
    for (const [key, count] of taken) this.pending.set(key, count);
    if (taken.length > 0) this.schedule();
    return due.map(([key, count]): Due => {
      const by = newOf(count);
      const ttlSeconds = 2 * Math.ceil(Number(key.split('/')[3]) / 1000);
      return { count, by, operation: { type: 'increment', key, by, ttlSeconds } };
    });
  }
}
