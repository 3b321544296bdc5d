import { setImmediate as nextTurn } from 'node:timers/promises';

export interface ExpirySweeperOptions {
  /** Deletes at most `limit` expired records and resolves to how many. */
  readonly deleteExpired: (limit: number) => Promise<number>;
  readonly intervalMs: number;
  /** Records one transaction may delete. */
  readonly batchSize?: number;
}

/**
 * Removes expired records from time to time. Readers never see them anyway: this is for the size of the store,
 * so a sweep that fails is left to the next one.
 */
export class ExpirySweeper {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(private readonly options: ExpirySweeperOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.sweep().catch(() => undefined), this.options.intervalMs);
    this.timer.unref();
  }

  /** Resolves when a sweep that runs has come to its end. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.sweeping?.catch(() => undefined);
  }

  /** Deletes all that is expired now, batch by batch; one sweep at a time. */
  sweep(): Promise<void> {
    this.sweeping ??= this.deleteAll().finally(() => (this.sweeping = undefined));
    return this.sweeping;
  }

  private async deleteAll(): Promise<void> {
    const { deleteExpired, batchSize = 200 } = this.options;
    while ((await deleteExpired(batchSize)) === batchSize) await nextTurn();
  }
}
