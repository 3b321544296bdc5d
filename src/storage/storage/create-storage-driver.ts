import { type ModuleRef } from '@nestjs/core';
import { AccessTokens } from '../../caller/index.js';
import { type Clock } from '../../clock/index.js';
import { type AppConfig } from '../../config/index.js';
import { storeOf } from '../../drivers/index.js';
import { type PersistenceRegistry } from '../../persistence/index.js';
import { type OutgoingCalls } from '../../telemetry/index.js';
import { limitsIn } from './limits-in.js';
import { type StorageDriver } from './storage.driver.js';

/** Creates the configured driver at startup: the store's own, or the one on top of `Persistence`. */
export async function createStorageDriver(
  config: AppConfig,
  persistenceRegistry: PersistenceRegistry,
  modules: ModuleRef,
  calls: OutgoingCalls,
  clock: Clock,
): Promise<StorageDriver> {
  const { driver } = config.storage;
  const { ownStorage } = storeOf(driver);
  // Auth depends on storage, so its tokens are available only when calls are made.
  const tokens = (): AccessTokens => modules.get(AccessTokens, { strict: false });
  if (ownStorage) {
    limitsIn(config, driver);
    return ownStorage.create({ config, calls, tokens, clock });
  }
  const { PersistentStorageDriver } = await import('./persistent-storage.driver.js');
  return new PersistentStorageDriver(await persistenceRegistry.of(driver), clock, limitsIn(config, driver));
}
