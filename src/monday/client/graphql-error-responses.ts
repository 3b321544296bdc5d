import {
  MondayAuthenticationError,
  MondayComplexityError,
  MondayConflictError,
  MondayDailyLimitError,
  MondayLockedError,
  MondayNotFoundError,
  MondayPermissionError,
  MondayRateLimitError,
  MondayScopeMissingError,
  MondayTimeoutError,
  MondayUnavailableError,
  MondayUnexpectedAnswerError,
  MondayValidationError,
} from './graphql.errors.js';

/** Every way in which a call to monday's GraphQL API can fail, for the OpenAPI document. */
export const graphqlErrorResponses = (): unknown[] => [
  new MondayAuthenticationError(),
  new MondayPermissionError(),
  new MondayScopeMissingError({}, 'boards:write'),
  new MondayNotFoundError(),
  new MondayValidationError(),
  new MondayComplexityError(),
  new MondayComplexityError({ isTooComplex: true }),
  new MondayRateLimitError(),
  new MondayDailyLimitError(),
  new MondayLockedError(),
  new MondayConflictError(),
  new MondayUnavailableError(),
  new MondayTimeoutError(),
  new MondayUnexpectedAnswerError(),
];
