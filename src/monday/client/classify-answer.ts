import { fieldsOf } from 'monday-persistence/json';
import { type AnswerProblem, type FailedAnswer } from './failed-answer.js';
import {
  MondayAuthenticationError,
  MondayComplexityError,
  MondayConflictError,
  MondayDailyLimitError,
  MondayLockedError,
  MondayNotFoundError,
  MondayPermissionError,
  MondayRateLimitError,
  MondayRevisionMismatchError,
  MondayScopeMissingError,
  MondayTimeoutError,
  MondayUnavailableError,
  MondayUnexpectedAnswerError,
  MondayValidationError,
  type GraphQLFailureFacts,
  type GraphQLReason,
  type MondayGraphQLError,
} from './graphql.errors.js';

/** Order of precedence if a reply contains several errors: errors that a retry cannot fix come first. */
const SEVERITY: readonly GraphQLReason[] = [
  'authentication',
  'daily_limit',
  'permission',
  'validation',
  'not_found',
  'revision_mismatch',
  'complexity',
  'rate_limit',
  'locked',
  'conflict',
  'timeout',
  'unavailable',
  'unexpected',
];

/**
 * monday's codes (docs/monday-platform.md#graphql-errors) in lower case and without separators, because their spelling
 * varies.
 */
const REASON_BY_CODE: Readonly<Record<string, GraphQLReason>> = {
  unauthorized: 'authentication',
  unauthenticated: 'authentication',
  notauthenticated: 'authentication',
  oauth21tokenrequired: 'authentication',
  userunauthorized: 'permission',
  userunauthorizedexception: 'permission',
  unauthorizedfieldortype: 'permission',
  useraccessdenied: 'permission',
  missingrequiredpermissions: 'permission',
  forbidden: 'permission',
  resourcenotfoundexception: 'not_found',
  invalidboardidexception: 'not_found',
  invaliditemidexception: 'not_found',
  invalidfolderidexception: 'not_found',
  invalidworkspaceidexception: 'not_found',
  complexityexception: 'complexity',
  complexitybudgetexhausted: 'complexity',
  maxcomplexityexceeded: 'complexity',
  requestmaxcomplexityexceeded: 'complexity',
  maxconcurrencyexceeded: 'rate_limit',
  ratelimitexceeded: 'rate_limit',
  minutelimitrateexceeded: 'rate_limit',
  minutelimitexceeded: 'rate_limit',
  ipratelimitexceeded: 'rate_limit',
  fieldlimitexceeded: 'rate_limit',
  dailylimitexceeded: 'daily_limit',
  resourcelocked: 'locked',
  idempotencyconflict: 'conflict',
  apitemporarilyblocked: 'unavailable',
  internalservererror: 'unavailable',
  columnvalueexception: 'validation',
  correctedvalueexception: 'validation',
  createboardexception: 'validation',
  invalidargumentexception: 'validation',
  invalidcolumnidexception: 'validation',
  invalidcolumntypeexception: 'validation',
  invalidwebhookconfigexception: 'validation',
  invalidinput: 'validation',
  datavalidationserror: 'validation',
  revisionmismatch: 'revision_mismatch',
  invaliduseridexception: 'validation',
  invalidversionexception: 'validation',
  itemnametoolongexception: 'validation',
  itemslimitationexception: 'validation',
  jsonparseexception: 'validation',
  deletelastgroupexception: 'validation',
  recordinvalidexception: 'validation',
  graphqlvalidationfailed: 'validation',
  graphqlparsefailed: 'validation',
  baduserinput: 'validation',
};
/** Codes come from monday, so they must not find what every object inherits. */
const CODES = new Map(Object.entries(REASON_BY_CODE));

/** For replies without a known code. */
const MESSAGES: readonly (readonly [RegExp, GraphQLReason])[] = [
  [/not authenticated|invalid (access )?token/i, 'authentication'],
  [/daily limit/i, 'daily_limit'],
  [/complexity/i, 'complexity'],
  [/limit.{0,20}exceeded|too many requests/i, 'rate_limit'],
  [/unauthorized field|not authorized|permission/i, 'permission'],
  [/internal server error/i, 'unavailable'],
  [/not found/i, 'not_found'],
];

const BY_STATUS: Readonly<Record<number, GraphQLReason>> = {
  400: 'validation',
  401: 'authentication',
  403: 'permission',
  404: 'not_found',
  408: 'timeout',
  409: 'validation',
  422: 'validation',
  423: 'locked',
  429: 'rate_limit',
};

const ERRORS: Readonly<Record<GraphQLReason, new (facts: GraphQLFailureFacts) => MondayGraphQLError>> = {
  authentication: MondayAuthenticationError,
  permission: MondayPermissionError,
  not_found: MondayNotFoundError,
  validation: MondayValidationError,
  revision_mismatch: MondayRevisionMismatchError,
  complexity: MondayComplexityError,
  rate_limit: MondayRateLimitError,
  daily_limit: MondayDailyLimitError,
  locked: MondayLockedError,
  conflict: MondayConflictError,
  timeout: MondayTimeoutError,
  unavailable: MondayUnavailableError,
  unexpected: MondayUnexpectedAnswerError,
};

