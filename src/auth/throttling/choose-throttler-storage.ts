import { type ThrottlerStorage } from '@nestjs/throttler';
import { type Persistence } from '../../persistence/index.js';
import { SharedThrottleWindows } from './shared-throttle-windows.js';
import { ThrottleWindows } from './throttle-windows.js';

/** Where requests are counted: over all instances if they share a server that can count, else in this process alone. */
export function chooseThrottlerStorage(persistence: Persistence): ThrottlerStorage {
  const { severalMachines, sharedCompareAndSet } = persistence.capabilities;
  return severalMachines && sharedCompareAndSet
    ? new SharedThrottleWindows(persistence)
    : new ThrottleWindows();
}
