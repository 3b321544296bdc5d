import { PersistenceUnavailableError, type Entry, type ScanOptions } from 'monday-persistence';
import { CheckedPersistence, type ExpirySweeper } from 'monday-persistence/driver-kit';

/** What a driver has between open and close. */
export interface RemoteConnection {
  readonly scanner: { run(options: ScanOptions): Promise<Entry[]> };
  readonly sweeper: ExpirySweeper;
}

/** A store on a server: its operations need a connection, closing waits for them, and expired records are swept. */
export abstract class RemotePersistence<C extends RemoteConnection> extends CheckedPersistence {
  /** Running operations, for which closing waits. */
  protected readonly running = new Set<Promise<unknown>>();
  protected connection: C | undefined;
  protected isAborted = false;

  /** The error of the library as one of the contract. */
  protected abstract toPersistenceError(error: unknown): Error;

  /** Deletes all expired records. Runs automatically; public for tests and tools. */
  async sweep(): Promise<void> {
    await this.run(({ sweeper }) => sweeper.sweep());
  }

  protected override list(options: ScanOptions): Promise<Entry[]> {
    return this.run(({ scanner }) => scanner.run(options));
  }

  /** @throws PersistenceUnavailableError without a connection, or if the server does not answer */
  protected async run<T>(work: (connection: C) => Promise<T>): Promise<T> {
    if (this.connection === undefined || this.isAborted) throw new PersistenceUnavailableError();
    const running = work(this.connection);
    this.running.add(running);
    try {
      return await running;
    } catch (error) {
      throw this.toPersistenceError(error);
    } finally {
      this.running.delete(running);
    }
  }
}
