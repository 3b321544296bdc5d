import { type FailureRule } from '../../docs/index.js';
import { SecretMissingError } from '../../secrets/index.js';
import { MondayTokenInvalidError } from './monday-requests.errors.js';

/** What a request meets that has to prove that monday sent it. */
export const mondayRequestFailures: FailureRule = ({ docs }) => {
  switch (docs?.provenBy) {
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
