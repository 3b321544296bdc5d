import { Logger } from '@nestjs/common';
import { type ModuleRef } from '@nestjs/core';
import { AccessTokens } from '../../caller/index.js';
import { type AppConfig } from '../../config/index.js';
import { type Persistences } from '../../persistence/index.js';
import { type OutgoingCalls } from '../../telemetry/index.js';
import { PersistentStorageDriver } from './persistent-storage.driver.js';
import { type StorageDriver } from './storage-driver.js';

/** The driver that the configuration names, once, at start. */
export async function chooseStorageDriver(
  config: AppConfig,
  persistences: Persistences,
  modules: ModuleRef,
  calls: OutgoingCalls,
): Promise<StorageDriver> {
  const { driver } = config.storage;
  switch (driver) {
    case 'sqlite':
    case 'postgres':
      return new PersistentStorageDriver(await persistences.of(driver), Date.now, config.accounts);
    case 'monday-code': {
      warnOfLimits(config);
      const { mondayCodeStorage } = await import('./monday-code/index.js');
      return mondayCodeStorage({
        url: config.storage.url,
        timeoutMs: config.monday.timeoutMs,
        calls,
        // Auth uses storage, so that it is there only once calls come in.
        tokens: () => modules.get(AccessTokens, { strict: false }),
      });
    }
  }
}

function warnOfLimits({ accounts }: AppConfig): void {
  if (accounts.maxRows === 0 && accounts.maxBytes === 0) return;
  new Logger('Storage').warn("ACCOUNT_MAX_ROWS and ACCOUNT_MAX_BYTES do not limit monday's own storage");
}
