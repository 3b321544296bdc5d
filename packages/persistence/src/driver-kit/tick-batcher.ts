/** One item of a batch. Whoever runs the batch settles it. */
export interface Pending<T, R = void> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

export interface TickBatcherOptions<T, R = void> {
  /** Settles each item of the batch; if it throws, those that are not settled are rejected with its error. */
  readonly run: (batch: readonly Pending<T, R>[]) => void | Promise<void>;
  /** Awaited before a batch starts; if it fails, all waiting items are rejected with its error. */
  readonly begin?: () => Promise<void>;
  /** Maximum number of waiting items in the next batch; 1 or more. Default: all. */
  readonly sizeOf?: (waiting: readonly Pending<T, R>[]) => number;
  /** Schedules the end of the tick; default `setImmediate`, after all items of the same turn of the event loop. */
  readonly schedule?: (work: () => void) => void;
}

/**
 * Collects the items of one tick and handles them as one batch: one transaction, one fsync, one round trip. One batch
 * runs at a time; items that arrive meanwhile are in the next batch.
 */
export class TickBatcher<T, R = void> {
  private waiting: Pending<T, R>[] = [];
  private pumping: Promise<void> | undefined;

  constructor(private readonly options: TickBatcherOptions<T, R>) {}

  /** Resolves to the result of the item when its batch has run. */
  submit(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.pumping ??= this.pump();
    });
  }

  /** Moves items of the running batch to the front of the next one. */
  postpone(items: readonly Pending<T, R>[]): void {
    this.waiting = [...items, ...this.waiting];
  }

  /** Resolves when no items are waiting. */
  async drain(): Promise<void> {
    await this.pumping;
  }

  private async pump(): Promise<void> {
    const { schedule = setImmediate, begin } = this.options;
    while (this.waiting.length > 0) {
      await new Promise<void>((resolve) => void schedule(resolve));
      if (begin && !(await this.hasBegun())) continue;
      const running = this.runNext();
      // A batch that is done already is not waited for: most reads are alone in theirs.
      if (running) await running;
    }
    this.pumping = undefined;
  }

  private async hasBegun(): Promise<boolean> {
    try {
      await this.options.begin?.();
      return true;
    } catch (error) {
      for (const { reject } of this.waiting.splice(0)) reject(error);
      return false;
    }
  }

  private runNext(): Promise<void> | void {
    const { run, sizeOf } = this.options;
    const batch = this.waiting.splice(0, sizeOf?.(this.waiting) ?? Infinity);
    const reject = (error: unknown): void => batch.forEach((pending) => pending.reject(error));
    try {
      return run(batch)?.catch(reject);
    } catch (error) {
      reject(error);
    }
  }
}
