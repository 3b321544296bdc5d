import { accountLimitFailures } from './account-limits/index.js';
import { authFailures } from './auth/index.js';
import { type FailureRule } from './docs/index.js';
import { httpFailures } from './http/index.js';
import { mondayRequestFailures } from './monday/index.js';
import { PersistenceUnavailableError, VaultError } from './persistence/index.js';

/** A store that cannot be reached; the vault of monday code tells more exactly how it failed. */
const storeFailures: FailureRule = ({ docs }) =>
  docs?.needsNoStore
    ? []
    : [
        new PersistenceUnavailableError(),
        ...(['failed', 'rate_limited', 'unavailable', 'timeout'] as const).map(
          (failure) => new VaultError(failure),
        ),
      ];

/** What can fail on a route beside its handler, as the OpenAPI document tells it: each module says it of its own. */
export const FAILURE_RULES: readonly FailureRule[] = [
  httpFailures,
  authFailures,
  accountLimitFailures,
  mondayRequestFailures,
  storeFailures,
];
