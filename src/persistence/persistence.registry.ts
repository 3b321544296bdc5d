import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { STORE_CLOCK, type Clock } from '../clock/index.js';
import { type Persistence } from 'monday-persistence';
import { AppConfig, ServerAddresses } from '../config/index.js';
import { storeOf, type StoreDriver } from '../drivers/index.js';
import { Metrics, OutgoingCalls } from '../telemetry/index.js';
import { AdoptingPersistence } from './home/adopting.persistence.js';
import { homeRecordIn, isDefault } from './home/home-record.js';

/**
 * Time in milliseconds for open requests to finish at shutdown. After that, pending calls to a store that does not
 * answer are abandoned, and the rest of the ten seconds is used for closing.
 */
const ABORT_AFTER_MS = 7_000;
const SECURE_VALUES = 'secure-storage/';

/** The stores of this process, by driver. Each is opened once, at its first use, and closed at shutdown. */
@Injectable()
export class PersistenceRegistry implements OnModuleDestroy, OnApplicationShutdown {
  private readonly opened = new Map<StoreDriver, Promise<Persistence>>();
  private abortTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly addresses: ServerAddresses,
    private readonly calls: OutgoingCalls,
    private readonly metrics: Metrics,
    @Inject(STORE_CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws PersistenceUnavailableError if the store cannot be opened. */
  of(driver: StoreDriver): Promise<Persistence> {
    let persistence = this.opened.get(driver);
    if (persistence === undefined) {
      persistence = this.open(driver);
      // If opening a store fails, the next call tries again.
      persistence.catch(() => this.opened.delete(driver));
      this.opened.set(driver, persistence);
    }
    return persistence;
  }

  /** The first step of the shutdown. */
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
    const { config, addresses, calls, metrics, clock } = this;
    const countsUsage = this.countsUsage(driver);
    const persistence = await storeOf(driver).create({
      config,
      addresses,
      calls,
      metrics,
      clock,
      countsUsage,
    });
    await persistence.open();
    return (await this.adopts(driver, persistence)) ? this.adopting(persistence) : persistence;
  }

  /** Whether it is the home by default, while the vault may hold state of version 0.1.0. */
  private async adopts(driver: StoreDriver, persistence: Persistence): Promise<boolean> {
    const { profile, persistence: home } = this.config;
    const isHome = driver === 'document-db' && home.driver === driver && profile === 'monday-code';
    return isHome && this.addresses.hasVault && isDefault(await homeRecordIn(persistence));
  }

  private adopting(documentDb: Persistence): Persistence {
    const vault = (): Promise<Persistence> => this.of('monday-code');
    const staying = this.config.secureStorage.driver === 'monday-code' ? [SECURE_VALUES] : [];
    return new AdoptingPersistence({ documentDb, vault, staying, clock: this.clock });
  }

  /** Only for rows and documents of accounts, and only if quotas are set. */
  private countsUsage(driver: StoreDriver): boolean {
    const { accounts, storage, persistence } = this.config;
    const hasRows = storage.driver === driver || persistence.driver === driver;
    return hasRows && (accounts.maxRows > 0 || accounts.maxBytes > 0);
  }
}
