import { GraphQLProblem, type ProblemOptions } from '../graphql-problem.js';

interface ErrorFault extends ProblemOptions {
  readonly message: string;
}

const WAIT = { retryInSeconds: 1 };

/** Errors that can be injected by monday's code, besides the kinds of faults (docs/monday-platform.md#graphql-errors). */
const ERROR_FAULTS = {
  COMPLEXITY_BUDGET_EXHAUSTED: { message: 'Complexity budget exhausted', ...WAIT },
  REQUEST_MAX_COMPLEXITY_EXCEEDED: {
    message: 'Query has complexity of 12000000, which exceeds max complexity of 5000000',
  },
  RATE_LIMIT_EXCEEDED: { message: 'Minute limit rate exceeded', ...WAIT },
  IP_RATE_LIMIT_EXCEEDED: { message: 'Ip rate limit exceeded', ...WAIT },
  FIELD_LIMIT_EXCEEDED: { message: 'Concurrency limit exceeded for the field', ...WAIT },
  maxConcurrencyExceeded: { message: 'Max concurrency exceeded', ...WAIT },
  DAILY_LIMIT_EXCEEDED: { message: 'Daily limit exceeded' },
  API_TEMPORARILY_BLOCKED: { message: 'API is temporarily blocked' },
  NOT_AUTHENTICATED: { message: 'Not Authenticated' },
  OAUTH21_TOKEN_REQUIRED: { message: 'This API version accepts only tokens of OAuth 2.1' },
  UNAUTHORIZED_FIELD_OR_TYPE: { message: 'Unauthorized field or type: the scope boards:write is missing' },
  USER_UNAUTHORIZED: { message: 'User unauthorized to perform action' },
  REVISION_MISMATCH: { message: 'The revision is not the current one' },
  IDEMPOTENCY_CONFLICT: { message: 'A request with this key is still running', ...WAIT },
  RESOURCE_LOCKED: { message: 'The resource is locked' },
  DATA_VALIDATIONS_ERROR: {
    message: 'The item does not meet the validations of its board',
    data: [{ itemId: '1', columnIds: ['status'], message: 'A value is required' }],
  },
  ResourceNotFoundException: { message: 'Resource not found' },
  InvalidItemIdException: { message: 'Item not found' },
  InvalidWebhookConfigException: { message: 'The config of the webhook is not valid' },
  InvalidColumnTypeException: { message: 'The type of the column is not valid' },
  INVALID_INPUT: { message: 'The input is not valid' },
  INVALID_ARGUMENT_EXCEPTION: { message: 'An argument is not valid' },
  ColumnValueException: { message: 'The value of the column is not valid' },
} as const satisfies Readonly<Record<string, ErrorFault>>;

export type ErrorFaultCode = keyof typeof ERROR_FAULTS;

export const ERROR_FAULT_CODES = Object.keys(ERROR_FAULTS) as ErrorFaultCode[];

export const isErrorFault = (fault: string): fault is ErrorFaultCode => Object.hasOwn(ERROR_FAULTS, fault);

export function problemOf(code: ErrorFaultCode): GraphQLProblem {
  const { message, ...options }: ErrorFault = ERROR_FAULTS[code];
  return new GraphQLProblem(code, message, options);
}
