import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { type ErrorDetails, MondayCodeAPIError, type MondayFailure } from '../../errors/index.js';

/** Reason of a failure of monday's GraphQL API, as far as callers handle it differently. */
export type GraphQLReason =
  | 'authentication'
  | 'permission'
  | 'not_found'
  | 'validation'
  | 'revision_mismatch'
  | 'complexity'
  | 'rate_limit'
  | 'daily_limit'
  | 'locked'
  | 'conflict'
  | 'unavailable'
  | 'timeout'
  | 'unexpected';

/** One error in a reply of monday, for the app. It is not shown to clients. */
export interface GraphQLProblem {
  readonly code: string | undefined;
  /** The alias of the field that failed, followed by the path below it. */
  readonly path: readonly (string | number)[] | undefined;
  /** `error_data`, such as the list of a `DATA_VALIDATIONS_ERROR`. */
  readonly data: unknown;
}

/** Details of a failed call. Only the reason is shown to clients. */
export interface GraphQLFailureFacts {
  /** Partial `data` of the reply, if present. */
  readonly data?: unknown;
  /** monday's own error codes, in their order. */
  readonly upstreamCodes?: readonly string[];
  readonly upstreamStatus?: number;
  readonly problems?: readonly GraphQLProblem[];
  /** monday's id of the request, for monday's support. */
  readonly requestId?: string;
  /** Seconds to wait, as requested by monday; may be a fraction. */
  readonly retryInSeconds?: number;
  /** The complexity of the query exceeds the maximum; it must request less data. */
  readonly isTooComplex?: boolean;
  /** The error of one field of the reply. */
  readonly ofField?: (field: string) => MondayGraphQLError | undefined;
  readonly cause?: unknown;
}

/**
 * A call to monday's GraphQL API failed. The subclass identifies the reason (docs/monday-platform.md#graphql-errors).
 * `retryable` is true only if the same call may succeed later without a change.
 */
export abstract class MondayGraphQLError extends MondayCodeAPIError {
  readonly reason: GraphQLReason;
  readonly retryable: boolean;
  readonly data: unknown;
  readonly upstreamCodes: readonly string[];
  readonly upstreamStatus: number | undefined;
  /** monday's errors in their order: which alias failed, and with which data. */
  readonly problems: readonly GraphQLProblem[];
  readonly mondayRequestId: string | undefined;
  readonly retryInSeconds: number | undefined;
  readonly #ofField: GraphQLFailureFacts['ofField'];

  protected constructor(
    kind: {
      reason: GraphQLReason;
      failure: MondayFailure;
      retryable: boolean;
      message?: string;
      code?: string;
      details?: ErrorDetails;
    },
    facts: GraphQLFailureFacts,
  ) {
    super({
      api: 'graphql',
      failure: kind.failure,
      code: kind.code ?? `graphql.${kind.reason}`,
      message: kind.message,
      details: kind.details,
      retryAfterSeconds: facts.retryInSeconds === undefined ? undefined : Math.ceil(facts.retryInSeconds),
      cause: facts.cause,
    });
    this.reason = kind.reason;
    this.retryable = kind.retryable;
    this.data = facts.data;
    this.upstreamCodes = facts.upstreamCodes ?? [];
    this.upstreamStatus = facts.upstreamStatus;
    this.problems = facts.problems ?? [];
    this.mondayRequestId = facts.requestId;
    this.retryInSeconds = facts.retryInSeconds;
    this.#ofField = facts.ofField;
  }

  /**
   * The error of one field of the query, with what monday returned for that field in `data`.
   * @param field alias or name at the top of the query
   * @returns `undefined` if no error of the reply has a path below the field
   */
  ofField(field: string): MondayGraphQLError | undefined {
    return this.#ofField?.(field);
  }
}

