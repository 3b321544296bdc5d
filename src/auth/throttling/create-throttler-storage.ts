import { type ThrottlerStorage } from '@nestjs/throttler';
import { type Clock } from '../../clock/index.js';
import { type Persistence } from '../../persistence/index.js';
import { SharedThrottleWindows } from './shared-throttle-windows.js';
import { ThrottleWindows } from './throttle-windows.js';

const FLUSH_EVERY_MS = 1_000;
/** Some six megabytes. */
const MAX_CLIENTS = 50_000;

/** Counts requests across all instances if they share a suitable store, otherwise in this process only. */
export function createThrottlerStorage(persistence: Persistence, clock: Clock): ThrottlerStorage {
  const { severalMachines, sharedCompareAndSet, scarceCalls } = persistence.capabilities;
  return severalMachines && sharedCompareAndSet && !scarceCalls
    ? new SharedThrottleWindows(persistence, FLUSH_EVERY_MS, MAX_CLIENTS, clock)
    : new ThrottleWindows(MAX_CLIENTS, clock);
}
