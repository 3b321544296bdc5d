import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type IncrementOperation, type Persistence } from '../../persistence/index.js';
import { ThrottleWindows, type ThrottleCount } from './throttle-windows.js';

/** Records of one transaction. */
const MAX_FLUSHED = 500;

interface Due {
  readonly count: ThrottleCount;
  readonly by: number;
  readonly operation: IncrementOperation;
}

/**
 * Windows that all instances share: each counts in memory, and once a second adds what is new to the counts in
 * `persistence`, all clients in one transaction, and learns what the others counted. So a limit holds over all
 * instances together, late by a second at most, and no request waits for a write. Where the store fails, each instance
 * goes on alone.
 */
export class SharedThrottleWindows extends ThrottleWindows implements OnApplicationShutdown {
  private readonly logger = new Logger(SharedThrottleWindows.name);
  private readonly pending = new Map<string, ThrottleCount>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly persistence: Persistence,
    private readonly flushEveryMs: number,
    capacity: number,
  ) {
    super(capacity);
  }

  /** Tells the others what was counted since the last time. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.exchange());
    return this.flushing;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.flushing;
  }

  protected override counted(key: string, count: ThrottleCount, ttl: number): void {
    this.pending.set(`auth/throttle/${this.window}/${ttl}/${key}`, count);
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, this.flushEveryMs).unref();
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

  /** What cannot be told now is not told at all: it would be too late to matter. */
  private takeDue(): Due[] {
    const due = [...this.pending].slice(0, MAX_FLUSHED).map(([key, count]): Due => {
      const by = count.own - count.reported;
      const ttlSeconds = 2 * Math.ceil(Number(key.split('/')[3]) / 1000);
      return { count, by, operation: { type: 'increment', key, by, ttlSeconds } };
    });
    this.pending.clear();
    return due;
  }
}
