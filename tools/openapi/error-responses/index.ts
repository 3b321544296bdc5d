import { type OpenApiErrorResponses } from '../documented-route.js';
import { accountLimitErrorResponses } from './account-limits.js';
import { callerErrorResponses } from './caller.js';
import { httpErrorResponses } from './http.js';
import { mondayRequestErrorResponses } from './monday-request.js';
import { storeErrorResponses } from './store.js';

/** What can fail on a route beside its handler. */
export const openApiErrorResponses: readonly OpenApiErrorResponses[] = [
  httpErrorResponses,
  callerErrorResponses,
  accountLimitErrorResponses,
  mondayRequestErrorResponses,
  storeErrorResponses,
];
