export { ExpirySweeper, type ExpirySweeperOptions } from './expiry-sweeper.js';
export { keyRange, next, type KeyRange } from './key-range.js';
export { checkKey, checkOperation, checkScan } from './persistence-input.js';
export { retry, type RetryOptions } from './retry.js';
export { TickBatcher, type Pending, type TickBatcherOptions } from './tick-batcher.js';
export { VersionSource } from './version-source.js';
export { addWholeNumber } from './whole-number.js';
export { OWNER_PARTS, scopeOf } from './key-scope.js';
export { COUNTED_END, COUNTED_PREFIX, NO_USAGE, quotaExcess, type Usage } from './usage.js';
