import { type AccessTokens } from '../../../caller/index.js';
import { type OutgoingCalls } from '../../../telemetry/index.js';
import { AppsStorageClient } from './apps-storage.client.js';
import { MondayStorageDriver } from './monday-storage.driver.js';
import { RequestPacer } from './request-pacer.js';

export { AppsStorageClient } from './apps-storage.client.js';
export { MondayStorageDriver } from './monday-storage.driver.js';
export { RequestPacer } from './request-pacer.js';

export interface MondayCodeStorageOptions {
  readonly url: string | undefined;
  /** Limit of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly tokens: () => AccessTokens;
  readonly calls?: OutgoingCalls;
  /** Most requests of one token within a second; default is the platform's quota. */
  readonly perSecond?: number;
}

/** Quota of the storage API for one access token (docs/monday-platform.md#monday-code-limits). */
const REQUESTS_PER_SECOND = 12;
const MAX_WAIT_MS = 30_000;

/** The driver of apps-storage with the platform's limits. */
export function mondayCodeStorage({
  url,
  timeoutMs,
  tokens,
  calls,
  perSecond = REQUESTS_PER_SECOND,
}: MondayCodeStorageOptions): MondayStorageDriver {
  const pacer = new RequestPacer({ perSecond, maxWaitMs: MAX_WAIT_MS });
  return new MondayStorageDriver({ client: new AppsStorageClient({ tokens, pacer, timeoutMs, calls }), url });
}
