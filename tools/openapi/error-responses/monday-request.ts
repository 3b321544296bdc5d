import { MondayTokenInvalidError } from '#app/monday/index.js';
import { SecretMissingError } from '#app/secrets/index.js';
import { type OpenApiErrorResponses } from '../documented-route.js';

/** What a request meets that has to prove that monday sent it. */
export const mondayRequestErrorResponses: OpenApiErrorResponses = ({ docs }) => {
  switch (docs?.authenticatedBy) {
    case 'block':
    case 'webhook':
    case 'lifecycle':
    case 'featureLifecycle':
      return [new MondayTokenInvalidError('missing'), new SecretMissingError('MONDAY_SIGNING_SECRET')];
    case 'authorizationUrl':
      return [new SecretMissingError('MONDAY_SIGNING_SECRET')];
    case 'queue':
    case 'metrics':
    case undefined:
      return [];
  }
};
