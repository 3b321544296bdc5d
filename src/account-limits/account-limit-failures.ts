import type { FailureRule } from '../docs/index.js';
import { AccountBusyError, AccountRateLimitedError } from './account-limits.errors.js';

/** What a request meets whose account makes too many of them. */
export const accountLimitFailures: FailureRule = ({ docs, isPublic }) => {
  switch (docs?.provenBy) {
    case 'block':
    case 'webhook':
    case 'lifecycle':
    case 'featureLifecycle':
      return [new AccountBusyError(1)];
    case 'authorizationUrl':
    case 'queue':
    case 'metrics':
    case undefined:
      return isPublic ? [] : [new AccountRateLimitedError(1)];
  }
};
