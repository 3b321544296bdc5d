import { setImmediate as nextTurn } from 'node:timers/promises';

export interface ExpirySweeperOptions {
  /** Deletes at most `limit` expired records and resolves to how many. */
  readonly deleteExpired: (limit: number) => Promise<number>;
  readonly intervalMs: number;
  /** Maximum number of records deleted per transaction. */
  readonly batchSize?: number;
}

/**
 * Periodically removes expired records, to limit the size of the store. Readers never see them, so a failed sweep is
 * simply repeated later.
 */
export class ExpirySweeper {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(private readonly options: ExpirySweeperOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.sweep().catch(() => undefined), this.options.intervalMs);
    this.timer.unref();
  }

  /** Resolves when a running sweep has finished. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.sweeping?.catch(() => undefined);
  }

  /** Deletes all expired records in batches; one sweep at a time. */
  sweep(): Promise<void> {
    this.sweeping ??= this.deleteAll().finally(() => (this.sweeping = undefined));
    return this.sweeping;
  }

  private async deleteAll(): Promise<void> {
    const { deleteExpired, batchSize = 200 } = this.options;
    while ((await deleteExpired(batchSize)) === batchSize) await nextTurn();
  }
}
