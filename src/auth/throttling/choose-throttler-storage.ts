import type { ThrottlerStorage } from '@nestjs/throttler';
import type { StoreDriver } from '../../config/index.js';
import type { Persistence } from '../../persistence/index.js';
import { SharedThrottleWindows } from './shared-throttle-windows.js';
import { ThrottleWindows } from './throttle-windows.js';

/**
 * Where requests are counted: over all instances where they share a server; else for this process alone, since
 * SQLite usually has one, and a vault cannot count.
 */
export function chooseThrottlerStorage(driver: StoreDriver, persistence: Persistence): ThrottlerStorage {
  switch (driver) {
    case 'postgres':
      return new SharedThrottleWindows(persistence);
    case 'sqlite':
    case 'monday-code':
      return new ThrottleWindows();
  }
}
