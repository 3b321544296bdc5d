import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Persistence } from 'monday-persistence';
import { type AccessTokens } from '../caller/index.js';
import { SystemClock } from '../clock/index.js';
import { type AppConfig } from '../config/index.js';
import { type StorageDriver } from '../storage/index.js';
import { type OutgoingCalls } from '../telemetry/index.js';
import { type DriverEntry, required } from './driver-entry.js';

export interface StoreContext {
  readonly config: AppConfig;
  readonly calls: OutgoingCalls;
  /** Whether it counts what each account uses of it, for quotas. */
  readonly countsUsage: boolean;
}

export interface OwnStorageContext {
  readonly config: AppConfig;
  readonly calls: OutgoingCalls;
  /** Whose tokens its requests carry; there once calls come in. */
  readonly tokens: () => AccessTokens;
}

/** Storage that does not stand on `Persistence`, but on a service of its own. */
export interface OwnStorage {
  readonly create: (context: OwnStorageContext) => Promise<StorageDriver>;
  /** The command with which an operator deletes an account's rows, which the app cannot reach without its token. */
  readonly removal: (accountId: string) => string;
}

/** A store that the configuration can name: for the app's own state, for storage and for secure storage. */
export interface StoreEntry extends DriverEntry {
  /** Loads the driver. Nothing is opened yet. @throws TypeError if a variable that it needs is missing */
  readonly create: (context: StoreContext) => Promise<Persistence>;
  /**
   * Whether it is up to date, so that opening it changes nothing, and can list its records. Milliseconds at most.
   * @throws Error of its library if it cannot be reached
   */
  readonly isCurrent: (config: AppConfig, timeoutMs: number) => Promise<boolean>;
  /** Absent if rows are records of the store itself. */
  readonly ownStorage?: OwnStorage;
}

/**
 * Every store, by the name that the `*_DRIVER` variables have for it. A new one is a folder and an entry here: each
 * imports its driver only when it is chosen, and whatever depends on the store asks this entry, or the driver's
 * capabilities, and never its name.
 */
export const STORES = {
  sqlite: {
    needs: [],
    keepsFiles: true,
    create: async ({ config, countsUsage }) => {
      const { SqlitePersistence } = await import('monday-persistence/sqlite');
      return new SqlitePersistence({ path: databaseFile(config), countsUsage });
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
    create: async ({ config, countsUsage }) => {
      const { PostgresPersistence } = await import('../persistence/postgres/index.js');
      return new PostgresPersistence({ url: required(config.databaseUrl, 'DATABASE_URL'), countsUsage });
    },
    isCurrent: async (config, timeoutMs) => {
      const { inspectPostgres } = await import('../persistence/postgres/index.js');
      return (
        (await inspectPostgres(required(config.databaseUrl, 'DATABASE_URL'), timeoutMs)).pending.length === 0
      );
    },
  },
  'monday-code': {
    needs: [],
    injected: { SECURE_STORAGE_ADDRESS: 'the vault' },
    create: async ({ config, calls }) => {
      const { PacedVaultClient, SdkVaultClient, VAULT_QUOTAS, VaultPersistence } =
        await import('../persistence/vault/index.js');
      const vault = new SdkVaultClient({ timeoutMs: config.monday.timeoutMs, calls });
      return new VaultPersistence({ vault: new PacedVaultClient(vault, new SystemClock(), VAULT_QUOTAS) });
    },
    // The vault lists nothing.
    isCurrent: () => Promise.resolve(false),
    ownStorage: {
      create: async ({ config, calls, tokens }) => {
        const { createMondayCodeStorage } = await import('../storage/storage/monday-code/index.js');
        return createMondayCodeStorage({
          url: config.storage.url,
          timeoutMs: config.monday.timeoutMs,
          calls,
          tokens,
        });
      },
      // docs/monday-platform.md#monday-code-command-line
      removal: (accountId) => `mapps storage:remove-data -a <app id> -c ${accountId}`,
    },
  },
} as const satisfies Readonly<Record<string, StoreEntry>>;

/** Where a store keeps its records; `monday-code` is apps-storage for storage and the vault for the others. */
export type StoreDriver = keyof typeof STORES;

/** The entry of a store, with all that it may have. */
export function storeOf(driver: StoreDriver): StoreEntry {
  return STORES[driver];
}

/** SQLite's file. */
export function databaseFile({ dataDir }: AppConfig): string {
  return join(dataDir, 'app.db');
}