const SHOWN_MESSAGE_LENGTH = 200;
const MAX_SHOWN_PROBLEMS = 10;
/** Length of the part of an error's data that is searched for the name of a scope. */
const MAX_SEARCHED_LENGTH = 10_000;

/** Converts a failed reply into an error. */
export function classifyAnswer(answer: FailedAnswer): MondayGraphQLError {
  const reasons = new Set(answer.problems.map((problem) => reasonOf(problem, answer.status)));
  if (reasons.size === 0) reasons.add(reasonOfStatus(answer.status));
  const reason = SEVERITY.find((candidate) => reasons.has(candidate)) ?? 'unexpected';
  const facts: GraphQLFailureFacts = {
    data: answer.data,
    upstreamCodes: answer.problems.flatMap(({ code }) => (code === undefined ? [] : [code])),
    upstreamStatus: answer.status,
    requestId: answer.requestId,
    retryInSeconds: answer.retryInSeconds,
    isTooComplex: answer.problems.some(isTooComplex),
    problems: answer.problems.map(({ code, path, data }) => ({ code, path, data })),
    ofField: (field) => errorOfField(answer, field),
    cause: new Error(describe(answer)),
  };
  const withoutScope = answer.problems.find(isWithoutScope);
  if (reason === 'permission' && withoutScope) {
    return new MondayScopeMissingError(facts, scopeIn(withoutScope));
  }
  return new ERRORS[reason](facts);
}

function errorOfField(answer: FailedAnswer, field: string): MondayGraphQLError | undefined {
  const problems = answer.problems.filter(({ path }) => path?.[0] === field);
  if (problems.length === 0) return undefined;
  return classifyAnswer({ ...answer, problems, data: fieldsOf(answer.data)[field] });
}

const normalized = (code: string | undefined): string => (code ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');

/** By the code, or by the message of a reply without one. */
const isWithoutScope = ({ code, message }: AnswerProblem): boolean =>
  code === undefined
    ? /unauthorized field or type/i.test(message)
    : normalized(code) === 'unauthorizedfieldortype';

/** The scope that the message or the data of the error names. */
function scopeIn({ message, data }: AnswerProblem): string | undefined {
  const searched = `${message.slice(0, MAX_SEARCHED_LENGTH)} ${shortJson(data)}`;
  return /\b[a-z_]{1,40}:(?:read|write)\b/.exec(searched)?.[0];
}

function shortJson(data: unknown): string {
  try {
    return (JSON.stringify(data) ?? '').slice(0, MAX_SEARCHED_LENGTH);
  } catch {
    // Nested too deeply.
    return '';
  }
}

function reasonOf(problem: AnswerProblem, httpStatus: number): GraphQLReason {
  const byCode = CODES.get(normalized(problem.code));
  if (byCode) return byCode;
  // Has the status 401, but a new token would not help.
  if (/ip is restricted/i.test(problem.message)) return 'permission';
  const status = problem.status === undefined || problem.status === 200 ? httpStatus : problem.status;
  if (status !== 200) return reasonOfStatus(status);
  const byMessage = MESSAGES.find(([pattern]) => pattern.test(problem.message));
  if (byMessage) return byMessage[1];
  // A GraphQL error, such as an unknown field, has the status 200, a message and no code.
  return problem.message === '' && problem.code === undefined ? 'unexpected' : 'validation';
}

function reasonOfStatus(status: number): GraphQLReason {
  return BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'unexpected');
}

/**
 * "..., query cost 6300111 budget remaining 5000000 out of 5000000 ...", "... which exceeds max complexity of 5000000", or
 * a code.
 */
function isTooComplex({ code, message }: AnswerProblem): boolean {
  if (/^(request)?maxcomplexityexceeded$/.test(normalized(code))) return true;
  if (/exceeds max(imum)? complexity/i.test(message)) return true;
  const [, cost, budget] = /query cost (\d{1,15}) .{0,60}out of (\d{1,15})/i.exec(message) ?? [];
  return cost !== undefined && Number(cost) > Number(budget);
}

/** For the log only. */
function describe(answer: FailedAnswer): string {
  const problems = answer.problems
    .slice(0, MAX_SHOWN_PROBLEMS)
    .map(({ code, message }) => `${code ?? 'no code'}: ${redact(message).slice(0, SHOWN_MESSAGE_LENGTH)}`);
  const hidden = answer.problems.length - problems.length;
  const more = hidden > 0 ? [`${hidden} more`] : [];
  const requestId = answer.requestId?.slice(0, SHOWN_MESSAGE_LENGTH) ?? 'unknown';
  return [`HTTP ${answer.status}`, `request ${requestId}`, ...problems, ...more].join('; ');
}

function redact(message: string): string {
  return message.replace(/eyJ[\w-]+(\.[\w-]+)*/g, '[token]');
}
