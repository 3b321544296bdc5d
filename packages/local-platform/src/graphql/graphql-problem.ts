// Imports one file instead of the package's index, because the engine is loaded with the first query.
import { type ASTNode } from 'graphql';
import { GraphQLError } from 'graphql/error/GraphQLError.js';

/** Codes with their HTTP status; all other codes are returned with 200 (docs/monday-platform.md#graphql-errors). */
const STATUS: Readonly<Record<string, number>> = {
  JsonParseException: 400,
  NOT_AUTHENTICATED: 401,
  OAUTH21_TOKEN_REQUIRED: 401,
  UserUnauthorizedException: 403,
  USER_UNAUTHORIZED: 403,
  DeleteLastGroupException: 409,
  IDEMPOTENCY_CONFLICT: 409,
  REVISION_MISMATCH: 409,
  RecordInvalidException: 422,
  DATA_VALIDATIONS_ERROR: 422,
  RESOURCE_LOCKED: 423,
  COMPLEXITY_BUDGET_EXHAUSTED: 429,
  maxConcurrencyExceeded: 429,
  RATE_LIMIT_EXCEEDED: 429,
  IP_RATE_LIMIT_EXCEEDED: 429,
  FIELD_LIMIT_EXCEEDED: 429,
  DAILY_LIMIT_EXCEEDED: 429,
};

/** Codes whose `status_code` is not the HTTP status of the reply. */
const STATUS_CODE: Readonly<Record<string, number>> = { ResourceNotFoundException: 404 };

export interface ProblemOptions {
  /** Rounded up to whole seconds; also sent as `Retry-After`. */
  readonly retryInSeconds?: number;
  readonly data?: Readonly<Record<string, unknown>> | readonly unknown[];
  /** The part of the query that caused the error. */
  readonly nodes?: readonly ASTNode[];
}

/** An error in monday's form: a message, and a code in the extensions (docs/monday-platform.md#graphql-errors). */
export class GraphQLProblem extends GraphQLError {
  /** The HTTP status of the reply if nothing was executed. */
  readonly httpStatus: number;
  readonly retryInSeconds: number | undefined;
  /** Further errors, if this is the first of several. */
  others: readonly GraphQLProblem[] = [];

  constructor(code: string, message: string, options: ProblemOptions = {}) {
    const httpStatus = STATUS[code] ?? 200;
    const retry = options.retryInSeconds === undefined ? undefined : Math.ceil(options.retryInSeconds);
    super(message, {
      nodes: options.nodes,
      extensions: {
        code,
        // Left out for this code since API version 2025-07.
        ...(code === 'COMPLEXITY_BUDGET_EXHAUSTED' ? {} : { status_code: STATUS_CODE[code] ?? httpStatus }),
        error_data: options.data ?? {},
        ...(retry === undefined ? {} : { retry_in_seconds: retry }),
      },
    });
    this.httpStatus = httpStatus;
    this.retryInSeconds = retry;
  }
}

/** The error for a body that is no JSON and no multipart. */
export function brokenBody(): GraphQLProblem {
  return new GraphQLProblem('JsonParseException', 'The body of the request cannot be read.');
}

/** The error for a query that is refused whenever it is sent (docs/monday-platform.md#graphql-errors). */
export function tooComplex(message: string): GraphQLProblem {
  return new GraphQLProblem('REQUEST_MAX_COMPLEXITY_EXCEEDED', message);
}
