import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { PersistenceUnsupportedError, type Persistence } from 'monday-persistence';
import { SqlitePersistence } from 'monday-persistence/sqlite';
import { AppConfig, type StoreDriver } from '../config/index.js';
import { OutgoingCalls } from '../telemetry/index.js';
import { PostgresPersistence } from './postgres/postgres.persistence.js';
import { PacedVaultClient } from './vault/paced-vault.client.js';
import { SdkVaultClient } from './vault/sdk-vault.client.js';
import { VaultPersistence } from './vault/vault.persistence.js';

/**
 * What the app began may end so long after it was told to stop, in milliseconds: as long as open requests are waited for.
 * Then a store that does not answer is given up, and the rest of the ten seconds is for closing.
 */
const ABORT_AFTER_MS = 7_000;

/** The stores of this process, by driver: each is opened at its first use, once, and closed at shutdown. */
@Injectable()
export class Persistences implements OnModuleDestroy, OnApplicationShutdown {
  private readonly opened = new Map<StoreDriver, Promise<Persistence>>();
  private abortTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly calls: OutgoingCalls = new OutgoingCalls(),
  ) {}

  /** @throws PersistenceUnavailableError where the store cannot be opened. */
  of(driver: StoreDriver): Promise<Persistence> {
    let persistence = this.opened.get(driver);
    if (persistence === undefined) {
      persistence = this.open(driver);
      // A store that could not be opened is tried again by whoever asks next.
      persistence.catch(() => this.opened.delete(driver));
      this.opened.set(driver, persistence);
    }
    return persistence;
  }

  /** The first step of a stop. */
  onModuleDestroy(): void {
    this.abortTimer = setTimeout(() => void this.abort(), ABORT_AFTER_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.abortTimer);
    for (const opening of this.opened.values()) {
      const persistence = await opening.catch(() => undefined);
      await persistence?.close();
    }
  }

  private async abort(): Promise<void> {
    for (const opening of this.opened.values()) {
      const persistence = await opening.catch(() => undefined);
      persistence?.abort();
    }
  }

  private async open(driver: StoreDriver): Promise<Persistence> {
    const persistence = this.create(driver);
    await persistence.open();
    return persistence;
  }

  /** The drivers' libraries are heavy and optional; each driver imports its own when it is opened. */
  private create(driver: StoreDriver): Persistence {
    switch (driver) {
      case 'sqlite':
        return new SqlitePersistence({
          path: join(this.config.dataDir, 'app.db'),
          countsUsage: this.countsUsage(driver),
        });
      case 'postgres':
        return this.createPostgres();
      case 'monday-code':
        return this.createVault();
    }
  }

  /** Only where the rows of accounts are, and only for quotas. */
  private countsUsage(driver: StoreDriver): boolean {
    const { accounts, storage } = this.config;
    return storage.driver === driver && (accounts.maxRows > 0 || accounts.maxBytes > 0);
  }

  private createVault(): Persistence {
    const vault = new SdkVaultClient({ timeoutMs: this.config.monday.timeoutMs, calls: this.calls });
    return new VaultPersistence({ vault: new PacedVaultClient(vault) });
  }

  /** @throws PersistenceUnsupportedError */
  private createPostgres(): Persistence {
    const { databaseUrl } = this.config;
    if (databaseUrl === undefined) throw new PersistenceUnsupportedError('Postgres without DATABASE_URL');
    return new PostgresPersistence({ url: databaseUrl, countsUsage: this.countsUsage('postgres') });
  }
}
