import { MondayUnavailableError } from '../../monday/client/index.js';
import { ConnectionExpiredError, UserInactiveError } from '../auth.errors.js';

/** What a caller gets whom monday no longer confirms: for the documentation. */
export const cutOffErrorResponses = (loginUrl: string): unknown[] => [
  new UserInactiveError(),
  new ConnectionExpiredError(loginUrl),
  new MondayUnavailableError(),
];
