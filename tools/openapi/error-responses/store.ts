import { PersistenceUnavailableError, VaultError } from '#app/persistence/index.js';
import { type OpenApiErrorResponses } from '../documented-route.js';

/** A store that cannot be reached; the vault of monday code tells more exactly how it failed. */
export const storeErrorResponses: OpenApiErrorResponses = ({ docs }) =>
  docs?.needsNoStore
    ? []
    : [
        new PersistenceUnavailableError(),
        ...(['failed', 'rate_limited', 'unavailable', 'timeout'] as const).map(
          (failure) => new VaultError(failure),
        ),
      ];
