import { type AccessTokens } from '../../../caller/index.js';
import { type Clock } from '../../../clock/index.js';
import { SlidingWindowLimiter } from '../../../rate-limiter/index.js';
import { type OutgoingCalls } from '../../../telemetry/index.js';
import { AppsStorageClient } from './apps-storage.client.js';
import { MondayStorageDriver } from './monday-storage.driver.js';

export interface MondayCodeStorageOptions {
  readonly url: string | undefined;
  /** Timeout of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly tokens: () => AccessTokens;
  readonly calls: OutgoingCalls;
  readonly clock: Clock;
  /** Maximum requests per second for each token. */
  readonly perSecond: number;
}

/** Quota of the storage API for one access token (docs/monday-platform.md#monday-code-limits). */
export const REQUESTS_PER_SECOND = 12;
/** A little more than a second, because requests may arrive closer together than they were sent. */
const WINDOW_MS = 1_050;
const MAX_WAIT_MS = 30_000;

/** The driver of apps-storage with the platform's limits. */
export function createMondayCodeStorage({
  url,
  timeoutMs,
  tokens,
  calls,
  clock,
  perSecond,
}: MondayCodeStorageOptions): MondayStorageDriver {
  const quota = { limit: perSecond, windowMs: WINDOW_MS, maxWaitMs: MAX_WAIT_MS };
  const limiter = new SlidingWindowLimiter(quota, clock);
  return new MondayStorageDriver({
    client: new AppsStorageClient({ tokens, limiter, clock, timeoutMs, calls }),
    url,
  });
}
