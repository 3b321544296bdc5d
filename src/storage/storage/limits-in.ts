import { Logger } from '@nestjs/common';
import { type AppConfig } from '../../config/index.js';
import { storeOf, type StoreDriver } from '../../drivers/index.js';
import { NO_STORAGE_LIMITS, type StorageLimits } from './account-quota.js';

/** The quota of an account in a store; none, with a warning, if the store does not count usage. */
export function limitsIn({ accounts }: AppConfig, driver: StoreDriver): StorageLimits {
  const { maxRows, maxBytes } = accounts;
  if (storeOf(driver).countsUsage || (maxRows === 0 && maxBytes === 0)) return { maxRows, maxBytes };
  new Logger('Storage').warn(
    { store: driver },
    'ACCOUNT_MAX_ROWS and ACCOUNT_MAX_BYTES do not limit this store, because it does not count usage',
  );
  return NO_STORAGE_LIMITS;
}
