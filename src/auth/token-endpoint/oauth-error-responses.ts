import { MondayOAuthError } from './token-endpoint.errors.js';

/** Every way in which a call to monday's token endpoint can fail, for the OpenAPI document. */
export const oauthErrorResponses = (): unknown[] =>
  (['failed', 'rate_limited', 'unavailable', 'timeout'] as const).map(
    (failure) => new MondayOAuthError(failure),
  );
