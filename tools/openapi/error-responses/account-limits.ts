import { AccountBusyError, AccountRateLimitedError } from '#app/account-limits/index.js';
import { type OpenApiErrorResponses } from '../documented-route.js';

/** What a request meets whose account makes too many of them. */
export const accountLimitErrorResponses: OpenApiErrorResponses = ({ docs, isPublic }) => {
  switch (docs?.authenticatedBy) {
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