/** The access token is wrong, expired or revoked. */
export class MondayAuthenticationError extends MondayGraphQLError {
  /** Whether monday requires a token of OAuth 2.1, so that the user must log in again. */
  get requiresNewLogin(): boolean {
    return this.upstreamCodes.some((code) => /^oauth_?21_?token_?required$/i.test(code));
  }

  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'monday did not accept the access token.';
    super({ reason: 'authentication', failure: 'failed', retryable: false, message }, facts);
  }
}

/** The user or the app does not have permission. */
export class MondayPermissionError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'The user or the app does not have permission at monday.';
    super({ reason: 'permission', failure: 'failed', retryable: false, message }, facts);
  }
}

/** The app lacks a scope; the user must consent again after the scope was added to the app. */
export class MondayScopeMissingError extends MondayGraphQLError {
  /**
   * @param scope such as `boards:write`; `undefined` if monday does not name it
   * @param loginUrl where the user can consent again
   */
  constructor(
    private readonly facts: GraphQLFailureFacts = {},
    readonly scope?: string,
    loginUrl?: string,
  ) {
    const message = `The app lacks ${scope === undefined ? 'a scope' : `the scope ${scope}`} at monday.`;
    const details = loginUrl === undefined ? undefined : { loginUrl };
    const code = 'monday.scope_missing';
    super({ reason: 'permission', failure: 'conflict', retryable: false, message, code, details }, facts);
  }

  withLoginUrl(loginUrl: string): MondayScopeMissingError {
    return new MondayScopeMissingError(this.facts, this.scope, loginUrl);
  }
}

export class MondayNotFoundError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'monday did not find the requested object.';
    super({ reason: 'not_found', failure: 'failed', retryable: false, message }, facts);
  }
}

/** The query or its values are invalid. */
export class MondayValidationError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'monday did not accept the query or its values.';
    super({ reason: 'validation', failure: 'failed', retryable: false, message }, facts);
  }
}

/**
 * The object has changed since it was read: the revision that the call names is not the current one. Read it again and
 * repeat the change with the new revision.
 */
export class MondayRevisionMismatchError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const message = 'The object has changed at monday since it was read.';
    super({ reason: 'revision_mismatch', failure: 'conflict', retryable: false, message }, facts);
  }
}

/** The complexity budget of the minute is exhausted, or one query is too complex. */
export class MondayComplexityError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    const { isTooComplex = false } = facts;
    const failure = isTooComplex ? 'failed' : 'rate_limited';
    super({ reason: 'complexity', failure, retryable: !isTooComplex }, facts);
  }
}

/** Too many calls: per minute, concurrently, for one field, or from one address. */
export class MondayRateLimitError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'rate_limit', failure: 'rate_limited', retryable: true }, facts);
  }
}

/** The daily limit is exhausted until midnight UTC. */
export class MondayDailyLimitError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}, now = SYSTEM_CLOCK.now()) {
    const retryInSeconds = facts.retryInSeconds ?? secondsToMidnight(now);
    super({ reason: 'daily_limit', failure: 'rate_limited', retryable: false }, { ...facts, retryInSeconds });
  }
}

/** The object is locked by another change. */
export class MondayLockedError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'locked', failure: 'unavailable', retryable: true }, facts);
  }
}

/** A call with the same idempotency key is still running (docs/monday-platform.md#idempotency-keys). */
export class MondayConflictError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'conflict', failure: 'unavailable', retryable: true }, facts);
  }
}

export class MondayUnavailableError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'unavailable', failure: 'unavailable', retryable: true }, facts);
  }
}

export class MondayTimeoutError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'timeout', failure: 'timeout', retryable: true }, facts);
  }
}

/** An unexpected reply: not JSON, too large, a redirect, or without data and errors. */
export class MondayUnexpectedAnswerError extends MondayGraphQLError {
  constructor(facts: GraphQLFailureFacts = {}) {
    super({ reason: 'unexpected', failure: 'failed', retryable: false }, facts);
  }
}

function secondsToMidnight(now: number): number {
  const day = 24 * 60 * 60 * 1000;
  return Math.ceil((day - (now % day)) / 1000);
}
