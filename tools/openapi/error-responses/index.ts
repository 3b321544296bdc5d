import { type FailureRule } from '../documented-route.js';
import { accountLimitRules } from './account-limits.js';
import { callerRules } from './caller.js';
import { httpRules } from './http.js';
import { mondayRequestRules } from './monday-request.js';
import { storeRules } from './store.js';

/** What can fail on a route beside its handler. */
export const FAILURE_RULES: readonly FailureRule[] = [
  httpRules,
  callerRules,
  accountLimitRules,
  mondayRequestRules,
  storeRules,
];
