import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Persistence } from 'monday-persistence';
import { type AccessTokens } from '../caller/index.js';
import { type Clock } from '../clock/index.js';
import { type AppConfig, type ServerAddresses } from '../config/index.js';
import { type StorageDriver } from '../storage/index.js';
import { type Metrics, type OutgoingCalls } from '../telemetry/index.js';
import { type DriverEntry, required } from './driver-entry.js';

export interface StoreContext {
  readonly config: AppConfig;
  readonly addresses: ServerAddresses;
  readonly calls: OutgoingCalls;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Whether it counts the usage of each account, for quotas. */
  readonly countsUsage: boolean;
}

export interface OwnStorageContext {
  readonly config: AppConfig;
  readonly calls: OutgoingCalls;
  readonly clock: Clock;
  /** The access tokens for its requests; available when calls are made. */
  readonly tokens: () => AccessTokens;
}

/** Storage on a separate service instead of `Persistence`. */
export interface OwnStorage {
  readonly create: (context: OwnStorageContext) => Promise<StorageDriver>;
  /** Command for operators that deletes an account's rows, which the app cannot access without a token. */
  readonly removal: (accountId: string) => string;
}

/** A store that can be configured for the app's own state, for storage and for secure storage. */
export interface StoreEntry extends DriverEntry {
  /** Loads the driver without opening it. @throws TypeError if a required variable is missing */
  readonly create: (context: StoreContext) => Promise<Persistence>;
  /**
   * Whether it has no pending migrations, so that opening it changes nothing, and can list its records. `timeoutMs` is
   * the maximum duration.
   * @throws Error of its library if it cannot be reached
   */
  readonly isCurrent: (config: AppConfig, timeoutMs: number) => Promise<boolean>;
  /** Whether it can count the usage of each account, which quotas require. */
  readonly countsUsage?: boolean;
  /** Absent if rows are records of the store itself. */
  readonly ownStorage?: OwnStorage;
}

/**
 * All stores, by their name in the `*_DRIVER` variables. To add a store, add a folder and an entry here. An entry
 * imports its driver only when it is chosen. Code that depends on the store uses the entry or the driver's
 * capabilities, never the name.
 */
export const STORES = {
  sqlite: {
    needs: [],
    keepsFiles: true,
    countsUsage: true,
    create: async ({ config, countsUsage, clock }) => {
      const { SQLITE_SETTINGS, SqlitePersistence } = await import('monday-persistence/sqlite');
      return new SqlitePersistence({ ...SQLITE_SETTINGS, path: databaseFile(config), countsUsage, clock });
    },
    isCurrent: async (config) => {
      const { inspectSqlite } = await import('monday-persistence/sqlite');
      const path = databaseFile(config);
      await stat(path);
      return (await inspectSqlite(path)) === 'current';
    },
  },
  postgres: {
    needs: ['DATABASE_URL'],
    countsUsage: true,
    create: async ({ addresses, countsUsage, clock }) => {
      const { POSTGRES_SETTINGS, PostgresPersistence } = await import('../persistence/postgres/index.js');
      const currentUrl = (): string => addresses.require('DATABASE_URL');
      return new PostgresPersistence({
        ...POSTGRES_SETTINGS,
        url: currentUrl(),
        currentUrl,
        countsUsage,
        clock,
      });
    },
    isCurrent: async (config, timeoutMs) => {
      const { inspectPostgres } = await import('../persistence/postgres/index.js');
      return (
        (await inspectPostgres(required(config.databaseUrl, 'DATABASE_URL'), timeoutMs)).pending.length === 0
      );
    },
  },
  'document-db': {
    needs: ['MNDY_MONGODB_CONNECTION_STRING'],
    create: async ({ addresses, clock, metrics }) => {
      const { DOCUMENT_DB_SETTINGS, DocumentDbPersistence, meterIn } =
        await import('../persistence/document-db/index.js');
      return new DocumentDbPersistence({
        ...DOCUMENT_DB_SETTINGS,
        url: addresses.require('MNDY_MONGODB_CONNECTION_STRING'),
        clock,
        meter: meterIn(metrics),
      });
    },
    isCurrent: async ({ documentDbUrl }, timeoutMs) => {
      const { inspectDocumentDb } = await import('../persistence/document-db/index.js');
      const url = required(documentDbUrl, 'MNDY_MONGODB_CONNECTION_STRING');
      return (await inspectDocumentDb(url, timeoutMs)).pending.length === 0;
    },
  },
  'monday-code': {
    needs: [],
    injected: { SECURE_STORAGE_ADDRESS: 'the vault' },
    create: async ({ config, calls, clock }) => {
      const { HOME_KEY, PacedVaultClient, SdkVaultClient, VAULT_QUOTAS, VaultPersistence } =
        await import('../persistence/vault/index.js');
      const vault = new SdkVaultClient({ timeoutMs: config.monday.timeoutMs, calls });
      // Secure values stay in the vault, wherever the app's own state is.
      const mark = { key: HOME_KEY, isState: (key: string) => !key.startsWith('secure-storage/') };
      return new VaultPersistence({ vault: new PacedVaultClient(vault, clock, VAULT_QUOTAS), clock, mark });
    },
    // The vault lists nothing.
    isCurrent: () => Promise.resolve(false),
    ownStorage: {
      create: async ({ config, calls, tokens, clock }) => {
        const { createMondayCodeStorage, REQUESTS_PER_SECOND } =
          await import('../storage/storage/monday-code/index.js');
        return createMondayCodeStorage({
          url: config.storage.url,
          timeoutMs: config.monday.timeoutMs,
          calls,
          clock,
          tokens,
          perSecond: REQUESTS_PER_SECOND,
        });
      },
      // docs/monday-platform.md#monday-code-command-line
      removal: (accountId) => `mapps storage:remove-data -a <app id> -c ${accountId}`,
    },
  },
} as const satisfies Readonly<Record<string, StoreEntry>>;

/** Names of the stores; `monday-code` is apps-storage for storage and the vault for the others. */
export type StoreDriver = keyof typeof STORES;

/** The entry of a store, with all optional fields. */
export function storeOf(driver: StoreDriver): StoreEntry {
  return STORES[driver];
}

/** SQLite's file. */
export function databaseFile({ dataDir }: AppConfig): string {
  return join(dataDir, 'app.db');
}
